package org.signetmail.dmarc.domain;

import java.util.ArrayList;
import java.util.List;
import org.signetmail.core.Finding;
import org.signetmail.core.internal.Ascii;

/** What is said of every record of fields that is none, or that has in it what nobody knows. */
final class RecordFaults {

    /** More strange fields tell nothing new. */
    private static final int MAX_STRANGE = 5;

    private RecordFaults() {}

    /** A text that does not begin as it has to. */
    static Finding noRecord(DomainCode code, String text, String version) {
        String wanted = "v=" + version + ";";
        if (text.isEmpty()) {
            return code.finding("The record is empty, and has to begin with " + wanted + '.');
        }
        int end = text.indexOf(';') < 0 ? text.length() : text.indexOf(';');
        return code.finding(
                text,
                0,
                Math.max(1, end),
                "The record begins with " + TagText.show(text.substring(0, Math.max(1, end)))
                        + " and has to begin with " + wanted + " exactly.");
    }

    /** Fields that are none, that nobody knows, or that are there again. */
    static List<Finding> strange(
            DomainCode code, DomainCode unknown, TagText tags, List<String> known, String protocol) {
        List<Finding> findings = new ArrayList<>();
        int semicolon = tags.text().indexOf(';');
        if (semicolon > 0 && Ascii.isWsp(tags.text().charAt(semicolon - 1))) {
            // RFC 8461 §3.1 and RFC 8460 §3 allow it in the grammar, and discard what does not begin with the two
            // together.
            findings.add(code.finding(
                            tags.text(),
                            semicolon - 1,
                            semicolon,
                            "The record of " + protocol + " has a blank in front of its first semicolon.")
                    .remedy("Take the blank out."));
        }
        for (TagText.Field field : tags.strange(known)) {
            if (findings.size() == MAX_STRANGE) {
                break;
            }
            String name = TagText.show(field.name());
            String what;
            if (!field.hasValue()) {
                what = "has " + name + ", which is no field: there is no equals sign in it.";
            } else if (known.contains(field.name())) {
                what = "has " + name + "= twice.";
            } else {
                what = "has " + name + "=, which nobody knows.";
            }
            // RFC 8461 §3.1, RFC 8460 §3: there may be more fields, and who does not know them ignores them.
            boolean extension = field.hasValue() && !known.contains(field.name());
            Finding finding = (extension ? unknown : code)
                    .finding(tags.text(), field.start(), field.end(), "The record of " + protocol + " " + what);
            findings.add(
                    !field.hasValue() && field.name().indexOf('@') > 0
                            ? finding.remedy("Put a comma in place of the semicolon in front of it.")
                            : finding);
        }
        return findings;
    }
}
