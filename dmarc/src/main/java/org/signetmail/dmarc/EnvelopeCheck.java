package org.signetmail.dmarc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DomainName;
import org.signetmail.core.Envelope;
import org.signetmail.core.Message;
import org.signetmail.core.RecordType;
import org.signetmail.core.dns.DnsLookups;
import org.signetmail.spf.SpfIdentity;
import org.signetmail.spf.SpfOutcome;

/**
 * A check from MAIL FROM on, where RFC 7208 §2.5 has SPF done: DNS is asked while the client goes on.
 *
 * <pre>{@code
 * EnvelopeCheck check = authenticator.open(envelope);            // MAIL
 * check.mailReply().ifPresent(reply -> ...);                     // the answer to MAIL, where SPF is enforced
 * check.recipient("alice@example.org");                          // RCPT
 * AuthenticationSession session = check.begin(head);             // DATA
 * session.body(buffer, 0, length);
 * SmtpReply reply = session.finish().reply();
 * }</pre>
 *
 * <p>May be dropped at any time, as clients go away: it holds no thread and nothing outside itself but questions that DNS
 * still has to answer. Belongs to one message and one thread at a time.
 */
public final class EnvelopeCheck {

    private final MailAuthenticator options;
    private final DnsLookups lookups;
    private final List<String> recipients;
    private final @Nullable HeloCheck helo;
    private Envelope envelope;
    private @Nullable SpfOutcome spf;
    private boolean begun;

    /** How long the thread has been held, in nanoseconds. */
    private long held;

    EnvelopeCheck(Envelope envelope, MailAuthenticator options, DnsLookups lookups) {
        long start = System.nanoTime();
        this.envelope = Objects.requireNonNull(envelope, "envelope");
        this.options = options;
        this.lookups = lookups;
        this.recipients = new ArrayList<>(envelope.recipients());
        if (options.does(MailCheck.SPF)) {
            senderDomain().ifPresent(domain -> lookups.prefetch(domain, RecordType.TXT));
        }
        this.helo =
                options.does(MailCheck.HELO) ? new HeloCheck(envelope, options.spf(), lookups, options.limits()) : null;
        if (helo != null) {
            helo.advance();
        }
        holds(start);
    }

    /** The domain whose SPF record will be wanted first; a guess is enough, as nothing but time depends on it. */
    Optional<DomainName> senderDomain() {
        String sender = envelope.mailFrom().isEmpty() ? envelope.helo() : envelope.mailFrom();
        return DomainName.parse(sender.substring(sender.lastIndexOf('@') + 1));
    }

    /**
     * What to answer to MAIL: something only where SPF decides there, which is with
     * {@link DispositionPolicy#enforceSpfAtMail}, and where DMARC is not checked with any of the policies about SPF. Only
     * then does this wait for DNS.
     *
     * @return a reply that refuses or defers; nothing when the client may go on
     */
    public Optional<SmtpReply> mailReply() {
        PolicyRules rules = options.dispositionPolicy().rules();
        if (!options.does(MailCheck.SPF) || !rules.answersMail(options.does(MailCheck.DMARC), envelope.clientIp())) {
            return Optional.empty();
        }
        long start = System.nanoTime();
        lookups.restartClock();
        SpfOutcome outcome = spf();
        holds(start);
        return rules.atMail(outcome).map(handling -> ReplyWriter.atMail(handling, outcome, envelope));
    }

    /** Checks SPF if that has not been done. */
    SpfOutcome spf() {
        SpfOutcome outcome = spf;
        if (outcome == null) {
            outcome = options.does(MailCheck.SPF)
                    ? options.spf().withResolver(lookups).verify(envelope)
                    : SpfOutcome.notChecked(SpfIdentity.MAILFROM);
            spf = outcome;
        }
        return outcome;
    }

    SpfOutcome helo() {
        advanceHelo();
        return helo == null ? SpfOutcome.notChecked(SpfIdentity.HELO) : helo.finish();
    }

    /** The check of HELO goes on with the answers that have come by now; with none there is nothing to do. */
    void advanceHelo() {
        if (helo != null) {
            lookups.takeArrivals();
        }
    }

    /**
     * Adds one whom the message is for, as RCPT comes after MAIL. No check depends on it.
     *
     * @param forwardPath the argument of RCPT TO; angle brackets around it are taken off
     * @throws IllegalStateException after {@link #begin}
     */
    public void recipient(String forwardPath) {
        Objects.requireNonNull(forwardPath, "forwardPath");
        checkNotBegun();
        recipients.add(forwardPath);
    }

    /**
     * Takes the header; the body is still to come.
     *
     * @param head the whole header section; a body in it is not read, but handed over like the rest
     * @return takes the body
     * @throws IllegalStateException when called again: an envelope is for one message
     */
    public AuthenticationSession begin(Message head) {
        Objects.requireNonNull(head, "head");
        checkNotBegun();
        begun = true;
        envelope = envelope.withRecipients(recipients);
        // The client may have taken its time since MAIL.
        lookups.restartClock();
        return new AuthenticationSession(head, this, options, lookups);
    }

    /** The thread is held from a value of {@link System#nanoTime} until now. */
    void holds(long start) {
        held += System.nanoTime() - start;
    }

    Duration held() {
        return Duration.ofNanos(held);
    }

    Envelope envelope() {
        return envelope;
    }

    private void checkNotBegun() {
        if (begun) {
            throw new IllegalStateException("the header was taken already");
        }
    }
}
