package org.signetmail.dmarc;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.signetmail.core.AuthenticationResults;
import org.signetmail.core.DnsQuery;
import org.signetmail.core.Envelope;
import org.signetmail.core.MessageProblem;
import org.signetmail.dkim.DkimOutcome;
import org.signetmail.spf.ReceivedSpf;
import org.signetmail.spf.SpfOutcome;

/**
 * What all checks of one message came to, and what is done with it.
 *
 * <pre>{@code
 * SmtpReply reply = result.reply();
 * log.info(result.summary());
 * }</pre>
 *
 * <p>Made by Signet alone. Immutable and thread-safe.
 */
public final class Authentication {

    private final Envelope envelope;
    private final Optional<MessageProblem> messageProblem;
    private final SpfOutcome spf;
    private final SpfOutcome helo;
    private final List<DkimOutcome> dkim;
    private final DmarcOutcome dmarc;
    private final Handling handling;
    private final List<DnsQuery> queries;

    Authentication(
            Envelope envelope,
            Optional<MessageProblem> messageProblem,
            SpfOutcome spf,
            SpfOutcome helo,
            List<DkimOutcome> dkim,
            DmarcOutcome dmarc,
            Handling handling,
            List<DnsQuery> queries) {
        this.envelope = envelope;
        this.messageProblem = messageProblem;
        this.spf = spf;
        this.helo = helo;
        this.dkim = List.copyOf(dkim);
        this.dmarc = dmarc;
        this.handling = handling;
        this.queries = List.copyOf(queries);
    }

    Authentication withHandling(Handling newHandling) {
        return new Authentication(envelope, messageProblem, spf, helo, dkim, dmarc, newHandling, queries);
    }

    /**
     * What was checked, apart from the message.
     *
     * @return the envelope, with the recipients that were told
     */
    public Envelope envelope() {
        return envelope;
    }

    /**
     * The bound that the message went over; then nothing passes.
     *
     * @return nothing for a message within all bounds
     */
    public Optional<MessageProblem> messageProblem() {
        return messageProblem;
    }

    /**
     * SPF of the MAIL FROM identity, which DMARC goes by; for the null reverse-path that is the HELO name
     * (RFC 7208 §2.4).
     *
     * @return the outcome
     */
    public SpfOutcome spf() {
        return spf;
    }

    /**
     * SPF of the HELO identity, on which nothing else depends.
     *
     * @return the outcome, which says that it was not checked unless {@link MailCheck#HELO} was asked for
     */
    public SpfOutcome helo() {
        return helo;
    }

    /**
     * The signatures.
     *
     * @return one for each
     */
    public List<DkimOutcome> dkim() {
        return dkim;
    }

    /**
     * The verdict. What is done with the message is in {@link #handling} and {@link #reply}.
     *
     * @return the outcome
     */
    public DmarcOutcome dmarc() {
        return dmarc;
    }

    /**
     * What the receiver does, by its {@link DispositionPolicy}.
     *
     * @return the handling
     */
    public Handling handling() {
        return handling;
    }

    /**
     * What the receiver does, as reports tell it: that of the {@link #handling}. For SMTP there is {@link #reply}, which
     * can defer.
     *
     * @return the disposition
     */
    public Disposition disposition() {
        return handling.disposition();
    }

    /**
     * What an SMTP server answers at the end of the data: that of the {@link #handling}.
     *
     * @return codes and a line of text, fit to be sent as they are
     */
    public SmtpReply reply() {
        return ReplyWriter.of(this);
    }

    /**
     * What DNS was asked, those first whose answers were used.
     *
     * @return all queries
     */
    public List<DnsQuery> queries() {
        return queries;
    }

    /**
     * One line for a log: client, HELO, MAIL FROM, author domain, SPF, DKIM with domain and selector, DMARC, policy and
     * reply, each as {@code name=value}. What is not there is a hyphen; what a stranger may have chosen is in quotes and
     * cannot end them: odd octets are {@code \DDD} in decimal, the quote among them.
     *
     * @return one line of printing ASCII
     */
    public String summary() {
        return SummaryLine.of(this);
    }

    /**
     * The outcomes as a header field for the message (RFC 8601): DMARC, SPF, then the signatures that were evaluated, at
     * least 10 where there are as many. One {@code dkim=policy} tells the number of the other ones: a sender who adds
     * signatures does not drive the verdict out of what readers take.
     *
     * @param authservId the name that the receiving site goes by in these fields, such as its host name
     * @return the field; its {@code toField} is to be put in front of the message
     * @throws IllegalArgumentException when the authserv-id is none; see {@link AuthenticationResults}
     */
    public AuthenticationResults toAuthenticationResults(String authservId) {
        Objects.requireNonNull(authservId, "authservId");
        return new ResultsWriter(this).write(authservId);
    }

    /**
     * The SPF outcome as a header field of its own (RFC 7208 §9.1), for those who read it beside the other one.
     *
     * @param receiver the host name of the receiving host, such as {@code mx.example.org}
     * @return the field, to be put in front of the message, above the Received field of this hop
     * @throws IllegalArgumentException when the receiver is no domain name
     */
    public ReceivedSpf toReceivedSpf(String receiver) {
        return ReceivedSpf.of(spf, envelope, Objects.requireNonNull(receiver, "receiver"));
    }

    /**
     * How the verdict came about, for a postmaster: the envelope, SPF with what it cost of its limits, each signature,
     * the author domain, DMARC with the record, where it was found and what is aligned or why not, what is done, and
     * every DNS query with its answer and time. What is wrong in a record or in From has a caret below the place and
     * says what to do.
     *
     * <p>SPF has its tree of terms, and a signature hints at what became of the message, when they were asked for:
     * {@code authenticator.withSpf(SpfOptions.DEFAULT.withTrace(true)).withDkim(DkimOptions.DEFAULT.withDiagnosis(0))}.
     * The wording may change.
     *
     * @return lines of printing ASCII, each ended by a line feed, of 100 characters at most; a bounded number of them
     */
    public String explain() {
        return new Explanation(this).text();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Authentication that
                && envelope.equals(that.envelope)
                && messageProblem.equals(that.messageProblem)
                && spf.equals(that.spf)
                && helo.equals(that.helo)
                && dkim.equals(that.dkim)
                && dmarc.equals(that.dmarc)
                && handling.equals(that.handling)
                && queries.equals(that.queries);
    }

    @Override
    public int hashCode() {
        return Objects.hash(envelope, messageProblem, spf, helo, dkim, dmarc, handling, queries);
    }

    /**
     * DMARC's result and the reply.
     *
     * @return one line of printing ASCII
     */
    @Override
    public String toString() {
        return "dmarc=" + dmarc.result().keyword() + ", " + reply().line();
    }
}
