package org.signetmail.dmarc;

import java.util.List;
import org.signetmail.core.Finding;
import org.signetmail.core.Position;

/** Does to a record what a finding advises, as its reader would. */
final class LintRemedy {

    /** Records with all faults that a text can have. */
    static final List<String> FAULTY = List.of(
            "v:DMARC1; p=reject; rua=mailto:a@b.example",
            "v=DMARC1 p=reject; rua=mailto:a@b.example",
            " v=DMARC1; p=reject; rua=mailto:a@b.example",
            "v=dmarc1; p=reject; rua=mailto:a@b.example;",
            "p=reject; v=DMARC1; rua=mailto:a@b.example",
            "DMARC1; p=reject; rua=mailto:a@b.example",
            "'v=DMARC1; p=reject; rua=mailto:a@b.example'",
            "v=DMARC1; p=reject; p=none; rua=mailto:a@b.example",
            "v=DMARC1; p=reject; rua=mailto:a@b.example; p=reject",
            "v=DMARC1; p=reject; rua=mailto:a@b.example:fo=1",
            "v=DMARC1; p=reject rua=mailto:a@b.example",
            "v=DMARC1; p=reject,rua=mailto:a@b.example",
            "v=DMARC1; p=reject; oops; rua=mailto:a@b.example",
            "v=DMARC1; p:reject; rua=mailto:a@b.example",
            "v=DMARC1; p=reject; rau=mailto:a@b.example",
            "v=DMARC1; policy=reject; rua=mailto:a@b.example",
            "v=DMARC1; p=reject; rua=mailto:a@b.example; x=y",
            "v=DMARC1; p=reject; rua=mailto:a@b.example; pct=100",
            "v=DMARC1; p=reject; rua=mailto:a@b.example; pct=30",
            "v=DMARC1; p=reject; rua=mailto:a@b.example; pct=0",
            "v=DMARC1; p=reject; rua=mailto:a@b.example; rf=afrf",
            "v=DMARC1; p=reject; rua=mailto:a@b.example; rf=iodef",
            "v=DMARC1; p=reject; rua=mailto:a@b.example; ri=3600",
            "v=DMARC1; p=jerect; rua=mailto:a@b.example",
            "v=DMARC1; p=reject; sp=blok; rua=mailto:a@b.example",
            "v=DMARC1; p=reject; rua=mailto:a@b.example; adkim=strict",
            "v=DMARC1; p=reject; rua=mailto:a@b.example; aspf=x",
            "v=DMARC1; p=reject; rua=mailto:a@b.example; psd=yes",
            "v=DMARC1; p=reject; rua=mailto:a@b.example; t=yes",
            "v=DMARC1; p=reject; rua=mailto:a@b.example; ruf=mailto:a@b.example; fo=0,1",
            "v=DMARC1; p=reject; rua=mailto:a@b.example; pct=200",
            "v=DMARC1; p=reject; rua=a@b.example",
            "v=DMARC1; p=reject; rua=mailto:a@b.example,c@d.example",
            "v=DMARC1; p=reject; rua=mailto:a@b.example, mailto: c@d.example",
            "v=DMARC1; p=reject; rua=",
            "v=DMARC1; p=reject; rua=mailto:a@b.example!10m",
            "v=DMARC1; p=reject; rua=mailto:a@example",
            "v=DMARC1; p=reject; rua=mailto:a@b.example,mailto:a@192.0.2.1",
            "v=DMARC1; rua=mailto:a@b.example",
            "v=DMARC1; rua=mailto:a@b.example",
            "v=DMARC1; p=reject; np=x; rua=mailto:a@b.example",
            "v=DMARC1; p=jerect",
            "v=DMARC1; rua=mailto:a@b.example; p=reject; adkim=s",
            "v=DMARC1; p=none",
            "v=DMARC1; p=none; rua=mailto:a@b.example",
            "v=DMARC1; p=reject; t=y; rua=mailto:a@b.example",
            "v=DMARC1; p=none; t=y; rua=mailto:a@b.example",
            "v=DMARC1; p=reject; sp=none; rua=mailto:a@b.example",
            "v=DMARC1; p=reject; np=quarantine; rua=mailto:a@b.example",
            "v=DMARC1; p=reject; psd=y; rua=mailto:a@b.example",
            "v=DMARC1; p=reject",
            "v=DMARC1; p=reject; rua=https://b.example/r",
            "v=DMARC1; p=reject; rua=mailto:a@b.example,mailto:b@b.example,mailto:c@b.example",
            "v=DMARC1; p=reject; rua=mailto:a@b.example; psd=y; ruf=mailto:a@b.example",
            "v=DMARC1; p=reject; rua=mailto:a@b.example; fo=1",
            "v=spf1 -all");

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
