package org.signetmail.spf.record;

import org.signetmail.core.Finding;
import org.signetmail.core.internal.Ascii;
import org.signetmail.spf.address.IpParser;

/** A term with a fault, within the text of its record: its parts, and what the sentences about it are made of. */
abstract class TermText {

    static final int MAX_SHOWN = 80;

    /** In a longer term no second one is looked for, so that the search stays short whatever it holds. */
    static final int MAX_GLUED = 300;

    final String text;
    final int start;
    final int end;
    final Code code;
    final int at;
    final String term;

    /** Behind the qualifier. */
    final int nameStart;

    /** The colon, slash or equals sign, or the end. */
    final int nameEnd;

    /**
     * A fault in one term of a record.
     *
     * @param at the first octet that is wrong; the end of the term when something is missing there
     */
    TermText(String text, int start, int end, Code code, int at) {
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

    final Finding finding(String message, String remedy) {
        return code.finding(text, at, end - at, message, remedy);
    }

    /** Whether this and what stands behind the space are no terms, and together are one. */
    final boolean spaceWithin() {
        int next = nextWord(end);
        int nextEnd = wordEnd(next);
        boolean qualifierAlone = nameStart == end;
        return nextEnd - next <= MAX_GLUED
                && (qualifierAlone || !SpfRecordParser.isTerm(text, next, nextEnd))
                && SpfRecordParser.isTerm(text.substring(start, end) + text.substring(next, nextEnd));
    }

    final Finding spaceWithinFinding() {
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
    static String write(String words) {
        return "Write \"" + words + "\".";
    }

    /** A term as it is to be written: an all without a qualifier lets everybody pass, which nobody means. */
    static String meant(String term) {
        return Ascii.equalsIgnoreCase(term, "all") ? "-all" : term;
    }

    final int nextWord(int from) {
        int next = from;
        while (next < text.length() && text.charAt(next) == ' ') {
            next++;
        }
        return next;
    }

    final int wordEnd(int from) {
        int wordEnd = text.indexOf(' ', from);
        return wordEnd < 0 ? text.length() : wordEnd;
    }

    final boolean contains(int from, String part) {
        int found = text.indexOf(part, from);
        return found >= 0 && found + part.length() <= end;
    }

    /** {@code ip4} or {@code ip6} when there is such an address, with or without a prefix length; else nothing. */
    final String family(int from, int to) {
        int addressEnd = from;
        while (addressEnd < to && text.charAt(addressEnd) != '/') {
            addressEnd++;
        }
        if (IpParser.ip4(text, from, addressEnd) >= 0) {
            return "ip4";
        }
        return IpParser.ip6(text, from, addressEnd) != null ? "ip6" : "";
    }

    static String inWords(String family) {
        return family.equals("ip4") ? "an IPv4 address" : "an IPv6 address";
    }

    final String shown(int from, int to) {
        return Ascii.printable(text.substring(from, Math.max(from, to)), MAX_SHOWN);
    }
}
