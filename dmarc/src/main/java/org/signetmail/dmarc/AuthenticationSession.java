package org.signetmail.dmarc;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.AuthorDomain;
import org.signetmail.core.DomainName;
import org.signetmail.core.Envelope;
import org.signetmail.core.Message;
import org.signetmail.core.RecordType;
import org.signetmail.core.dns.DnsLookups;
import org.signetmail.dkim.DkimOutcome;
import org.signetmail.dkim.DkimSession;
import org.signetmail.dkim.DkimSignature;
import org.signetmail.dkim.DkimVerifier;
import org.signetmail.spf.SpfIdentity;
import org.signetmail.spf.SpfOutcome;
import org.signetmail.spf.SpfVerifier;

/**
 * All checks of one message whose body comes in pieces; see {@link MailAuthenticator#begin}. What can be foreseen is
 * looked up while the body arrives, and memory does not grow with it.
 *
 * <p>Belongs to one message and one thread at a time.
 */
public final class AuthenticationSession {

    private final Message head;
    private final Envelope envelope;
    private final MailAuthenticator options;
    private final DnsLookups lookups;
    private final AuthorDomain author;
    private final DmarcEvaluator dmarc;
    private final @Nullable DkimSession dkim;
    private boolean finished;

    AuthenticationSession(
            Message head,
            Envelope envelope,
            MailAuthenticator options,
            DnsLookups lookups,
            DkimVerifier verifier,
            DmarcEvaluator dmarc) {
        this.head = Objects.requireNonNull(head, "head");
        this.envelope = Objects.requireNonNull(envelope, "envelope");
        this.options = options;
        this.lookups = lookups;
        this.author = AuthorDomain.of(head.fields());
        this.dmarc = dmarc;

        // Everything that can be foreseen is asked for before anything is waited for. The author's DMARC records first:
        // what is there already no later deadline can take away.
        if (options.does(MailCheck.DMARC)) {
            dmarc.prefetch(author);
        }
        this.dkim = options.does(MailCheck.DKIM) ? verifier.begin(head) : null;
        Optional<DomainName> sender = senderDomain();
        if (options.does(MailCheck.SPF)) {
            sender.ifPresent(domain -> lookups.prefetch(domain, RecordType.TXT));
        }
        if (options.does(MailCheck.HELO)) {
            DomainName.parse(envelope.helo()).ifPresent(helo -> lookups.prefetch(helo, RecordType.TXT));
        }
        if (options.does(MailCheck.DMARC)) {
            List<DomainName> identifiers = new ArrayList<>();
            sender.ifPresent(identifiers::add);
            signatures().forEach(each -> each.domain().ifPresent(identifiers::add));
            dmarc.prefetch(author, identifiers);
        }
    }

    /** The domain whose SPF record will be wanted first; a guess is enough, as nothing but time depends on it. */
    private Optional<DomainName> senderDomain() {
        String sender = envelope.mailFrom().isEmpty() ? envelope.helo() : envelope.mailFrom();
        return DomainName.parse(sender.substring(sender.lastIndexOf('@') + 1));
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
        Objects.checkFromIndexSize(offset, length, buffer.length);
        checkNotFinished();
        if (dkim != null) {
            dkim.body(buffer, offset, length);
        }
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
        lookups.restartClock();
        SpfVerifier spf = options.spf().withResolver(lookups);
        SpfOutcome mailFrom =
                options.does(MailCheck.SPF) ? spf.verify(envelope) : SpfOutcome.notChecked(SpfIdentity.MAILFROM);
        List<DkimOutcome> signatures = dkim == null ? List.of() : dkim.finish();
        DmarcOutcome verdict = verdict(mailFrom, signatures);
        // Nothing depends on the HELO identity, so it comes last: it can use up no query that DMARC needs.
        SpfOutcome helo =
                options.does(MailCheck.HELO) ? spf.verifyHelo(envelope) : SpfOutcome.notChecked(SpfIdentity.HELO);
        Authentication asked = new Authentication(
                envelope, mailFrom, helo, signatures, verdict, Handling.asAsked(verdict), lookups.queries());
        Handling handling = options.dispositionPolicy().handle(asked, head.fields());
        return asked.withHandling(Objects.requireNonNull(handling, "the DispositionPolicy gave null"));
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
