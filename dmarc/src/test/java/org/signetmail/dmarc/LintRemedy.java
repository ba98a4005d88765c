package org.signetmail.dmarc;

import org.signetmail.core.Finding;
import org.signetmail.core.Position;

/** Does to a record what a finding advises, as its reader would. */
final class LintRemedy {

    private LintRemedy() {}

    static String apply(String text, Finding finding) {
        String remedy = finding.remedy();
        if (remedy.startsWith("Publish ")) {
            return quoted(remedy, remedy.lastIndexOf('"'));
        }
        if (remedy.startsWith("Add ")) {
            return text + (text.endsWith(";") ? " " : "; ") + quoted(remedy, remedy.indexOf('"', 5));
        }
        if (remedy.startsWith("Begin ")) {
            return quoted(remedy, remedy.lastIndexOf('"')) + " p=none";
        }
        Position place = finding.position().orElseThrow();
        String before = text.substring(0, place.offset());
        String behind = text.substring(place.offset() + place.length());
        if (remedy.startsWith("Write \"")) {
            boolean choice = remedy.contains("\" or \"");
            return before + quoted(remedy, choice ? remedy.indexOf('"', 7) : remedy.lastIndexOf('"')) + behind;
        }
        if (remedy.startsWith("Take it out")) {
            boolean inTheMiddle = behind.startsWith(";");
            return before + (inTheMiddle ? behind.substring(1).stripLeading() : behind);
        }
        if (remedy.equals("Write it as mailto:address, or take it out.")) {
            return text.substring(0, text.lastIndexOf(';', place.offset()));
        }
        if (remedy.equals("Take the comma out.")) {
            int comma = text.lastIndexOf(',', place.offset());
            return text.substring(0, comma) + text.substring(comma + 1);
        }
        String marked = text.substring(place.offset(), place.offset() + place.length());
        if (remedy.startsWith("Give ")) {
            // The first of the values that it names.
            String values = remedy.substring(remedy.lastIndexOf(':') + 2);
            String tag = marked.substring(0, marked.indexOf('=') + 1);
            return before + tag + values.substring(0, values.indexOf(values.contains(",") ? ',' : ' ')) + behind;
        }
        if (remedy.equals("Write the whole name of the domain.")) {
            return before + marked + ".com" + behind;
        }
        if (remedy.equals("Write it as mailto:address, with a domain that has mail.")) {
            return before + "mailto:a@b.example" + behind;
        }
        throw new AssertionError(remedy);
    }

    private static String quoted(String remedy, int end) {
        return remedy.substring(remedy.indexOf('"') + 1, end);
    }
}
