package org.signetmail.spf;

import java.util.ArrayList;
import java.util.List;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.Finding;
import org.signetmail.core.Position;
import org.signetmail.core.internal.Ascii;

/** Whether a record and its strings are too long, and how one is cut into strings. Without state. */
final class LengthLint {

    /** RFC 7208 §3.3: what one character-string holds. */
    static final int STRING_OCTETS = 255;

    /** RFC 7208 §3.4: the guideline for the whole answer. */
    static final int RECORD_OCTETS = 450;

    private LengthLint() {}

    /** Looks at a TXT record as it is published. */
    static void look(DnsRecord.Txt txt, List<Finding> findings) {
        String octets = txt.octets();
        int start = 0;
        for (int i = 0; i <= txt.seams().size(); i++) {
            int end = i < txt.seams().size() ? txt.seams().get(i) : octets.length();
            if (end - start > STRING_OCTETS) {
                findings.add(LintCode.STRING_TOO_LONG
                        .finding(
                                "The record is one string of " + (end - start) + " octets from octet " + (start + 1)
                                        + " on; a string of a TXT record holds 255. A name server refuses it or cuts"
                                        + " it, and a receiver gets no record or a part of one.",
                                octets.length() <= 2 * RECORD_OCTETS
                                        ? "Write it as several, which are joined with nothing: " + strings(octets)
                                        : "Write it as several of at most 255 octets, which are joined with nothing.")
                        .at(new Position(octets, start + STRING_OCTETS, end - start - STRING_OCTETS)));
                break;
            }
            start = end;
        }
        if (octets.length() > RECORD_OCTETS) {
            findings.add(LintCode.RECORD_LONG
                    .finding(
                            "The record has " + octets.length()
                                    + " octets, more than 450: the answer may not fit into one"
                                    + " packet, and a receiver that cannot ask over TCP gets none.",
                            "Put some of its terms into a record of its own, such as one at _s1 below the domain, and"
                                    + " include that.")
                    .at(new Position(octets, RECORD_OCTETS, octets.length() - RECORD_OCTETS)));
        }
    }

    /** The strings of a record as a zone file has them: cut behind spaces, where there are any. */
    static String strings(String octets) {
        StringBuilder strings = new StringBuilder();
        for (String string : cut(octets)) {
            strings.append(strings.length() == 0 ? "\"" : " \"");
            for (int i = 0; i < string.length(); i++) {
                char c = string.charAt(i);
                strings.append(c == '"' || c == '\\' ? "\\" : "");
                Ascii.appendPrintable(strings, c);
            }
            strings.append('"');
        }
        return strings.toString();
    }

    /** The strings of a TXT record, each of at most 255 octets and cut behind a space, where there is one. */
    static List<String> cut(String octets) {
        List<String> strings = new ArrayList<>();
        int start = 0;
        while (octets.length() - start > STRING_OCTETS) {
            int space = octets.lastIndexOf(' ', start + STRING_OCTETS - 1);
            int end = space > start ? space + 1 : start + STRING_OCTETS;
            strings.add(octets.substring(start, end));
            start = end;
        }
        strings.add(octets.substring(start));
        return strings;
    }
}
