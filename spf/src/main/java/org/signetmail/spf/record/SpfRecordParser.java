package org.signetmail.spf.record;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.Finding;
import org.signetmail.core.Parsed;
import org.signetmail.core.internal.Ascii;
import org.signetmail.spf.address.IpAddress;
import org.signetmail.spf.address.IpParser;

/**
 * Reads a record from left to right, each octet a constant number of times. The grammar stands at {@link SpfRecord},
 * {@link Mechanism}, {@link Modifier} and {@link MacroString}.
 */
final class SpfRecordParser {

    static final String VERSION = "v=spf1";

    /** Of a void record so many faults are told, so that who mends it does so once. */
    private static final int MAX_FAULTS = 8;

    private final String text;
    private final MacroStringParser macros;
    private final List<SpfTerm> terms = new ArrayList<>();
    private boolean redirectSeen;
    private boolean expSeen;

    /** The first error of a term; all that is found after it there is of no interest. */
    private @Nullable Code problem;

    private int errorAt;

    SpfRecordParser(String text) {
        this.text = text;
        this.macros = new MacroStringParser(text);
    }

    /** RFC 7208 §4.5: the version section is exactly {@code v=spf1}, in any letter case, and a space or the end. */
    static boolean isSpf(String text) {
        return Ascii.startsWithIgnoreCase(text, 0, VERSION)
                && (text.length() == VERSION.length() || text.charAt(VERSION.length()) == ' ');
    }

    /** The record, or its errors in their order, of which one is enough for a permerror wherever it stands (RFC 7208 §4.6). */
    Parsed<SpfRecord> parse() {
        List<Finding> faults = new ArrayList<>();
        int start = VERSION.length();
        while (start < text.length() && faults.size() < MAX_FAULTS) {
            if (text.charAt(start) == ' ') {
                start++;
                continue;
            }
            int end = text.indexOf(' ', start);
            end = end < 0 ? text.length() : end;
            int termStart = start;
            term(start, end);
            start = end;
            if (problem != null) {
                Finding fault = new Fault(text, termStart, end, problem, errorAt).finding();
                problem = null;
                if (!isTold(faults, fault)) {
                    faults.add(fault);
                }
                start = Math.max(end, behind(fault, end));
            }
        }
        return faults.isEmpty() ? Parsed.record(new SpfRecord(terms), Lints.of(text, terms)) : Parsed.invalid(faults);
    }

    /** Where a fault ends that takes in more than its term: a comment, or a space and the word that belongs to the term. */
    private int behind(Finding fault, int end) {
        int last =
                fault.position().map(place -> place.offset() + place.length()).orElse(end);
        int wordEnd = text.indexOf(' ', last);
        return wordEnd < 0 ? text.length() : wordEnd;
    }

    /** Whether the remedy of an earlier fault, which is the whole record, mends this one too. */
    private static boolean isTold(List<Finding> faults, Finding fault) {
        int record = fault.remedy().indexOf(Separators.THEN);
        return record >= 0
                && faults.stream()
                        .anyMatch(each -> each.remedy().endsWith(fault.remedy().substring(record)));
    }

    /** Whether a part of a record is a term on its own. */
    static boolean isTerm(String text, int start, int end) {
        if (start >= end) {
            return false;
        }
        SpfRecordParser parser = new SpfRecordParser(text);
        parser.term(start, end);
        return parser.problem == null;
    }

    static boolean isTerm(String text) {
        return isTerm(text, 0, text.length());
    }

    private void term(int start, int end) {
        // RFC 7208 §4.6.1: a term is a modifier when "=" comes before any ":" or "/".
        int mark = end;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c < 0x21 || c > 0x7E) {
                error(Code.BAD_CHARACTER, i);
                return;
            }
            if (mark == end && (c == '=' || c == ':' || c == '/')) {
                mark = i;
            }
        }
        if (mark < end && text.charAt(mark) == '=') {
            modifier(start, mark, end);
        } else {
            directive(start, mark, end);
        }
    }

    private void modifier(int start, int equals, int end) {
        if (!isName(text, start, equals)) {
            error(Code.BAD_MODIFIER_NAME, start);
        } else if (is("redirect", start, equals)) {
            // RFC 7208 §6: redirect and exp MUST NOT appear more than once each.
            check(!redirectSeen, Code.REPEATED_MODIFIER, start);
            redirectSeen = true;
            terms.add(new Modifier.Redirect(domain(equals + 1, end)));
        } else if (is("exp", start, equals)) {
            check(!expSeen, Code.REPEATED_MODIFIER, start);
            expSeen = true;
            terms.add(new Modifier.Exp(domain(equals + 1, end)));
        } else {
            MacroString value = macros.macroString(equals + 1, end);
            check(value != null, Code.BAD_MACRO, macros.errorAt());
            if (value != null) {
                terms.add(new Modifier.Unknown(text.substring(start, equals), value));
            }
        }
    }

    /** {@code name = ALPHA *( ALPHA / DIGIT / "-" / "_" / "." )} */
    static boolean isName(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (!Ascii.isLetter(c) && (i == start || (!Ascii.isDigit(c) && c != '-' && c != '_' && c != '.'))) {
                return false;
            }
        }
        return start < end;
    }

    private void directive(int start, int nameEnd, int end) {
        Qualifier qualifier = qualifier(text.charAt(start));
        int name = qualifier == null ? start : start + 1;
        Mechanism mechanism = mechanism(name, nameEnd, end);
        if (mechanism != null) {
            terms.add(new Directive(qualifier == null ? Qualifier.PASS : qualifier, mechanism));
        }
    }

    private static @Nullable Qualifier qualifier(char c) {
        return switch (c) {
            case '+' -> Qualifier.PASS;
            case '-' -> Qualifier.FAIL;
            case '~' -> Qualifier.SOFTFAIL;
            case '?' -> Qualifier.NEUTRAL;
            default -> null;
        };
    }

    private @Nullable Mechanism mechanism(int name, int nameEnd, int end) {
        if (is("ip4", name, nameEnd)) {
            return ip4(nameEnd, end);
        }
        if (is("ip6", name, nameEnd)) {
            return ip6(nameEnd, end);
        }
        if (is("include", name, nameEnd)) {
            return new Mechanism.Include(neededDomain(nameEnd, end));
        }
        if (is("a", name, nameEnd)) {
            int domainEnd = beforePrefixes(nameEnd, end);
            return new Mechanism.A(domainBeforePrefixes(nameEnd, domainEnd), prefixes(domainEnd, end));
        }
        if (is("mx", name, nameEnd)) {
            int domainEnd = beforePrefixes(nameEnd, end);
            return new Mechanism.Mx(domainBeforePrefixes(nameEnd, domainEnd), prefixes(domainEnd, end));
        }
        if (is("all", name, nameEnd)) {
            check(nameEnd == end, Code.UNEXPECTED_ARGUMENT, nameEnd);
            return new Mechanism.All();
        }
        if (is("exists", name, nameEnd)) {
            return new Mechanism.Exists(neededDomain(nameEnd, end));
        }
        if (is("ptr", name, nameEnd)) {
            return new Mechanism.Ptr(domainIfAny(nameEnd, end));
        }
        error(Code.UNKNOWN_MECHANISM, name);
        return null;
    }

    private MacroString domainBeforePrefixes(int colon, int end) {
        // A slash here has no right prefix length behind it.
        check(colon == end || text.charAt(colon) == ':', Code.BAD_PREFIX_LENGTH, colon);
        return domainIfAny(colon, end);
    }

    private MacroString domainIfAny(int colon, int end) {
        return colon == end ? MacroString.EMPTY : neededDomain(colon, end);
    }

    /** {@code ":" domain-spec} */
    private MacroString neededDomain(int colon, int end) {
        if (colon < end && text.charAt(colon) == ':') {
            return domain(colon + 1, end);
        }
        error(colon < end ? Code.UNEXPECTED_ARGUMENT : Code.MISSING_DOMAIN, colon);
        return MacroString.EMPTY;
    }

    private MacroString domain(int start, int end) {
        if (start == end) {
            error(Code.MISSING_DOMAIN, start);
            return MacroString.EMPTY;
        }
        MacroString domain = macros.macroString(start, end);
        if (domain == null) {
            error(Code.BAD_MACRO, macros.errorAt());
            return MacroString.EMPTY;
        }
        check(MacroStringParser.endsAsDomain(domain), Code.BAD_DOMAIN, start);
        return domain;
    }

    /**
     * Where the prefix lengths of {@code a} and {@code mx} begin. A domain-spec may hold slashes itself, but cannot end
     * in one and digits, so the lengths are what stands at the end: {@code /n4}, {@code //n6} or {@code /n4//n6}.
     */
    private int beforePrefixes(int start, int end) {
        int slash = slashBeforeDigits(start, end);
        if (slash < 0) {
            return end;
        }
        if (slash == start || text.charAt(slash - 1) != '/') {
            return slash;
        }
        int ip4Slash = slashBeforeDigits(start, slash - 1);
        return ip4Slash < 0 ? slash - 1 : ip4Slash;
    }

    private int slashBeforeDigits(int start, int end) {
        int i = end;
        while (i > start && Ascii.isDigit(text.charAt(i - 1))) {
            i--;
        }
        return i < end && text.charAt(i - 1) == '/' ? i - 1 : -1;
    }

    private DualPrefix prefixes(int start, int end) {
        if (start == end) {
            return DualPrefix.WHOLE;
        }
        int ip4End = start;
        while (ip4End < end && !text.startsWith("//", ip4End)) {
            ip4End++;
        }
        return new DualPrefix(
                start == ip4End ? 32 : prefix(start + 1, ip4End, 32),
                ip4End == end ? 128 : prefix(ip4End + 2, end, 128));
    }

    /** {@code ( "0" / %x31-39 0*2DIGIT )} within a range. */
    private int prefix(int start, int end, int most) {
        int value = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            value = value * 10 + c - '0';
            if (!Ascii.isDigit(c) || value > most || (c == '0' && i == start && end - start > 1)) {
                error(Code.BAD_PREFIX_LENGTH, i);
                return most;
            }
        }
        check(start < end, Code.BAD_PREFIX_LENGTH, start);
        return value;
    }

    private Mechanism ip4(int colon, int end) {
        int start = addressStart(colon, end);
        int addressEnd = start;
        while (addressEnd < end && text.charAt(addressEnd) != '/') {
            addressEnd++;
        }
        long bits = IpParser.ip4(text, start, addressEnd);
        check(bits >= 0, Code.BAD_ADDRESS, start);
        return new Mechanism.Ip4((int) bits, addressEnd == end ? 32 : prefix(addressEnd + 1, end, 32));
    }

    private Mechanism ip6(int colon, int end) {
        int start = addressStart(colon, end);
        int addressEnd = start;
        while (addressEnd < end && text.charAt(addressEnd) != '/') {
            addressEnd++;
        }
        IpAddress address = IpParser.ip6(text, start, addressEnd);
        if (address == null) {
            error(Code.BAD_ADDRESS, start);
            address = IpAddress.v6(0, 0);
        }
        return new Mechanism.Ip6(
                address.high(), address.low(), addressEnd == end ? 128 : prefix(addressEnd + 1, end, 128));
    }

    private int addressStart(int colon, int end) {
        if (colon == end || text.charAt(colon) != ':') {
            error(Code.BAD_ADDRESS, colon);
            return end;
        }
        return colon + 1;
    }

    private boolean is(String name, int start, int end) {
        return name.length() == end - start && Ascii.startsWithIgnoreCase(text, start, name);
    }

    private void check(boolean right, Code otherwise, int position) {
        if (!right) {
            error(otherwise, position);
        }
    }

    private void error(Code found, int position) {
        if (problem == null) {
            problem = found;
            errorAt = position;
        }
    }
}
