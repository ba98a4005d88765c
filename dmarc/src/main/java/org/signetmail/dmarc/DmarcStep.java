package org.signetmail.dmarc;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsAnswer;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.DomainName;

/**
 * One name of a DNS tree walk (RFC 9989 §4.10), and what was there.
 *
 * <p>Made by {@link DmarcLint} alone. Immutable and thread-safe.
 */
public final class DmarcStep {

    /** What was at a name. More constants may come; have a default branch. */
    public enum Kind {
        /** One DMARC record. */
        RECORD,
        /** Several DMARC records, all of which are discarded. */
        SEVERAL,
        /** One that claims to be a DMARC record and is discarded. */
        INVALID,
        /** TXT records, none of which is a DMARC record. */
        OTHER_TXT,
        /** No TXT record, though the name exists. */
        NO_TXT,
        /** No such name. */
        NO_NAME,
        /** DNS did not tell. */
        NOT_ANSWERED
    }

    private final DomainName domain;
    private final DomainName name;
    private final Kind kind;
    private final List<String> texts;
    private final @Nullable DmarcRecord record;
    private final String shown;

    private DmarcStep(
            DomainName domain,
            DomainName name,
            Kind kind,
            List<String> texts,
            @Nullable DmarcRecord record,
            String shown) {
        this.domain = domain;
        this.name = name;
        this.kind = kind;
        this.texts = List.copyOf(texts);
        this.record = record;
        this.shown = shown;
    }

    static DmarcStep of(DomainName name, RecordsAtName at, DnsAnswer answer) {
        if (at.failure() != null) {
            return new DmarcStep(
                    at.domain(),
                    name,
                    Kind.NOT_ANSWERED,
                    List.of(),
                    null,
                    "no answer: " + at.failure().describe());
        }
        List<String> texts = new ArrayList<>();
        if (answer instanceof DnsAnswer.Found found) {
            for (DnsRecord record : found.records()) {
                if (record instanceof DnsRecord.Txt txt) {
                    texts.add(txt.octets());
                }
            }
        }
        Kind kind = at.record() != null
                ? Kind.RECORD
                : at.severalRecords()
                        ? Kind.SEVERAL
                        : texts.stream()
                                        .anyMatch(text ->
                                                DmarcRecordParser.parse(text).hasVersion())
                                ? Kind.INVALID
                                : answer instanceof DnsAnswer.Found
                                        ? Kind.OTHER_TXT
                                        : answer instanceof DnsAnswer.NxDomain ? Kind.NO_NAME : Kind.NO_TXT;
        return new DmarcStep(at.domain(), name, kind, texts, at.record(), words(kind, texts.size()));
    }

    private static String words(Kind kind, int texts) {
        return switch (kind) {
            case RECORD -> "a DMARC record";
            case SEVERAL -> "several DMARC records, which are all ignored";
            case INVALID -> "a DMARC record that is ignored, because it has a tag twice";
            case OTHER_TXT -> texts == 1 ? "a TXT record that is no DMARC record" : "TXT records, none for DMARC";
            case NO_TXT -> "no TXT record";
            case NO_NAME -> "no such name";
            case NOT_ANSWERED -> "no answer";
        };
    }

    /**
     * The domain that was looked at.
     *
     * @return the domain of the walk or one above it
     */
    public DomainName domain() {
        return domain;
    }

    /**
     * The name that was asked for.
     *
     * @return {@code _dmarc} below the domain
     */
    public DomainName name() {
        return name;
    }

    /**
     * What was there.
     *
     * @return never null
     */
    public Kind kind() {
        return kind;
    }

    /**
     * The TXT records that were there, whatever they say.
     *
     * @return an immutable list of octets, one {@code char} of 0 to 255 each
     */
    public List<String> texts() {
        return texts;
    }

    /**
     * The one DMARC record that was there.
     *
     * @return nothing unless the kind is {@link Kind#RECORD}
     */
    public Optional<DmarcRecord> record() {
        return Optional.ofNullable(record);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DmarcStep that
                && name.equals(that.name)
                && kind == that.kind
                && texts.equals(that.texts)
                && shown.equals(that.shown);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, kind, texts, shown);
    }

    /** The words for what was there, without the name. */
    String shown() {
        return shown;
    }

    /**
     * The name and what was there, such as {@code _dmarc.example.com: a DMARC record}.
     *
     * @return one line of printing ASCII
     */
    @Override
    public String toString() {
        return name + ": " + shown;
    }
}
