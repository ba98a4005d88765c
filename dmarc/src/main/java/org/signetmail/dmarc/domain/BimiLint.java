package org.signetmail.dmarc.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.signetmail.core.Finding;
import org.signetmail.core.FindingCode;
import org.signetmail.core.internal.Ascii;

/**
 * What the owner of a record of BIMI ought to know about it (draft-brand-indicators-for-message-identification §4.2): findings
 * whose codes begin with {@code bimi-}; more may come. What a domain has of it altogether is for {@link DomainCheck}.
 *
 * <p>Without state; all methods are thread-safe.
 */
public final class BimiLint {

    static final String VERSION = "BIMI1";

    private BimiLint() {}

    /**
     * All kinds of findings about BIMI.
     *
     * @return in a fixed order
     */
    public static List<FindingCode> codes() {
        return DomainCode.codes("bimi-");
    }

    /**
     * Tells whether a text is about it.
     *
     * @param octets the strings of a TXT record joined, one {@code char} of 0 to 255 for each octet
     * @return true for a record of BIMI, and for what was meant as one
     */
    public static boolean recognizes(String octets) {
        return TagText.start(Objects.requireNonNull(octets, "octets"), VERSION) != TagText.Start.OTHER;
    }

    /**
     * Looks at the text of a record.
     *
     * @param octets the strings of a TXT record joined, one {@code char} of 0 to 255 for each octet
     * @return what is wrong with it; empty when all is well
     */
    public static List<Finding> of(String octets) {
        Objects.requireNonNull(octets, "octets");
        if (TagText.start(octets, VERSION) != TagText.Start.RECORD) {
            return List.of(RecordFaults.noRecord(DomainCode.BIMI_NOT_A_RECORD, octets, VERSION));
        }
        TagText tags = TagText.of(octets);
        List<Finding> findings = new ArrayList<>();
        TagText.Field logo = tags.field("l").orElse(null);
        TagText.Field evidence = tags.field("a").orElse(null);
        if (logo == null) {
            findings.add(DomainCode.BIMI_LOGO.finding("The record of BIMI has no l=, which names the logo."));
        } else if (!logo.value().isEmpty() && (!isHttps(logo.value()) || isRaster(logo.value()))) {
            String no = isHttps(logo.value())
                    ? "no SVG file."
                    : isRaster(logo.value()) ? "no https URI, and no SVG file." : "no https URI.";
            findings.add(DomainCode.BIMI_LOGO.finding(
                    octets,
                    logo.start(),
                    logo.end(),
                    "The record of BIMI has l=" + TagText.show(logo.value()) + ", which is " + no));
        }
        if (evidence != null && !evidence.value().isEmpty() && !isHttps(evidence.value())) {
            findings.add(DomainCode.BIMI_EVIDENCE.finding(
                    octets,
                    evidence.start(),
                    evidence.end(),
                    "The record of BIMI has a=" + TagText.show(evidence.value()) + ", which is no https URI."));
        }
        // One with an empty l= says that there is no logo.
        boolean hasLogo = logo != null && !logo.value().isEmpty();
        if (hasLogo && (evidence == null || evidence.value().isEmpty())) {
            findings.add(DomainCode.BIMI_CERTIFICATE.finding(
                    "The record of BIMI has a logo and no certificate of it (a=): Gmail and Apple Mail do not"
                            + " show it."));
        }
        findings.addAll(RecordFaults.strange(
                DomainCode.BIMI_SYNTAX,
                DomainCode.BIMI_SYNTAX,
                tags,
                List.of("v", "l", "a", "s", "e", "avp", "lps"),
                "BIMI"));
        return List.copyOf(findings);
    }

    /** A picture of another kind, as far as its name tells. */
    private static boolean isRaster(String uri) {
        for (String ending : List.of(".png", ".jpg", ".jpeg", ".gif", ".webp")) {
            if (Ascii.startsWithIgnoreCase(uri, uri.length() - ending.length(), ending)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isHttps(String uri) {
        return Ascii.startsWithIgnoreCase(uri, 0, "https://") && uri.length() > "https://".length();
    }
}
