package org.signetmail.cli;

import java.util.List;
import java.util.Optional;
import org.signetmail.core.Finding;
import org.signetmail.core.Parsed;
import org.signetmail.dkim.DkimKeyLint;
import org.signetmail.dkim.DkimKeyRecord;
import org.signetmail.dmarc.DmarcLint;
import org.signetmail.dmarc.DmarcRecord;
import org.signetmail.spf.SpfLint;
import org.signetmail.spf.record.SpfRecord;

/** A kind of record that there is a lint for. */
enum RecordKind {
    SPF("SPF"),
    DMARC("DMARC"),
    DKIM("DKIM key");

    private final String shown;

    RecordKind(String shown) {
        this.shown = shown;
    }

    /** What a text is, or was meant to be; nothing when no kind knows it. */
    static Optional<RecordKind> of(String octets) {
        for (RecordKind kind : values()) {
            if (kind.parse(octets) != Parsed.Kind.UNRELATED) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    String shown() {
        return shown;
    }

    private Parsed.Kind parse(String octets) {
        return switch (this) {
            case SPF -> SpfRecord.parse(octets).kind();
            case DMARC -> DmarcRecord.parse(octets).kind();
            case DKIM -> DkimKeyRecord.parse(octets).kind();
        };
    }

    List<Finding> lint(String octets) {
        return switch (this) {
            case SPF -> SpfLint.of(octets);
            case DMARC -> DmarcLint.of(octets);
            case DKIM -> DkimKeyLint.of(octets);
        };
    }

    @Override
    public String toString() {
        return JsonParts.word(this);
    }
}
