package org.signetmail.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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
    SPF("SPF", text -> SpfRecord.parse(text).kind(), SpfLint::of),
    DMARC("DMARC", text -> DmarcRecord.parse(text).kind(), DmarcLint::of),
    DKIM("DKIM key", text -> DkimKeyRecord.parse(text).kind(), DkimKeyLint::of);

    private final String shown;
    private final Function<String, Parsed.Kind> parser;
    private final Function<String, List<Finding>> lint;

    RecordKind(String shown, Function<String, Parsed.Kind> parser, Function<String, List<Finding>> lint) {
        this.shown = shown;
        this.parser = parser;
        this.lint = lint;
    }

    /** What a text is, or was meant to be; nothing when no kind knows it. */
    static Optional<RecordKind> of(String octets) {
        for (RecordKind kind : values()) {
            if (kind.parser.apply(octets) != Parsed.Kind.UNRELATED) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    String shown() {
        return shown;
    }

    List<Finding> lint(String octets) {
        return lint.apply(octets);
    }

    @Override
    public String toString() {
        return JsonParts.word(this);
    }
}
