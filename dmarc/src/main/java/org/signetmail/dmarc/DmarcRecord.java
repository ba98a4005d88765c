package org.signetmail.dmarc;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.signetmail.core.Finding;
import org.signetmail.core.Parsed;
import org.signetmail.core.internal.Ascii;

/**
 * A DMARC Policy Record (RFC 9989 §4.7), with the defaults of what it does not say.
 *
 * <p>Made by Signet alone. Immutable and thread-safe.
 */
public final class DmarcRecord {

    private final String text;
    private final Optional<Disposition> p;
    private final Optional<Disposition> sp;
    private final Optional<Disposition> np;
    private final AlignmentMode adkim;
    private final AlignmentMode aspf;
    private final PublicSuffixFlag psd;
    private final boolean testMode;
    private final Set<FailureOption> fo;
    private final List<ReportUri> rua;
    private final List<ReportUri> ruf;
    private final OptionalInt pct;
    private final Set<String> invalidPolicies;
    private final List<Finding> findings;

    DmarcRecord(
            String text,
            Optional<Disposition> p,
            Optional<Disposition> sp,
            Optional<Disposition> np,
            AlignmentMode adkim,
            AlignmentMode aspf,
            PublicSuffixFlag psd,
            boolean testMode,
            Set<FailureOption> fo,
            List<ReportUri> rua,
            List<ReportUri> ruf,
            OptionalInt pct,
            Set<String> invalidPolicies,
            List<Finding> findings) {
        this.text = Objects.requireNonNull(text, "text");
        this.p = Objects.requireNonNull(p, "p");
        this.sp = Objects.requireNonNull(sp, "sp");
        this.np = Objects.requireNonNull(np, "np");
        this.adkim = Objects.requireNonNull(adkim, "adkim");
        this.aspf = Objects.requireNonNull(aspf, "aspf");
        this.psd = Objects.requireNonNull(psd, "psd");
        this.testMode = testMode;
        this.fo = Set.copyOf(fo);
        this.rua = List.copyOf(rua);
        this.ruf = List.copyOf(ruf);
        this.pct = Objects.requireNonNull(pct, "pct");
        this.invalidPolicies = Set.copyOf(invalidPolicies);
        this.findings = List.copyOf(findings);
    }

    /**
     * The record as published, one {@code char} of 0 to 255 an octet.
     *
     * @return never null
     */
    public String text() {
        return text;
    }

    /**
     * The policy for the domain itself.
     *
     * @return nothing when there is no valid one
     */
    public Optional<Disposition> p() {
        return p;
    }

    /**
     * The policy for names below the domain.
     *
     * @return nothing when there is no valid one
     */
    public Optional<Disposition> sp() {
        return sp;
    }

    /**
     * The policy for names below the domain that do not exist.
     *
     * @return nothing when there is no valid one
     */
    public Optional<Disposition> np() {
        return np;
    }

    /**
     * How DKIM identifiers are aligned.
     *
     * @return never null
     */
    public AlignmentMode adkim() {
        return adkim;
    }

    /**
     * How SPF identifiers are aligned.
     *
     * @return never null
     */
    public AlignmentMode aspf() {
        return aspf;
    }

    /**
     * Whether the domain is a public suffix.
     *
     * @return never null
     */
    public PublicSuffixFlag psd() {
        return psd;
    }

    /**
     * {@code t=y}: the domain asks for one level below its policy.
     *
     * @return true if so
     */
    public boolean testMode() {
        return testMode;
    }

    /**
     * When the domain wants failure reports.
     *
     * @return an immutable collection
     */
    public Set<FailureOption> fo() {
        return fo;
    }

    /**
     * Where aggregate reports are to go.
     *
     * @return an immutable collection
     */
    public List<ReportUri> rua() {
        return rua;
    }

    /**
     * Where failure reports are to go.
     *
     * @return an immutable collection
     */
    public List<ReportUri> ruf() {
        return ruf;
    }

    /**
     * The percentage of failing mail to apply the policy to, in RFC 7489 alone.
     *
     * @return nothing when there is no valid one
     */
    public OptionalInt pct() {
        return pct;
    }

    /**
     * Which of {@code p}, {@code sp} and {@code np} have a value that is no policy.
     *
     * @return {@code p} also when it is not there
     */
    public Set<String> invalidPolicies() {
        return invalidPolicies;
    }

    /**
     * What the owner ought to know about the record.
     *
     * @return an immutable collection
     */
    public List<Finding> findings() {
        return findings;
    }

    /**
     * Parses the octets of one TXT record.
     *
     * @param octets its strings joined, one {@code char} of 0 to 255 an octet
     * @return the record; invalid when the same tag is there twice, and a near miss, such as {@code v:DMARC1; p=none}, when
     *     it was plainly meant as one
     */
    public static Parsed<DmarcRecord> parse(String octets) {
        return DmarcRecordParser.parse(Objects.requireNonNull(octets, "octets")).parsed();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DmarcRecord that
                && text.equals(that.text)
                && p.equals(that.p)
                && sp.equals(that.sp)
                && np.equals(that.np)
                && adkim.equals(that.adkim)
                && aspf.equals(that.aspf)
                && psd.equals(that.psd)
                && testMode == that.testMode
                && fo.equals(that.fo)
                && rua.equals(that.rua)
                && ruf.equals(that.ruf)
                && pct.equals(that.pct)
                && invalidPolicies.equals(that.invalidPolicies)
                && findings.equals(that.findings);
    }

    @Override
    public int hashCode() {
        return Objects.hash(text, p, sp, np, adkim, aspf, psd, testMode, fo, rua, ruf, pct, invalidPolicies, findings);
    }

    /**
     * The record as published.
     *
     * @return one line of printing ASCII
     */
    @Override
    public String toString() {
        return Ascii.printable(text, 500);
    }
}
