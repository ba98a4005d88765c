package org.signetmail.dmarc;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.Finding;
import org.signetmail.core.Position;
import org.signetmail.core.internal.Ascii;
import org.signetmail.core.internal.OddText;

/**
 * Texts that a check discards (RFC 9989 §4.10 step 2), though somebody meant them as a record: which octet keeps them
 * from being one. The beginning of a text tells; that DMARC is spoken of further in does not.
 */
final class DmarcNearMiss {

    /** A record that begins further in is part of something else. */
    private static final int MAX_BEFORE = 200;

    /** A semicolon as a zone file may have it, in whose text it is one alone. */
    static final String ESCAPED = "\\;";

    /** Lower case, as a text is compared with it that is no record in any letter case. */
    private static final String VERSION = "dmarc1";

    private final String text;
    private @Nullable Finding finding;

    /** Where the tags would begin. */
    private int tagsFrom;

    private DmarcNearMiss(String text) {
        this.text = text;
    }

    /** Null when the text has nothing of a record. It is none: the caller has looked. */
    static @Nullable DmarcNearMiss of(String text) {
        DmarcNearMiss nearMiss = new DmarcNearMiss(text);
        nearMiss.finding = nearMiss.find();
        return nearMiss.finding == null ? null : nearMiss;
    }

    /** What keeps the text from being a record. */
    Finding finding() {
        return Objects.requireNonNull(finding);
    }

    /** Where the tags begin of the record that was meant. */
    int tagsFrom() {
        return tagsFrom;
    }

    /** Where they end: in front of the second quote where the first one is in front of the record. */
    int tagsTo() {
        int end = text.length();
        if (isQuote(text.charAt(0))) {
            while (end > tagsFrom && (Ascii.isWsp(text.charAt(end - 1)) || isQuote(text.charAt(end - 1)))) {
                end--;
            }
        }
        return end;
    }

    /** Behind a version that is not quite one, and behind what stands there in place of its semicolon. */
    private void tagsBehind(int versionEnd) {
        int i = behindStray(versionEnd);
        if (i < text.length() && ";:,.".indexOf(text.charAt(i)) >= 0) {
            i++;
        }
        tagsFrom = i;
    }

    private @Nullable Finding find() {
        int start = behindStray(0);
        Finding fault = isAt(start, "v") ? behindV(start) : withoutV(start);
        if (fault != null && start > 0 && isAt(start, "v")) {
            return because("%s stands in front of its v", 0, stray(0));
        }
        return fault != null ? fault : behindOtherText();
    }

    /** Behind blanks, quotes and what is not seen, which come along when a record is copied. */
    private int behindStray(int from) {
        int i = from;
        while (i < Math.min(text.length(), MAX_BEFORE) && stray(i) > 0) {
            i += stray(i);
        }
        return i;
    }

    /** How many octets of a stray character there are at an index; zero for none. */
    private int stray(int index) {
        if (index >= text.length()) {
            return 0;
        }
        char c = text.charAt(index);
        if (Ascii.isWsp(c) || isQuote(c)) {
            return 1;
        }
        OddText odd = OddText.at(text, index);
        return odd == null || odd.kind() == OddText.Kind.OTHER ? 0 : odd.length();
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'' || c == '`' || c == '\\';
    }

    /** RFC 9989 §4.8: "v" equals "DMARC1", with white space around the equals sign alone; null for another version. */
    private @Nullable Finding behindV(int v) {
        int sign = skipWsp(v + 1);
        OddText odd = sign < text.length() ? OddText.at(text, sign) : null;
        int signLength = odd != null
                ? odd.length()
                : sign < text.length() && !Ascii.isLetterOrDigit(text.charAt(sign)) && stray(sign) == 0 ? 1 : 0;
        int first = skipWsp(sign + signLength);
        int version = behindStray(first);
        Word word = wordAt(version);
        if (!isNear(word.letters)) {
            return null;
        }
        tagsBehind(word.end);
        if (signLength == 0) {
            return because("there is no \"=\" behind its v", sign, 0);
        }
        if (text.charAt(sign) != '=') {
            return because("there is %s instead of \"=\" behind its v", sign, signLength);
        }
        if (version > first) {
            return because("%s stands in front of its version", first, stray(first));
        }
        return word.letters.equals(VERSION) && word.strange < 0
                ? inOrBehindVersion(version)
                : wrongVersion(version, word);
    }

    private Finding inOrBehindVersion(int version) {
        int end = version + VERSION.length();
        if (!text.startsWith("DMARC1", version)) {
            return because("its version is not \"DMARC1\" in upper case", version, VERSION.length());
        }
        int behind = skipWsp(end);
        if (behind == text.length() || text.charAt(behind) == ';') {
            return because(
                    "it does not begin with \"v=DMARC1\"", 0, version); // a record but for what is in front of it
        }
        if (OddText.at(text, behind) != null || (stray(behind) > 0 && !Ascii.isWsp(text.charAt(behind)))) {
            return because("%s stands behind \"DMARC1\", where a semicolon has to be", behind, length(behind));
        }
        return Ascii.isLetterOrDigit(text.charAt(behind))
                ? because("there is no semicolon right behind \"DMARC1\"", behind, 0)
                : because("there is %s instead of a semicolon behind \"DMARC1\"", behind, 1);
    }

    private Finding wrongVersion(int version, Word word) {
        return word.strange >= 0
                ? because("%s stands within its version", word.strange, length(word.strange))
                : because("its version is not \"DMARC1\"", version, word.end - version);
    }

    /** {@code DMARC1; p=none}, and no word of a text about DMARC. */
    private @Nullable Finding withoutV(int start) {
        Word word = wordAt(start);
        tagsBehind(word.end);
        int behind = skipWsp(word.end);
        boolean alone = behind == text.length() || ";:,".indexOf(text.charAt(behind)) >= 0;
        boolean beforePolicy = behind > word.end && isAt(behind, "p") && isSign(skipWsp(behind + 1));
        boolean near = word.letters.equals(VERSION)
                ? alone || beforePolicy
                : word.letters.equals("dmarc") && isAt(behind, ";");
        return near ? because("it does not begin with \"v=DMARC1\"", start, 0) : null;
    }

    private boolean isSign(int index) {
        return isAt(index, "=") || isAt(index, ":");
    }

    /** The version in full, as a word of its own, not far behind the beginning. */
    private @Nullable Finding behindOtherText() {
        for (int i = 1; i < Math.min(text.length(), MAX_BEFORE); i++) {
            char before = text.charAt(i - 1);
            if (isAt(i, "v") && (Ascii.isWsp(before) || isQuote(before) || before == ';' || before == ',')) {
                int sign = skipWsp(i + 1);
                Word word = wordAt(skipWsp(sign + 1));
                if (isAt(sign, "=") && word.letters.equals(VERSION) && word.strange < 0) {
                    tagsBehind(word.end);
                    int first = text.indexOf('=');
                    boolean tagsBefore = TagFaults.isTag(Ascii.lowerCase(Ascii.trimWsp(text.substring(0, first))));
                    tagsFrom = tagsBefore ? 0 : tagsFrom;
                    return because("it does not begin with \"v=DMARC1\"", 0, i);
                }
            }
        }
        return null;
    }

    // Words

    /**
     * What stands where a version has to be.
     *
     * @param letters its letters and digits in lower case, no more of them than tell
     * @param end behind the last of them
     * @param strange where something stands between them that does not belong there; -1 for nowhere
     */
    private record Word(String letters, int end, int strange) {}

    private Word wordAt(int start) {
        StringBuilder letters = new StringBuilder();
        int strange = -1;
        int end = start;
        int i = start;
        while (i < text.length() && letters.length() <= VERSION.length() + 1) {
            char c = text.charAt(i);
            boolean complete = letters.toString().equals(VERSION);
            if (Ascii.isLetterOrDigit(c)) {
                if (complete && !Ascii.isDigit(c)) {
                    break; // the next tag, without its semicolon
                }
                letters.append(Ascii.lowerCase(c));
                i++;
                end = i;
            } else {
                boolean inside = !complete && !letters.isEmpty() && goesOn(i, letters.toString());
                if (!inside) {
                    break;
                }
                strange = strange < 0 ? i : strange;
                i += length(i);
            }
        }
        boolean trailing = strange >= end;
        return new Word(letters.toString(), end, trailing ? -1 : strange);
    }

    /** Whether the word goes on behind a character that does not belong into it. */
    private boolean goesOn(int index, String letters) {
        int next = index + length(index);
        boolean one = letters.equals("dmarc") && next < text.length() && text.charAt(next) == '1';
        return one ? text.charAt(index) != ';' : OddText.at(text, index) != null;
    }

    /** Whether at most one letter is wrong, missing, too many, or two have changed places; any number for the 1. */
    private static boolean isNear(String word) {
        if (word.startsWith("dmarc")) {
            return true;
        }
        int difference = word.length() - VERSION.length();
        int shorter = Math.min(word.length(), VERSION.length());
        int alike = 0;
        while (alike < shorter && word.charAt(alike) == VERSION.charAt(alike)) {
            alike++;
        }
        int alikeBehind = 0;
        while (alikeBehind < shorter - alike
                && word.charAt(word.length() - 1 - alikeBehind) == VERSION.charAt(VERSION.length() - 1 - alikeBehind)) {
            alikeBehind++;
        }
        int wrong = shorter - alike - alikeBehind;
        boolean swapped = difference == 0
                && wrong == 2
                && word.charAt(alike) == VERSION.charAt(alike + 1)
                && word.charAt(alike + 1) == VERSION.charAt(alike);
        return swapped || (Math.abs(difference) <= 1 && wrong <= (difference == 0 ? 1 : 0));
    }

    private boolean isAt(int index, String what) {
        return Ascii.startsWithIgnoreCase(text, index, what);
    }

    private int skipWsp(int from) {
        return DmarcRecordParser.skipWsp(text, from);
    }

    private int length(int index) {
        OddText odd = OddText.at(text, index);
        return odd == null ? 1 : odd.length();
    }

    /** @param why a clause, in which the character at the place is called by its name in place of {@code %s} */
    private Finding because(String why, int offset, int length) {
        int place = why.indexOf("%s");
        String named = place < 0 ? why : why.substring(0, place) + name(offset) + why.substring(place + 2);
        Finding finding = DmarcCode.NOT_A_RECORD
                .finding("\"" + Lints.show(text) + "\" is not a DMARC record, because " + named + ".")
                .at(new Position(text, offset, length));
        boolean quote = offset < text.length() && isQuote(text.charAt(offset));
        OddText odd = offset < text.length() ? OddText.at(text, offset) : null;
        boolean curly = odd != null && odd.kind() == OddText.Kind.QUOTE;
        return quote || curly ? finding.remedy(OddText.Kind.QUOTE.remedy()) : finding;
    }

    private String name(int index) {
        OddText odd = OddText.at(text, index);
        if (odd != null) {
            return odd.words();
        }
        return switch (text.charAt(index)) {
            case ' ' -> "a space";
            case '"' -> "a quote (\")";
            default -> "\"" + text.charAt(index) + '"';
        };
    }
}
