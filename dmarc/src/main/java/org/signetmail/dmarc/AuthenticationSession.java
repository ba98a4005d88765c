package org.signetmail.dmarc;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.AuthorDomain;
import org.signetmail.core.DomainName;
import org.signetmail.core.Message;
import org.signetmail.core.dns.DnsLookups;
import org.signetmail.dkim.DkimOutcome;
import org.signetmail.dkim.DkimSession;
import org.signetmail.dkim.DkimSignature;
import org.signetmail.spf.SpfOutcome;

/**
 * All checks of one message whose body comes in pieces; see {@link EnvelopeCheck#begin} and {@link MailAuthenticator#begin}.
 * What can be foreseen is looked up while the body arrives, and memory does not grow with it.
 *
 * <p>May be dropped at any time. Belongs to one message and one thread at a time.
 */
public final class AuthenticationSession {

    private final Message head;
    private final EnvelopeCheck envelope;
    private final MailAuthenticator options;
    private final DnsLookups lookups;
    private final AuthorDomain author;
    private final DmarcEvaluator dmarc;
    private final @Nullable DkimSession dkim;
    private boolean finished;

    AuthenticationSession(Message head, EnvelopeCheck envelope, MailAuthenticator options, DnsLookups lookups) {
        long start = System.nanoTime();
        this.head = head;
        this.envelope = envelope;
        this.options = options;
        this.lookups = lookups;
        this.author = AuthorDomain.of(head.fields());
        this.dmarc = options.dmarc().withResolver(lookups);

        // Everything that can be foreseen is asked for before anything is waited for. The author's DMARC records first:
        // what is there already no later deadline can take away.
        if (options.does(MailCheck.DMARC)) {
            dmarc.prefetch(author);
        }
        this.dkim = options.does(MailCheck.DKIM)
                ? options.dkim().withResolver(lookups).begin(head)
                : null;
        if (options.does(MailCheck.DMARC)) {
            List<DomainName> identifiers = new ArrayList<>();
            envelope.senderDomain().ifPresent(identifiers::add);
            signatures().forEach(each -> each.domain().ifPresent(identifiers::add));
            dmarc.prefetch(author, identifiers);
        }
        envelope.advanceHelo();
        envelope.holds(start);
    }

    private List<DkimSignature> signatures() {
        return dkim == null ? List.of() : dkim.signatures();
    }

    /**
     * Takes the next octets of the body, split anywhere.
     *
     * @param buffer holds the octets; not kept
     * @param offset index of the first
     * @param length how many; zero or more
     * @throws IllegalStateException after {@link #finish}
     */
    public void body(byte[] buffer, int offset, int length) {
        Objects.requireNonNull(buffer, "buffer");
        Objects.checkFromIndexSize(offset, length, buffer.length);
        checkNotFinished();
        long start = System.nanoTime();
        if (dkim != null) {
            dkim.body(buffer, offset, length);
        }
        envelope.advanceHelo();
        envelope.holds(start);
    }

    /**
     * Ends the body and waits for DNS, for no longer than {@link AuthenticationLimits#time}.
     *
     * @return the outcomes of all checks
     * @throws IllegalStateException when called again
     */
    public Authentication finish() {
        checkNotFinished();
        finished = true;
        long start = System.nanoTime();
        lookups.restartClock();
        SpfOutcome mailFrom = envelope.spf();
        List<DkimOutcome> signatures = dkim == null ? List.of() : dkim.finish();
        DmarcOutcome verdict = verdict(mailFrom, signatures);
        // Nothing depends on the HELO identity, so it comes last and does not wait.
        SpfOutcome helo = envelope.helo();
        Authentication checked = new Authentication(
                envelope.envelope(),
                head.problem(),
                mailFrom,
                helo,
                signatures,
                verdict,
                Handling.accepted(),
                lookups.queries());
        lookups.end();
        Authentication done = checked.withHandling(options.dispositionPolicy().handle(checked, head.fields()));
        envelope.holds(start);
        options.listener().checked(done, envelope.held(), done.queries().size());
        return done;
    }

    private DmarcOutcome verdict(SpfOutcome mailFrom, List<DkimOutcome> signatures) {
        if (!options.does(MailCheck.DMARC)) {
            return dmarc.notChecked(author);
        }
        if (head.problem().isPresent()) {
            return dmarc.overLimit(author, head.problem().get());
        }
        List<DmarcIdentifier> identifiers = new ArrayList<>();
        DmarcIdentifier.of(mailFrom).ifPresent(identifiers::add);
        signatures.forEach(signature -> DmarcIdentifier.of(signature).ifPresent(identifiers::add));
        return dmarc.evaluate(author, identifiers);
    }

    private void checkNotFinished() {
        if (finished) {
            throw new IllegalStateException("the checks are finished");
        }
    }
}
