package org.signetmail.dmarc.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.signetmail.core.Finding;
import org.signetmail.core.FindingCode;
import org.signetmail.core.internal.Ascii;

/**
 * What the owner of a record for TLS reports ought to know about it (RFC 8460 §3): findings whose codes begin with
 * {@code tls-rpt-}; more may come. What a domain has of it altogether is for {@link DomainCheck}.
 *
 * <p>Without state; all methods are thread-safe.
 */
public final class TlsRptLint {

    static final String VERSION = "TLSRPTv1";

    /** More wrong addresses tell nothing new. */
    private static final int MAX_URIS = 5;

    private TlsRptLint() {}

    /**
     * All kinds of findings about TLS reports.
     *
     * @return in a fixed order
     */
    public static List<FindingCode> codes() {
        return DomainCode.codes("tls-rpt-");
    }

    /**
     * Tells whether a text is about it.
     *
     * @param octets the strings of a TXT record joined, one {@code char} of 0 to 255 for each octet
     * @return true for a record for TLS reports, and for what was meant as one
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
            return List.of(RecordFaults.noRecord(DomainCode.TLS_RPT_NOT_A_RECORD, octets, VERSION));
        }
        TagText tags = TagText.of(octets);
        List<Finding> findings = new ArrayList<>();
        TagText.Field rua = tags.field("rua").orElse(null);
        if (rua == null || rua.value().isEmpty()) {
            findings.add(
                    DomainCode.TLS_RPT_RUA.finding("The record for TLS reports has no rua=, which says where to."));
        } else {
            uris(octets, rua, findings);
        }
        findings.addAll(RecordFaults.strange(
                DomainCode.TLS_RPT_SYNTAX, DomainCode.TLS_RPT_UNKNOWN_FIELD, tags, List.of("v", "rua"), "TLS reports"));
        return List.copyOf(findings);
    }

    private static void uris(String octets, TagText.Field rua, List<Finding> findings) {
        int start = octets.indexOf('=', rua.start()) + 1;
        while (start <= rua.end() && findings.size() < MAX_URIS) {
            int comma = octets.indexOf(',', start);
            int end = comma < 0 || comma > rua.end() ? rua.end() : comma;
            String uri = Ascii.trimWsp(octets.substring(start, end));
            if (!isUri(uri)) {
                findings.add(DomainCode.TLS_RPT_RUA.finding(
                        octets,
                        start,
                        end,
                        "The rua= for TLS reports has " + (uri.isEmpty() ? "nothing" : TagText.show(uri))
                                + " where a mailto: or https: URI is wanted."));
            }
            start = end + 1;
        }
    }

    private static boolean isUri(String uri) {
        if (Ascii.startsWithIgnoreCase(uri, 0, "https://")) {
            return uri.length() > "https://".length();
        }
        int at = uri.indexOf('@');
        return Ascii.startsWithIgnoreCase(uri, 0, "mailto:") && at > "mailto:".length() && at < uri.length() - 1;
    }
}
