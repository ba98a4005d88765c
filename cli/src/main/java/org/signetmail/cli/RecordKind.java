package org.signetmail.cli;

import java.util.List;
import java.util.Optional;
import org.signetmail.core.Finding;
import org.signetmail.core.Parsed;
import org.signetmail.dkim.DkimKeyLint;
import org.signetmail.dkim.DkimKeyRecord;
import org.signetmail.dmarc.DmarcLint;
import org.signetmail.dmarc.DmarcRecord;
import org.signetmail.dmarc.domain.BimiLint;
import org.signetmail.dmarc.domain.MtaStsLint;
import org.signetmail.dmarc.domain.TlsRptLint;
import org.signetmail.spf.SpfLint;
import org.signetmail.spf.record.SpfRecord;

/** A kind of text that there is a lint for. */
enum RecordKind {
    SPF("SPF record", "v=spf1"),
    DMARC("DMARC record", "v=DMARC1"),
    MTA_STS("MTA-STS record", "v=STSv1"),
    MTA_STS_POLICY("MTA-STS policy", ""),
    TLS_RPT("record for TLS reports", "v=TLSRPTv1"),
    BIMI("BIMI record", "v=BIMI1"),
    DKIM("DKIM key record", "v=DKIM1");

    private static final List<String> POLICY_FIELDS = List.of("version", "mode", "mx", "max_age");

    private final String shown;

    /** What a text of the kind begins with; empty when that is nothing of its own. */
    private final String version;

    RecordKind(String shown, String version) {
        this.shown = shown;
        this.version = version;
    }

    /** What a text is, or was meant to be; nothing when no kind knows it. */
    static Optional<RecordKind> of(String octets) {
        // What begins with a version is of that kind, whatever was put behind it.
        for (RecordKind kind : values()) {
            if (!kind.version.isEmpty() && octets.regionMatches(true, 0, kind.version, 0, kind.version.length())) {
                return Optional.of(kind);
            }
        }
        for (RecordKind kind : values()) {
            if (kind.knows(octets)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    String shown() {
        return shown;
    }

    private boolean knows(String octets) {
        return switch (this) {
            // A record of Sender ID (RFC 4406) is told as what it is.
            case SPF -> isRelated(SpfRecord.parse(octets)) || octets.regionMatches(true, 0, "spf2.0", 0, 6);
            case DMARC -> isRelated(DmarcRecord.parse(octets));
            case DKIM -> isRelated(DkimKeyRecord.parse(octets));
            case MTA_STS -> MtaStsLint.recognizes(octets);
            case MTA_STS_POLICY -> isPolicy(octets);
            case TLS_RPT -> TlsRptLint.recognizes(octets);
            case BIMI -> BimiLint.recognizes(octets);
        };
    }

    private static boolean isRelated(Parsed<?> parsed) {
        return parsed.kind() != Parsed.Kind.UNRELATED;
    }

    /** Whether a text begins with a field of a policy of MTA-STS (RFC 8461 §3.2), which no record has. */
    static boolean isPolicy(String octets) {
        int start = 0;
        while (start < octets.length() && (octets.charAt(start) <= ' ' || octets.charAt(start) > 0x7E)) {
            start++;
        }
        for (String field : POLICY_FIELDS) {
            int end = start + field.length();
            while (end < octets.length() && octets.charAt(end) == ' ') {
                end++;
            }
            if (octets.regionMatches(true, start, field, 0, field.length())
                    && end < octets.length()
                    && octets.charAt(end) == ':') {
                return true;
            }
        }
        return false;
    }

    List<Finding> lint(String octets) {
        return switch (this) {
            case SPF -> SpfLint.of(octets);
            case DMARC -> DmarcLint.of(octets);
            case DKIM -> DkimKeyLint.of(octets);
            case MTA_STS -> MtaStsLint.of(octets);
            case MTA_STS_POLICY -> MtaStsLint.ofPolicy(octets);
            case TLS_RPT -> TlsRptLint.of(octets);
            case BIMI -> BimiLint.of(octets);
        };
    }

    @Override
    public String toString() {
        return JsonParts.word(this);
    }
}
