package org.signetmail.dkim;

import java.util.Objects;
import java.util.Optional;
import org.signetmail.core.DnsRecord;
import org.signetmail.core.Parsed;
import org.signetmail.core.internal.Ascii;
import org.signetmail.dkim.keys.KeyRecord;
import org.signetmail.dkim.keys.KeyRecordParser;

/**
 * What a domain publishes at the name of a key (RFC 6376 §3.6.1, RFC 8463 §4.2).
 *
 * <p>Two are equal when their texts are. Immutable and thread-safe.
 */
public final class DkimKeyRecord {

    private final String text;
    private final KeyRecord record;

    private DkimKeyRecord(String text, KeyRecord record) {
        this.text = text;
        this.record = record;
    }

    /**
     * Reads a record as a verifier with {@link DkimLimits#DEFAULT} does.
     *
     * @param octets the strings of a TXT record joined, one {@code char} of 0 to 255 for each octet
     * @return the record, also when its key cannot be used, with findings for its owner: those of severity
     *     {@link org.signetmail.core.Severity#ERROR} break every signature; or why it is none
     */
    public static Parsed<DkimKeyRecord> parse(String octets) {
        Objects.requireNonNull(octets, "octets");
        return parse(new DnsRecord.Txt(octets));
    }

    /**
     * The same for a record out of DNS, of which it is known where its strings meet.
     *
     * @param txt the record
     * @return the record, with findings for its owner; or why it is none
     */
    public static Parsed<DkimKeyRecord> parse(DnsRecord.Txt txt) {
        Objects.requireNonNull(txt, "txt");
        int maxTags = DkimLimits.DEFAULT.tags();
        String octets = txt.octets();
        KeyRecord record = KeyRecordParser.parse(octets, maxTags).orElse(null);
        return record == null
                ? NoKeyRecord.tell(txt, maxTags)
                : Parsed.record(new DkimKeyRecord(octets, record), DkimKeyLint.of(octets, record));
    }

    /**
     * The record as it is published.
     *
     * @return one {@code char} of 0 to 255 for each octet; a stranger's text
     */
    public String text() {
        return text;
    }

    /**
     * The kind of key ({@code k=}).
     *
     * @return in lower case, {@code rsa} when the record does not say; a stranger's text when it is not known
     */
    public String keyType() {
        return record.keyType();
    }

    /**
     * The length of the key.
     *
     * @return the bits of the RSA modulus, 256 for Ed25519; zero when unknown
     */
    public int bits() {
        return record.bits();
    }

    /**
     * Why no signature verifies with this record, whatever the verifier's policy.
     *
     * @return nothing when it holds a key that can be used
     */
    public Optional<DkimProblem> problem() {
        return Optional.ofNullable(record.fault()).map(DkimProblem::of);
    }

    /**
     * Whether the record allows a hash ({@code h=}).
     *
     * @param algorithm a signature algorithm
     * @return whether signatures with its hash may use the key
     */
    public boolean allowsHash(DkimAlgorithm algorithm) {
        return record.allowsHash(algorithm.hash().keyword());
    }

    /**
     * Whether the key is for e-mail ({@code s=}).
     *
     * @return true unless the record names other services alone
     */
    public boolean allowsEmail() {
        return record.allowsEmail();
    }

    /**
     * Whether the domain says that it is only testing DKIM ({@code t=y}).
     *
     * @return whether it does
     */
    public boolean testing() {
        return record.testing();
    }

    /**
     * Whether no identity below the signing domain may use the key ({@code t=s}).
     *
     * @return whether the domain of {@code i=} has to be that of {@code d=}
     */
    public boolean strictDomain() {
        return record.strictDomain();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DkimKeyRecord that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Kind and length of the key. */
    @Override
    public String toString() {
        return "DkimKeyRecord[" + Ascii.printable(keyType(), 40) + ", " + bits() + " bits]";
    }
}
