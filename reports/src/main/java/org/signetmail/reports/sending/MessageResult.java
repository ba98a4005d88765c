package org.signetmail.reports.sending;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DomainName;
import org.signetmail.core.internal.Ascii;
import org.signetmail.core.internal.HeaderText;
import org.signetmail.dkim.DkimOutcome;
import org.signetmail.dkim.DkimProblem;
import org.signetmail.dkim.DkimResult;
import org.signetmail.dmarc.Authentication;
import org.signetmail.dmarc.Disposition;
import org.signetmail.dmarc.DmarcAlignment;
import org.signetmail.dmarc.DmarcIdentifier;
import org.signetmail.dmarc.DmarcOutcome;
import org.signetmail.dmarc.DmarcProblem;
import org.signetmail.dmarc.DmarcRecord;
import org.signetmail.dmarc.DmarcResult;
import org.signetmail.dmarc.OverrideReason;
import org.signetmail.dmarc.PolicyOverride;
import org.signetmail.dmarc.SmtpAction;
import org.signetmail.reports.AuthResult;
import org.signetmail.reports.EvaluatedResult;
import org.signetmail.reports.OverrideType;
import org.signetmail.reports.ReportedDisposition;
import org.signetmail.spf.SpfOutcome;
import org.signetmail.spf.SpfProblem;
import org.signetmail.spf.address.IpAddress;

/**
 * What one message adds to an aggregate report. A queue or a table can carry it as one line, to whoever counts.
 *
 * <pre>{@code
 * MessageResult.of(authentication, queueId, received).ifPresent(result -> queue.send(result.key().toString(), result.toJson()));
 * }</pre>
 *
 * <p>No address of a person is in it, and no part of the message. Immutable and thread-safe.
 */
public final class MessageResult {

    /** RFC 9990 §3.1.3. */
    private static final int MOST_SIGNATURES = 100;

    /** RFC 9990 §3.1.6 has no bound for comments; readers do. */
    private static final int LONGEST_COMMENT = 200;

    /** As many reasons as there are kinds of them, and a few more. */
    private static final int MOST_REASONS = 10;

    private final AggregateKey key;
    private final long received;
    private final long id;
    private final boolean wanted;
    private final boolean carriesReport;
    private final SeenPolicy policy;
    private final Row row;

    MessageResult(
            AggregateKey key,
            long received,
            long id,
            boolean wanted,
            boolean carriesReport,
            SeenPolicy policy,
            Row row) {
        this.key = key;
        this.received = received;
        this.id = id;
        this.wanted = wanted;
        this.carriesReport = carriesReport;
        this.policy = policy;
        this.row = row;
    }

    /**
     * The result of a message.
     *
     * @param message all that was found out about it, with what is done with it
     * @param id what tells it from all others that are received, such as the id that the server gave it with its host name; the
     *     same when the same result comes again. A hash of it is kept
     * @param received when the message came, which says into which day it belongs
     * @return nothing when no DMARC policy applies to it, so that nobody could get a report; and for a message that is deferred, as
     *     it comes again and counts then
     * @throws IllegalArgumentException when the time is before 1970 or after 9999
     */
    public static Optional<MessageResult> of(Authentication message, String id, Instant received) {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(received, "received");
        DmarcOutcome dmarc = message.dmarc();
        DomainName author = dmarc.authorDomain().orElse(null);
        DomainName policyDomain = dmarc.recordDomain().orElse(null);
        DmarcRecord record = dmarc.record().orElse(null);
        boolean deferred = message.handling().action() == SmtpAction.DEFER;
        if (author == null
                || policyDomain == null
                || record == null
                || dmarc.policy().isEmpty()
                || deferred) {
            return Optional.empty();
        }
        return Optional.of(new MessageResult(
                AggregateKey.at(policyDomain, received),
                received.toEpochMilli(),
                MessageIds.hash(id),
                !record.rua().isEmpty(),
                false,
                SeenPolicy.of(record, dmarc.discovery()),
                row(message, author)));
    }

    /**
     * The same with the domain of the recipients, which reports may tell ({@code envelope_to}) and by default do not: where mail is
     * forwarded, it gives the recipient away (RFC 9990 §7).
     *
     * @param domain of all recipients of the message
     * @return a new result
     */
    public MessageResult withRecipientDomain(DomainName domain) {
        Row told = new Row(
                row.source(),
                row.disposition(),
                row.dkim(),
                row.spf(),
                row.reasons(),
                row.headerFrom(),
                row.envelopeFrom(),
                domain.toString(),
                row.signatures(),
                row.spfResult());
        return new MessageResult(key, received, id, wanted, carriesReport, policy, told);
    }

    /**
     * The same for a message that carries a report itself. It counts; but a report that has nothing else to tell is not worth to be
     * sent, or two receivers write to each other for ever.
     *
     * @return a new result
     */
    public MessageResult asReportMail() {
        return new MessageResult(key, received, id, wanted, true, policy, row);
    }

    private static Row row(Authentication message, DomainName author) {
        DmarcOutcome dmarc = message.dmarc();
        EvaluatedResult dkim = evaluated(dmarc, DmarcIdentifier.Mechanism.DKIM);
        EvaluatedResult spf = evaluated(dmarc, DmarcIdentifier.Mechanism.SPF);
        return new Row(
                IpAddress.of(message.envelope().clientIp()),
                disposition(message),
                dkim,
                spf,
                reasons(message, dkim == EvaluatedResult.PASS || spf == EvaluatedResult.PASS),
                author.toString(),
                envelopeFrom(message.envelope().mailFrom()),
                null,
                signatures(message, author),
                spf(message.spf()));
    }

    /** RFC 9990 §3.1.1.9: as it relates to DMARC, and before any override. */
    private static EvaluatedResult evaluated(DmarcOutcome dmarc, DmarcIdentifier.Mechanism mechanism) {
        for (DmarcAlignment each : dmarc.alignments()) {
            if (each.aligned() && each.identifier().mechanism() == mechanism) {
                return EvaluatedResult.PASS;
            }
        }
        return EvaluatedResult.FAIL;
    }

    /** RFC 9990 App. A: pass is for a policy that is enforcing alone; it is the one of the record that counts. */
    private static ReportedDisposition disposition(Authentication message) {
        DmarcOutcome dmarc = message.dmarc();
        boolean enforcing = !dmarc.publishedPolicy().equals(Optional.of(Disposition.NONE));
        return switch (message.handling().disposition()) {
            case NONE ->
                enforcing && dmarc.result() == DmarcResult.PASS ? ReportedDisposition.PASS : ReportedDisposition.NONE;
            case QUARANTINE -> ReportedDisposition.QUARANTINE;
            case REJECT -> ReportedDisposition.REJECT;
        };
    }

    private static List<Row.Reason> reasons(Authentication message, boolean aligned) {
        List<Row.Reason> reasons = new ArrayList<>();
        for (PolicyOverride each : message.handling().overrides()) {
            String comment = HeaderText.cut(XmlCharacters.clean(each.comment()), LONGEST_COMMENT);
            Row.Reason reason = new Row.Reason(type(each.reason()), comment);
            if (reasons.size() < MOST_REASONS) {
                reasons.add(reason);
            }
        }
        DmarcOutcome dmarc = message.dmarc();
        Disposition asked = dmarc.publishedPolicy().orElse(Disposition.NONE);
        if (reasons.isEmpty() && !aligned && message.handling().disposition() != asked) {
            // RFC 9990 §3.1.1.9: "the reason element MUST be included", also where an error kept the policy from being
            // applied.
            String comment = dmarc.result().keyword()
                    + dmarc.problem()
                            .map(DmarcProblem::code)
                            .map(code -> ": " + code)
                            .orElse("");
            reasons.add(new Row.Reason(OverrideType.OTHER, comment));
        }
        return reasons;
    }

    private static OverrideType type(OverrideReason reason) {
        return switch (reason) {
            case LOCAL_POLICY -> OverrideType.LOCAL_POLICY;
            case MAILING_LIST -> OverrideType.MAILING_LIST;
            case OTHER -> OverrideType.OTHER;
            case POLICY_TEST_MODE -> OverrideType.POLICY_TEST_MODE;
            case TRUSTED_FORWARDER -> OverrideType.TRUSTED_FORWARDER;
            case SAMPLED_OUT -> OverrideType.SAMPLED_OUT;
        };
    }

    private static @Nullable String envelopeFrom(String mailFrom) {
        return mailFrom.isEmpty()
                ? ""
                : DomainName.parse(mailFrom.substring(mailFrom.lastIndexOf('@') + 1))
                        .map(DomainName::toString)
                        .orElse(null);
    }

    /** In the order of RFC 9990 §3.1.3, and the same whatever order the header has them in. */
    private static List<Row.Signature> signatures(Authentication message, DomainName author) {
        List<Ranked> ranked = new ArrayList<>();
        for (DkimOutcome each : message.dkim()) {
            DomainName domain = each.domain().orElse(null);
            DomainName selector = each.selector().orElse(null);
            // Both elements are required: a signature that cannot be read has neither, and was not checked either.
            if (domain != null && selector != null) {
                ranked.add(new Ranked(
                        rank(message.dmarc(), author, domain, each.result()),
                        new Row.Signature(
                                domain.toString(),
                                selector.toString(),
                                AuthResult.valueOf(each.result().name()),
                                each.problem().map(DkimProblem::code).orElse(""))));
            }
        }
        ranked.sort(Ranked.ORDER);
        return ranked.stream().limit(MOST_SIGNATURES).map(Ranked::signature).toList();
    }

    /** A signature and its place. */
    private record Ranked(int rank, Row.Signature signature) {
        static final Comparator<Ranked> ORDER = Comparator.comparingInt(Ranked::rank)
                .thenComparing(each -> each.signature.domain())
                .thenComparing(each -> each.signature.selector())
                .thenComparing(each -> each.signature.result())
                .thenComparing(each -> each.signature.why());
    }

    private static int rank(DmarcOutcome dmarc, DomainName author, DomainName domain, DkimResult result) {
        if (result != DkimResult.PASS) {
            return 3;
        }
        if (domain.equals(author)) {
            return 0;
        }
        for (DmarcAlignment each : dmarc.alignments()) {
            if (each.aligned()
                    && each.identifier().mechanism() == DmarcIdentifier.Mechanism.DKIM
                    && each.identifier().domain().equals(domain)) {
                return 1;
            }
        }
        return 2;
    }

    /** RFC 9990 §3.1.1.13: of the MAIL FROM identity, for the null reverse-path that of the HELO name (RFC 7208 §2.4). */
    private static Row.@Nullable Spf spf(SpfOutcome spf) {
        String why = spf.problem().map(SpfProblem::code).orElse("");
        return spf.domain()
                .map(domain -> new Row.Spf(
                        domain.toString(), AuthResult.valueOf(spf.result().name()), why))
                .orElse(null);
    }

    /**
     * The report that it belongs to.
     *
     * @return policy domain and day
     */
    public AggregateKey key() {
        return key;
    }

    /**
     * Who handed the message over.
     *
     * @return the client
     */
    public InetAddress source() {
        return row.address();
    }

    /**
     * What tells the message from others of its report: a hash of the id that was given. With the key it can be the key of a table
     * that takes each result once.
     *
     * @return 16 hexadecimal digits
     */
    public String id() {
        return HexFormat.of().toHexDigits(id);
    }

    /**
     * When the message came.
     *
     * @return to the millisecond
     */
    public Instant received() {
        return Instant.ofEpochMilli(received);
    }

    /**
     * Whether the record names anybody who would get the report.
     *
     * @return false for a record without a usable {@code rua=}
     */
    public boolean isWanted() {
        return wanted;
    }

    long receivedMillis() {
        return received;
    }

    long idHash() {
        return id;
    }

    boolean carriesReport() {
        return carriesReport;
    }

    SeenPolicy policy() {
        return policy;
    }

    Row row() {
        return row;
    }

    /**
     * The result as text, for a queue or a table.
     *
     * @return one line of printing ASCII, the same for equal results
     */
    public String toJson() {
        return StateJson.write(this);
    }

    /**
     * Reads it back.
     *
     * @param line what {@link #toJson} gave
     * @return an equal result
     * @throws IOException when it is something else: what carried it has damaged it, or a later version has written it
     */
    public static MessageResult fromJson(String line) throws IOException {
        return StateJson.readResult(Objects.requireNonNull(line, "line"));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MessageResult that
                && key.equals(that.key)
                && received == that.received
                && id == that.id
                && wanted == that.wanted
                && carriesReport == that.carriesReport
                && policy.equals(that.policy)
                && row.equals(that.row);
    }

    @Override
    public int hashCode() {
        return Objects.hash(key, received, id);
    }

    /**
     * Key, source and disposition.
     *
     * @return one line of printing ASCII
     */
    @Override
    public String toString() {
        return key + ": " + row.source() + " from=" + Ascii.printable(row.headerFrom(), DomainName.MAX_OCTETS)
                + " disposition=" + row.disposition().keyword();
    }
}
