package org.signetmail.spf.record;

import org.signetmail.core.Finding;
import org.signetmail.core.internal.Ascii;
import org.signetmail.core.internal.OddText;
import org.signetmail.spf.address.IpParser;

/**
 * What is wrong in a record, as a sentence: which octets, why, and where it can be told what to write instead. Made once
 * for a record that is void, never for one that is valid.
 */
final class Fault {

    private static final int MAX_SHOWN = 80;

    /** In a longer term no second one is looked for, so that the search stays short whatever it holds. */
    private static final int MAX_GLUED = 300;

    private static final String ALL = "all";

    private static final String[] MECHANISMS = {"all", "include", "a", "mx", "ptr", "ip4", "ip6", "exists"};

    /** What begins a term so plainly that it does so within another one too. */
    private static final String[] BEGINNINGS = {
        "-all", "~all", "?all", "+all", "ip4:", "ip6:", "include:", "exists:", "redirect=", "exp=", "mx:", "a:"
    };

    private final String text;
    private final int start;
    private final int end;
    private final Code code;
    private final int at;
    private final String term;

    /** Behind the qualifier. */
    private final int nameStart;

    /** The colon, slash or equals sign, or the end. */
    private final int nameEnd;

    /**
     * A fault in one term of a record.
     *
     * @param at the first octet that is wrong; the end of the term when something is missing there
     */
    Fault(String text, int start, int end, Code code, int at) {
        this.text = text;
        this.start = start;
        this.end = end;
        this.code = code;
        this.at = at;
        this.term = shown(start, end);
        this.nameStart = "+-~?".indexOf(text.charAt(start)) >= 0 ? start + 1 : start;
        int mark = nameStart;
        while (mark < end && ":/=".indexOf(text.charAt(mark)) < 0) {
            mark++;
        }
        this.nameEnd = mark;
    }

    Finding finding() {
        if (code == Code.BAD_CHARACTER) {
            OddText odd = OddText.at(text, at);
            if (odd != null) {
                return code.finding(
                        text,
                        at,
                        odd.length(),
                        sentence(odd.words()) + " in " + term + ".",
                        odd.kind().remedy());
            }
        }
        int glued = glued();
        if (glued > 0) {
            return code.finding(
                    text,
                    glued,
                    0,
                    term + " is two terms without a space between them.",
                    "Put a space in front of " + shown(glued, end) + ".");
        }
        if (allGlued()) {
            return code.finding(
                    text,
                    end - ALL.length(),
                    0,
                    term + " is two terms without a space between them: " + shown(start, end - ALL.length())
                            + ", and all without a qualifier.",
                    write(shown(start, end - ALL.length()) + " -all"));
        }
        if (hasQuote()) {
            return finding(term + " holds a quote.", OddText.Kind.QUOTE.remedy());
        }
        String bare = text.substring(start, end).replace("'", "").replace("`", "");
        if (code != Code.BAD_CHARACTER && bare.length() < end - start && SpfRecordParser.isTerm(bare)) {
            return finding(term + " holds a quote.", write(Ascii.printable(bare, MAX_SHOWN)));
        }
        return switch (code) {
            case UNKNOWN_MECHANISM -> unknownMechanism();
            case BAD_MODIFIER_NAME -> badModifierName();
            case REPEATED_MODIFIER ->
                finding(shown(nameStart, nameEnd) + " stands a second time: " + term + ".", "Leave one of them.");
            case MISSING_DOMAIN -> missingDomain();
            case BAD_DOMAIN -> badDomain();
            case BAD_MACRO -> badMacro();
            case BAD_ADDRESS -> badAddress();
            case BAD_PREFIX_LENGTH -> badPrefixLength();
            case UNEXPECTED_ARGUMENT -> unexpectedArgument();
            default -> finding(term + " is wrong.", "");
        };
    }

    private Finding finding(String message, String remedy) {
        return code.finding(text, at, end - at, message, remedy);
    }

    /** Where a second term begins within this one, when both are terms; 0 when it is nowhere. */
    private int glued() {
        for (int i = start + 1; i < end && end - start <= MAX_GLUED; i++) {
            for (String beginning : BEGINNINGS) {
                if (Ascii.startsWithIgnoreCase(text, i, beginning)
                        && i + beginning.length() <= end
                        && SpfRecordParser.isTerm(text, i, end)
                        && SpfRecordParser.isTerm(text, start, i)) {
                    return i;
                }
            }
        }
        return 0;
    }

    /** The same for an all without a qualifier, which no name begins with so plainly: only behind a term that is whole. */
    private boolean allGlued() {
        int seam = end - ALL.length();
        return seam - start > 1
                && end - start <= MAX_GLUED
                && Ascii.startsWithIgnoreCase(text, seam, ALL)
                && SpfRecordParser.isTerm(text, start, seam);
    }

    /** RFC 7208 §6.1: whether the record has an all, beside which a redirect has no effect. */
    private boolean hasAll() {
        for (int word = nextWord(0); word < text.length(); word = nextWord(wordEnd(word))) {
            int name = "+-~?".indexOf(text.charAt(word)) >= 0 ? word + 1 : word;
            if (wordEnd(word) - name == ALL.length() && Ascii.startsWithIgnoreCase(text, name, ALL)) {
                return true;
            }
        }
        return false;
    }

    private boolean hasQuote() {
        for (int i = start; i < end; i++) {
            if (text.charAt(i) == '"') {
                return true;
            }
        }
        return false;
    }

    private Finding unknownMechanism() {
        String name = Ascii.lowerCase(text.substring(nameStart, nameEnd));
        char mark = nameEnd < end ? text.charAt(nameEnd) : ' ';
        if (nameStart > start && nameStart < end && "+-~?".indexOf(text.charAt(nameStart)) >= 0) {
            return finding(term + " has two qualifiers.", "Leave one of them.");
        }
        if (name.isEmpty() && nameStart == end && spaceWithin()) {
            return spaceWithinFinding();
        }
        if (text.charAt(start) == '#' || text.startsWith("//", start)) {
            String comment = shown(start, text.length());
            return code.finding(
                    text,
                    start,
                    text.length() - start,
                    comment + " is meant as a comment, which records have not.",
                    "Take it out.");
        }
        if (name.isEmpty()) {
            return finding(term + " has no name of a mechanism.", "Take it out, or put the name behind the qualifier.");
        }
        if (mark == ':' && nameEnd + 1 == end && (name.equals("redirect") || name.equals("exp"))) {
            return valueApart(name);
        }
        if (mark == ':' && name.equals("redirect") && hasAll()) {
            String domain = shown(nameEnd + 1, end);
            return finding(
                    term + " is no mechanism: redirect is a modifier, which has an equals sign, and is ignored beside"
                            + " all.",
                    "Write \"include:" + domain + "\", or \"redirect=" + domain + "\" and take all out.");
        }
        if (mark == ':' && (name.equals("redirect") || name.equals("exp"))) {
            return finding(
                    term + " is no mechanism: " + name + " is a modifier, which has an equals sign.",
                    write(name + "=" + shown(nameEnd + 1, end)));
        }
        String family = family(nameStart, end);
        if (!family.isEmpty()) {
            return finding(
                    term + " is " + inWords(family) + " without a mechanism; " + family + ": is meant.",
                    write(shown(start, nameStart) + family + ":" + shown(nameStart, end)));
        }
        if (mark == ':' && !family(nameEnd + 1, end).isEmpty()) {
            return finding(
                    shown(nameStart, nameEnd) + " in " + term + " is no mechanism; " + family(nameEnd + 1, end)
                            + ": is meant.",
                    write(shown(start, nameStart) + family(nameEnd + 1, end) + ":" + shown(nameEnd + 1, end)));
        }
        String near = nearest(name);
        if (!near.isEmpty()) {
            return finding(
                    shown(nameStart, nameEnd) + " in " + term + " is neither a mechanism nor a modifier; " + near
                            + " may be meant.",
                    "Write \"" + shown(start, nameStart) + near + shown(nameEnd, end) + "\" if it is."
                            + (",;".indexOf(text.charAt(end - 1)) >= 0 ? Separators.then(text) : ""));
        }
        boolean dotted = name.startsWith("ip4.") || name.startsWith("ip6.");
        if (dotted && !family(nameStart + 4, end).isEmpty()) {
            return finding(
                    term + " has a dot where a colon has to be.",
                    write(shown(start, nameStart) + family(nameStart + 4, end) + ":" + shown(nameStart + 4, end)));
        }
        int wrong = nameStart;
        while (wrong < nameEnd && Ascii.isLetterOrDigit(text.charAt(wrong))) {
            wrong++;
        }
        String begin = Ascii.lowerCase(text.substring(nameStart, wrong));
        boolean separated = wrong < nameEnd - 1 && ";,.".indexOf(text.charAt(wrong)) >= 0;
        if (separated && (begin.equals("include") || begin.equals("exists"))) {
            return finding(
                    term + " has " + text.charAt(wrong) + " where a colon has to be.",
                    write(shown(start, wrong) + ":" + shown(wrong + 1, end)));
        }
        if (name.startsWith("include_") && name.indexOf('.') > 0) {
            return finding(
                    term + " is no mechanism: a colon is missing behind include.",
                    write(shown(start, nameStart) + "include:" + shown(nameStart + "include".length(), end)));
        }
        if (contains(start, ",")) {
            return finding(
                    term + " is neither a mechanism nor a modifier: terms are separated by spaces, not by commas.",
                    "Put a space in place of each comma." + Separators.then(text));
        }
        if (nameEnd == end && name.indexOf('.') > 0) {
            return finding(
                    term + " is a domain without a mechanism.",
                    "Write \"include:" + term + "\" for its record, or \"a:" + term + "\" for its addresses.");
        }
        return finding(term + " is neither a mechanism nor a modifier.", "Take it out.");
    }

    /** A modifier that is written as a mechanism, and whose domain is missing or stands behind a space. */
    private Finding valueApart(String name) {
        int next = nextWord(end);
        int nextEnd = wordEnd(next);
        boolean isThere = nextEnd - next <= MAX_GLUED
                && !SpfRecordParser.isTerm(text, next, nextEnd)
                && SpfRecordParser.isTerm(name + "=" + text.substring(next, nextEnd));
        if (isThere) {
            return code.finding(
                    text,
                    nameEnd,
                    next - nameEnd,
                    "A colon and a space stand between " + name + " and " + shown(next, nextEnd)
                            + ", where an equals sign has to be.",
                    write(name + "=" + shown(next, nextEnd)));
        }
        return finding(
                term + " has no domain; and it is a modifier, which has an equals sign.",
                "Put an equals sign in place of the colon, and the domain behind it.");
    }

    /** The mechanism whose name differs by one letter, by two that changed places, or by punctuation at the end. */
    static String nearest(String name) {
        int letters = name.length();
        while (letters > 0 && !Ascii.isLetterOrDigit(name.charAt(letters - 1))) {
            letters--;
        }
        String bare = name.substring(0, letters);
        for (String mechanism : MECHANISMS) {
            boolean same = bare.equals(mechanism) && letters < name.length();
            if (same || (mechanism.length() > 2 && isOneOff(bare, mechanism))) {
                return mechanism;
            }
        }
        return switch (bare) {
            case "ip", "ipv4" -> "ip4";
            case "ipv6" -> "ip6";
            case "includes", "included", "spf" -> "include";
            case "exist" -> "exists";
            case "host", "hostname", "server" -> "a";
            default -> "";
        };
    }

    private static boolean isOneOff(String a, String b) {
        int before = 0;
        while (before < Math.min(a.length(), b.length()) && a.charAt(before) == b.charAt(before)) {
            before++;
        }
        int behind = 0;
        while (behind < Math.min(a.length(), b.length()) - before
                && a.charAt(a.length() - 1 - behind) == b.charAt(b.length() - 1 - behind)) {
            behind++;
        }
        int ofA = a.length() - before - behind;
        int ofB = b.length() - before - behind;
        boolean swapped = ofA == 2
                && ofB == 2
                && a.charAt(before) == b.charAt(before + 1)
                && a.charAt(before + 1) == b.charAt(before);
        return swapped || (ofA <= 1 && ofB <= 1 && ofA + ofB > 0);
    }

    private Finding badModifierName() {
        if (nameStart > start && Modifier.isName(text.substring(nameStart, nameEnd))) {
            return finding(term + " has a qualifier, which only mechanisms may have.", write(shown(nameStart, end)));
        }
        return finding(
                "What stands before the equals sign in " + term + " is no name.",
                "A name begins with a letter and has letters, digits, hyphens, underscores and dots.");
    }

    private Finding missingDomain() {
        String name = shown(nameStart, nameEnd);
        if (nameEnd < end && at == end && spaceWithin()) {
            return spaceWithinFinding();
        }
        return finding(
                term + " has no domain, which " + name + (nameEnd < end ? " needs there." : " needs."),
                nameEnd < end
                                && text.charAt(nameEnd) == ':'
                                && (name.equals("a") || name.equals("mx") || name.equals("ptr"))
                        ? "Write \"" + name + "\" alone for the domain of the record."
                        : "Put the domain behind it.");
    }

    /** Whether this and what stands behind the space are no terms, and together are one. */
    private boolean spaceWithin() {
        int next = nextWord(end);
        int nextEnd = wordEnd(next);
        boolean qualifierAlone = nameStart == end;
        return next < nextEnd
                && nextEnd - next <= MAX_GLUED
                && (qualifierAlone || !SpfRecordParser.isTerm(text, next, nextEnd))
                && SpfRecordParser.isTerm(text.substring(start, end) + text.substring(next, nextEnd));
    }

    private Finding spaceWithinFinding() {
        int next = nextWord(end);
        String word = shown(next, wordEnd(next));
        return code.finding(
                text,
                end,
                next - end,
                "A space stands between " + term + " and " + word + ", which belong together.",
                write(term + word));
    }

    /** What is to be copied stands in quotes, so that the full stop of the sentence is no part of it. */
    private static String write(String words) {
        return "Write \"" + words + "\".";
    }

    private int nextWord(int from) {
        int next = from;
        while (next < text.length() && text.charAt(next) == ' ') {
            next++;
        }
        return next;
    }

    private int wordEnd(int from) {
        int wordEnd = text.indexOf(' ', from);
        return wordEnd < 0 ? text.length() : wordEnd;
    }

    private Finding badDomain() {
        int from = Math.min(nameEnd + 1, end);
        String argument = shown(from, end);
        String family = family(from, end);
        if (!family.isEmpty()) {
            return finding(
                    argument + " in " + term + " is " + inWords(family) + ", where a domain has to stand; " + family
                            + ": is meant.",
                    write(shown(start, nameStart) + family + ":" + argument));
        }
        if (contains(from, "://")) {
            return finding(
                    argument + " in " + term + " is a URL, where a domain has to stand.", "Write the domain alone.");
        }
        if (contains(from, ",") || contains(from, ";")) {
            return finding(
                    argument + " in " + term + " is no domain; each term takes one, and terms are separated by spaces.",
                    "Write a term for each domain, and take the punctuation out." + Separators.then(text));
        }
        if (contains(from, "@")) {
            return finding(
                    argument + " in " + term + " is an address of mail, where a domain has to stand.",
                    "Write what stands behind the @.");
        }
        int port = text.lastIndexOf(':', end - 1);
        if (port > from && isNumber(port + 1) && SpfRecordParser.isTerm(text, start, port)) {
            return finding(
                    shown(port, end) + " in " + term + " is a port, and ports have no place here.",
                    write(shown(start, port)));
        }
        int slash = text.lastIndexOf('/', end - 1);
        if (slash > from && SpfRecordParser.isTerm(text, start, slash)) {
            return finding(
                    shown(slash, end) + " in " + term + " is a prefix length, which " + shown(nameStart, nameEnd)
                            + " does not take there.",
                    write(shown(start, slash)));
        }
        if (!contains(from, ".")) {
            return finding(
                    argument + " in " + term + " is no domain: a dot and a top label are missing.",
                    "Write the whole name of the domain.");
        }
        return finding(
                argument + " in " + term + " is no domain: it has to end in a top label with a letter, or in a macro.",
                "Write the whole name of the domain.");
    }

    /** How many bits a mask such as 255.255.255.0 has; 0 for what is none. */
    private int maskLength(int from) {
        long mask = IpParser.ip4(text, from, end);
        int bits = Long.bitCount(mask);
        return mask > 0 && mask == ((0xFFFF_FFFFL << (32 - bits)) & 0xFFFF_FFFFL) ? bits : 0;
    }

    private boolean isNumber(int from) {
        int i = from;
        while (i < end && Ascii.isDigit(text.charAt(i))) {
            i++;
        }
        return i == end && from < end;
    }

    private boolean contains(int from, String part) {
        int found = text.indexOf(part, from);
        return found >= 0 && found + part.length() <= end;
    }

    private Finding badMacro() {
        char kind = at + 1 < end ? text.charAt(at + 1) : ' ';
        if (kind != '{') {
            boolean letter = "slodiphvSLODIPHV".indexOf(kind) >= 0;
            return finding(
                    "The percent sign in " + term + " begins no macro.",
                    (letter ? "Write \"%{" + kind + "}\" for the macro, or" : "Write")
                            + " \"%%\" for a percent sign itself.");
        }
        int close = text.indexOf('}', at);
        if (close < 0 || close >= end) {
            return finding("The macro " + shown(at, end) + " in " + term + " has no closing brace.", "Put it there.");
        }
        char letter = Ascii.lowerCase(text.charAt(at + 2));
        String macro = shown(at, close + 1);
        if (letter == 'c' || letter == 'r' || letter == 't') {
            return code.finding(
                    text,
                    at,
                    close + 1 - at,
                    "The macro " + macro + " in " + term + " is for explanations only.",
                    "The letters of terms are s, l, o, d, i, p, h and v.");
        }
        return code.finding(
                text,
                at,
                close + 1 - at,
                macro + " in " + term + " is no macro: a letter, a number from 1 if wished, r if wished, delimiters.",
                "The letters of terms are s, l, o, d, i, p, h and v.");
    }

    private Finding badAddress() {
        String name = Ascii.lowerCase(text.substring(nameStart, nameEnd));
        int from = Math.min(nameEnd + 1, end);
        String argument = shown(from, end);
        if (from == end) {
            return spaceWithin()
                    ? spaceWithinFinding()
                    : finding(term + " has no address.", "Put it behind the colon.");
        }
        if (contains(from, ",") || contains(from, ";")) {
            return finding(
                    argument + " in " + term
                            + " is no address; each term takes one, and terms are separated by spaces.",
                    "Write a term for each address, and take the punctuation out." + Separators.then(text));
        }
        String family = family(from, end);
        if (!family.isEmpty() && !family.equals(name)) {
            return finding(
                    argument + " in " + term + " is " + inWords(family) + "; " + family + ": is meant.",
                    write(shown(start, nameStart) + family + ":" + argument));
        }
        int addressEnd = from;
        while (addressEnd < end && text.charAt(addressEnd) != '/') {
            addressEnd++;
        }
        String address = shown(from, addressEnd);
        if (text.charAt(from) == '[' || text.charAt(from) == '<') {
            return finding(address + " in " + term + " has brackets.", "Write the address without them.");
        }
        if (name.equals("ip4")) {
            return badIp4(address, from, addressEnd);
        }
        if (contains(from, "%")) {
            return finding(
                    address + " in " + term + " has a zone, or a macro, which ip6 does not take.",
                    "Write the address alone.");
        }
        return finding(
                address + " in " + term + " is no IPv6 address.",
                "An IPv6 address has eight groups of up to four hexadecimal digits; :: stands for groups of zeros,"
                        + " once.");
    }

    private boolean isName(int from) {
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            if (!Ascii.isLetterOrDigit(c) && "-_.".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether several addresses are meant: digits, dots, and what stands for a range. */
    private boolean isRange(int from, int to) {
        boolean mark = false;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            mark |= c == '-' || c == '*';
            if (!Ascii.isDigit(c) && c != '.' && c != '-' && c != '*') {
                return false;
            }
        }
        return mark && from < to && Ascii.isDigit(text.charAt(from));
    }

    /** Whether it begins as an address does, such as 192.0.2.x: two numbers, and four parts at most. */
    private boolean isUnderNumbers(int from, int to) {
        int dots = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            boolean first = i == from || text.charAt(i - 1) == '.';
            dots += c == '.' ? 1 : 0;
            if ((dots < 2 && !Ascii.isDigit(c) && (c != '.' || first)) || c == ':') {
                return false;
            }
        }
        return dots == 2 || dots == 3;
    }

    private Finding badIp4(String address, int from, int addressEnd) {
        int dots = 0;
        boolean numbers = true;
        boolean leadingZero = false;
        boolean large = false;
        int value = 0;
        for (int i = from; i < addressEnd; i++) {
            char c = text.charAt(i);
            boolean first = i == from || text.charAt(i - 1) == '.';
            dots += c == '.' ? 1 : 0;
            numbers &= Ascii.isDigit(c) || c == '.';
            value = Ascii.isDigit(c) ? Math.min(1000, (first ? 0 : value) * 10 + c - '0') : 0;
            large |= value > 255;
            leadingZero |= c == '0' && first && i + 1 < addressEnd && Ascii.isDigit(text.charAt(i + 1));
        }
        String slash = shown(addressEnd, end);
        if (!numbers && isRange(from, addressEnd)) {
            return finding(
                    address + " in " + term + " is no one IPv4 address, and SPF has no ranges and no asterisks.",
                    "Write the addresses as networks, such as \"ip4:192.0.2.0/24\", or a term for each address.");
        }
        if (!numbers && isUnderNumbers(from, addressEnd)) {
            return finding(
                    address + " in " + term + " is no IPv4 address: each of its four parts has to be a number.",
                    "Write the number, or the network that is meant, such as \"ip4:192.0.2.0/24\".");
        }
        if (!numbers) {
            boolean port = dots == 3 && contains(from, ":");
            return finding(
                    address + " in " + this.term + " is no IPv4 address" + (port ? ": ports have no place here." : "."),
                    port || slash.length() > 0 || !contains(from, ".") || !isName(from)
                            ? "An IPv4 address has four numbers of 0 to 255 with dots between them."
                            : "Write \"a:" + address + "\" if the addresses of that name are meant.");
        }
        if (leadingZero) {
            return finding(address + " in " + term + " has a number with a leading zero.", "Write it without.");
        }
        if (large) {
            return finding(address + " in " + term + " has a number above 255.", "Correct it.");
        }
        if (dots < 3 && text.charAt(addressEnd - 1) != '.') {
            return finding(
                    address + " in " + term + " has " + (dots + 1) + (dots == 0 ? " number" : " numbers")
                            + "; an IPv4 address has four.",
                    slash.isEmpty()
                            ? "Write the missing ones."
                            : write(shown(start, addressEnd) + ".0".repeat(3 - dots) + slash));
        }
        return finding(
                address + " in " + term + " is no IPv4 address.",
                "An IPv4 address has four numbers of 0 to 255 with dots between them.");
    }

    private Finding badPrefixLength() {
        int lastSlash = text.lastIndexOf('/', end - 1);
        int slash = text.indexOf('/', nameEnd);
        String lengths = shown(slash < 0 || slash >= end ? at : slash, end);
        if (lastSlash == end - 1 && at == end && spaceWithin()) {
            return spaceWithinFinding();
        }
        if (lastSlash == end - 1) {
            return finding(
                    "A number is missing behind the slash of " + term + ".", "Put it there, or take the slash out.");
        }
        int mask = slash < 0 ? 0 : maskLength(slash + 1);
        if (mask > 0 && SpfRecordParser.isTerm(text.substring(start, slash))) {
            return finding(
                    lengths + " in " + term + " is a mask, where the number of its bits has to stand.",
                    write(shown(start, slash) + "/" + mask));
        }
        boolean address = Ascii.startsWithIgnoreCase(text, nameStart, "ip");
        if (address && slash > 0 && lastSlash > slash && SpfRecordParser.isTerm(text, start, lastSlash)) {
            return finding(
                    lengths + " in " + term + " is two prefix lengths, of which " + shown(nameStart, nameEnd)
                            + " takes one.",
                    write(shown(start, lastSlash)));
        }
        if (slash > 0 && lastSlash > slash && text.charAt(lastSlash - 1) != '/') {
            return finding(
                    lengths + " in " + term + " is no prefix length: that of IPv6 has two slashes.",
                    "Write \"/n\" for IPv4, \"//n\" for IPv6, or \"/n//n\" for both.");
        }
        boolean ip6 = Ascii.startsWithIgnoreCase(text, nameStart, "ip6")
                || (lastSlash > 0
                        && text.charAt(lastSlash - 1) == '/'
                        && !Ascii.startsWithIgnoreCase(text, nameStart, "ip4"));
        return finding(
                lengths + " in " + term + " is no prefix length: it is a number of 0 to " + (ip6 ? 128 : 32)
                        + " without leading zeros.",
                "Correct it, or take it out for the one address.");
    }

    private Finding unexpectedArgument() {
        String name = shown(nameStart, nameEnd);
        return finding(
                name + " takes nothing like " + shown(nameEnd, end) + ", as in " + term + ".",
                name.equals("all") || name.equals("ptr")
                        ? write(shown(start, nameEnd))
                        : "Write \"" + shown(start, nameEnd) + "\" with a colon and a domain.");
    }

    /** {@code ip4} or {@code ip6} when there is such an address, with or without a prefix length; else nothing. */
    private String family(int from, int to) {
        int addressEnd = from;
        while (addressEnd < to && text.charAt(addressEnd) != '/') {
            addressEnd++;
        }
        if (IpParser.ip4(text, from, addressEnd) >= 0) {
            return "ip4";
        }
        return IpParser.ip6(text, from, addressEnd) != null ? "ip6" : "";
    }

    private static String inWords(String family) {
        return family.equals("ip4") ? "an IPv4 address" : "an IPv6 address";
    }

    private String shown(int from, int to) {
        return Ascii.printable(text.substring(from, Math.max(from, to)), MAX_SHOWN);
    }

    private static String sentence(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1) + " stands";
    }
}
