package org.signetmail.spf.record;

import org.signetmail.core.Finding;
import org.signetmail.core.internal.Ascii;
import org.signetmail.core.internal.OddText;

/**
 * What is wrong in a term, as a sentence: which octets, why, and where it can be told what to write instead. Made for a few
 * terms of a record that is void, never for one that is valid.
 */
final class Fault extends TermText {

    private static final String ALL = "all";

    /** What begins a term so plainly that it does so within another one too. */
    private static final String[] BEGINNINGS = {
        "-all", "~all", "?all", "+all", "ip4:", "ip6:", "include:", "exists:", "redirect=", "exp=", "mx:", "a:"
    };

    /**
     * A fault in one term of a record.
     *
     * @param at the first octet that is wrong; the end of the term when something is missing there
     */
    Fault(String text, int start, int end, Code code, int at) {
        super(text, start, end, code, at);
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
            return finding(term + " holds a quote.", write(meant(Ascii.printable(bare, MAX_SHOWN))));
        }
        return switch (code) {
            case UNKNOWN_MECHANISM -> unknownMechanism();
            case BAD_MODIFIER_NAME -> badModifierName();
            case REPEATED_MODIFIER ->
                finding(shown(nameStart, nameEnd) + " stands a second time: " + term + ".", "Leave one of them.");
            case MISSING_DOMAIN -> missingDomain();
            case BAD_DOMAIN -> badDomain();
            case BAD_MACRO -> badMacro();
            case BAD_ADDRESS -> address().badAddress();
            case BAD_PREFIX_LENGTH -> address().badPrefixLength();
            case UNEXPECTED_ARGUMENT -> unexpectedArgument();
            default -> finding(term + " is wrong.", "");
        };
    }

    private AddressFault address() {
        return new AddressFault(text, start, end, code, at);
    }

    /** Where a second term begins within this one, when both are terms; 0 when it is nowhere. */
    private int glued() {
        for (int i = start + 1; i < end && end - start <= MAX_GLUED; i++) {
            for (String beginning : BEGINNINGS) {
                if (Ascii.startsWithIgnoreCase(text, i, beginning)
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
        if (nameStart < end && "+-~?".indexOf(text.charAt(nameStart)) >= 0) {
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
            return finding(
                    term + " is no mechanism: redirect is a modifier, which has an equals sign, and is ignored beside"
                            + " all.",
                    besideAll(shown(nameEnd + 1, end)));
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
        String near = NearestMechanism.of(name);
        if (!near.isEmpty()) {
            return finding(
                    shown(nameStart, nameEnd) + " in " + term + " is neither a mechanism nor a modifier; " + near
                            + " may be meant.",
                    "Write \"" + meant(shown(start, nameStart) + near + shown(nameEnd, end)) + "\" if it is."
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
        boolean separated = wrong < nameEnd && ";,.".indexOf(text.charAt(wrong)) >= 0;
        if (separated && (begin.equals("include") || begin.equals("exists"))) {
            return finding(
                    term + " has " + text.charAt(wrong) + " where a colon has to be.",
                    write(shown(start, wrong) + ":" + shown(wrong + 1, end)));
        }
        if (name.startsWith("include_") && name.contains(".")) {
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

    private static String besideAll(String domain) {
        return "Write \"include:" + domain + "\", or \"redirect=" + domain + "\" and take all out.";
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
                    name.equals("redirect") && hasAll()
                            ? besideAll(shown(next, nextEnd))
                            : write(name + "=" + shown(next, nextEnd)));
        }
        return finding(
                term + " has no domain; and it is a modifier, which has an equals sign.",
                "Put an equals sign in place of the colon, and the domain behind it.");
    }

    private Finding badModifierName() {
        if (Modifier.isName(text.substring(nameStart, nameEnd))) {
            return finding(term + " has a qualifier, which only mechanisms may have.", write(shown(nameStart, end)));
        }
        return finding(
                "What stands before the equals sign in " + term + " is no name.",
                "A name begins with a letter and has letters, digits, hyphens, underscores and dots.");
    }

    private Finding missingDomain() {
        String name = shown(nameStart, nameEnd);
        if (at == end && spaceWithin()) {
            return spaceWithinFinding();
        }
        return finding(
                term + " has no domain, which " + name + (nameEnd < end ? " needs there." : " needs."),
                name.equals("a") || name.equals("mx") || name.equals("ptr")
                        ? "Write \"" + name + "\" alone for the domain of the record."
                        : "Put the domain behind it.");
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
        int port = text.lastIndexOf(':', end);
        if (port > nameEnd && isNumber(port + 1) && SpfRecordParser.isTerm(text, start, port)) {
            return finding(
                    shown(port, end) + " in " + term + " is a port, and ports have no place here.",
                    write(shown(start, port)));
        }
        int slash = text.lastIndexOf('/', end);
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

    private boolean isNumber(int from) {
        int i = from;
        while (i < end && Ascii.isDigit(text.charAt(i))) {
            i++;
        }
        return i == end && from < end;
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
        if (!contains(at, "}")) {
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

    private Finding unexpectedArgument() {
        String name = shown(nameStart, nameEnd);
        return finding(
                name + " takes nothing like " + shown(nameEnd, end) + ", as in " + term + ".",
                name.equals("all") || name.equals("ptr")
                        ? write(meant(shown(start, nameEnd)))
                        : "Write \"" + shown(start, nameEnd) + "\" with a colon and a domain.");
    }

    private static String sentence(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1) + " stands";
    }
}
