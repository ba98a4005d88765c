package org.signetmail.reports.sending;

import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.signetmail.reports.AuthResult;
import org.signetmail.reports.EvaluatedResult;
import org.signetmail.reports.OverrideType;
import org.signetmail.reports.ReportedDisposition;
import org.signetmail.spf.address.IpAddress;

/**
 * What messages have in common that are counted together (RFC 9990 §3.1.1.7): all but their number. Immutable and thread-safe.
 *
 * @param source who handed them over
 * @param disposition what was done with them
 * @param dkim whether DKIM gave an aligned pass, before any override
 * @param spf whether SPF did
 * @param reasons why something else was done than the policy asks for
 * @param headerFrom the author domain
 * @param envelopeFrom the domain of MAIL FROM; empty is the null reverse-path, null is not told
 * @param envelopeTo the domain of the recipients, or null
 * @param signatures in the order of {@link MessageResult}
 * @param spfResult of the MAIL FROM identity, or null when there was no domain to check
 */
record Row(
        IpAddress source,
        ReportedDisposition disposition,
        EvaluatedResult dkim,
        EvaluatedResult spf,
        List<Reason> reasons,
        String headerFrom,
        @Nullable String envelopeFrom,
        @Nullable String envelopeTo,
        List<Signature> signatures,
        @Nullable Spf spfResult) {

    /** As reports show them: IPv4 first, by number, then by author domain, then by all the rest. */
    static final Comparator<Row> SHOWN = Comparator.<Row>comparingInt(row -> row.source.isV4() ? 0 : 1)
            .thenComparing((a, b) -> Long.compareUnsigned(a.source.high(), b.source.high()))
            .thenComparing((a, b) -> Long.compareUnsigned(a.source.low(), b.source.low()))
            .thenComparing(Row::headerFrom)
            .thenComparing(Row::disposition)
            .thenComparing(Row::dkim)
            .thenComparing(Row::spf)
            .thenComparing(row -> row.envelopeFrom == null ? "" : row.envelopeFrom)
            .thenComparing(StateJson::text);

    /** What an object takes in memory, and a text beside its characters: roughly. */
    private static final int OBJECT = 48;

    /**
     * Why the policy was overridden.
     *
     * @param type the kind of reason
     * @param comment more about it; may be empty
     */
    record Reason(OverrideType type, String comment) {}

    /**
     * One signature.
     *
     * @param domain its {@code d=}
     * @param selector its {@code s=}
     * @param result what DKIM came to
     * @param why the code of its problem; empty when there is none
     */
    record Signature(String domain, String selector, AuthResult result, String why) {}

    /**
     * The MAIL FROM identity.
     *
     * @param domain that was checked
     * @param result what SPF came to
     * @param why the code of its problem; empty when there is none
     */
    record Spf(String domain, AuthResult result, String why) {}

    Row {
        reasons = List.copyOf(reasons);
        signatures = List.copyOf(signatures);
    }

    InetAddress address() {
        return source.toInetAddress();
    }

    /**
     * What stays when there are too many: nobody but the owner of a domain can make rows of kind 0 for it, so a flood of forged
     * mail drives them out of no report.
     */
    int kind() {
        if (dkim == EvaluatedResult.PASS || spf == EvaluatedResult.PASS) {
            return 0;
        }
        if (spfResult != null && spfResult.result == AuthResult.PASS) {
            return 1;
        }
        for (Signature each : signatures) {
            if (each.result == AuthResult.PASS) {
                return 1;
            }
        }
        return 2;
    }

    /** What it takes in memory, roughly. */
    long octets() {
        long octets = 4L * OBJECT + length(headerFrom) + length(envelopeFrom) + length(envelopeTo);
        for (Reason each : reasons) {
            octets += 2L * OBJECT + each.comment.length();
        }
        for (Signature each : signatures) {
            octets += 3L * OBJECT + each.domain.length() + each.selector.length();
        }
        return spfResult == null ? octets : octets + 2L * OBJECT + spfResult.domain.length();
    }

    private static long length(@Nullable String text) {
        return text == null ? 0 : (long) OBJECT + text.length();
    }
}
