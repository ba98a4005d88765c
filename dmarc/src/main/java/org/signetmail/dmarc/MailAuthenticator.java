package org.signetmail.dmarc;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.signetmail.core.AuthorDomain;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.Envelope;
import org.signetmail.core.Message;
import org.signetmail.core.RecordType;
import org.signetmail.core.internal.DnsLookups;
import org.signetmail.dkim.DkimOutcome;
import org.signetmail.dkim.DkimSession;
import org.signetmail.dkim.DkimVerifier;
import org.signetmail.spf.SpfOutcome;
import org.signetmail.spf.SpfVerifier;

/**
 * Checks SPF, DKIM and DMARC of a message in one call. Immutable and thread-safe: one for a whole mail server.
 *
 * <pre>{@code
 * MailAuthenticator authenticator = MailAuthenticator.using(DnsJavaResolver.system());
 * Authentication result = authenticator.authenticate(
 *         Message.of(octets), new Envelope(clientIp, "mail.example.net", "bob@example.net"));
 * result.dmarc().disposition();
 * result.toAuthenticationResults("mx.example.org").toField();
 * }</pre>
 *
 * <p>A call blocks its thread while DNS is asked, for at most 30 seconds. All checks share their look-ups, and those that
 * can be foreseen are under way before the first is needed.
 */
public final class MailAuthenticator {

    private final DnsResolver resolver;
    private final SpfVerifier spf;
    private final DkimVerifier dkim;
    private final DmarcEvaluator dmarc;

    private MailAuthenticator(DnsResolver resolver, SpfVerifier spf, DkimVerifier dkim, DmarcEvaluator dmarc) {
        this.resolver = Objects.requireNonNull(resolver, "resolver");
        this.spf = Objects.requireNonNull(spf, "spf");
        this.dkim = Objects.requireNonNull(dkim, "dkim");
        this.dmarc = Objects.requireNonNull(dmarc, "dmarc");
    }

    /**
     * An authenticator with the defaults of all three checks.
     *
     * @param resolver asked for everything
     * @return an authenticator
     */
    public static MailAuthenticator using(DnsResolver resolver) {
        return new MailAuthenticator(
                resolver, SpfVerifier.using(resolver), DkimVerifier.using(resolver), DmarcEvaluator.using(resolver));
    }

    /**
     * The same with another SPF check.
     *
     * @param verifier its limits hold; its resolver is not asked
     * @return a new authenticator
     */
    public MailAuthenticator withSpf(SpfVerifier verifier) {
        return new MailAuthenticator(resolver, verifier, dkim, dmarc);
    }

    /**
     * The same with another DKIM check.
     *
     * @param verifier its policy and clock hold; its resolver is not asked
     * @return a new authenticator
     */
    public MailAuthenticator withDkim(DkimVerifier verifier) {
        return new MailAuthenticator(resolver, spf, verifier, dmarc);
    }

    /**
     * The same with another DMARC check.
     *
     * @param evaluator its policy holds; its resolver is not asked
     * @return a new authenticator
     */
    public MailAuthenticator withDmarc(DmarcEvaluator evaluator) {
        return new MailAuthenticator(resolver, spf, dkim, evaluator);
    }

    /**
     * Checks a message.
     *
     * @param message the message as it came in
     * @param envelope what the SMTP session said
     * @return the outcomes of all checks
     */
    public Authentication authenticate(Message message, Envelope envelope) {
        DnsLookups lookups = DnsLookups.start(resolver, DnsLookups.MAX_QUERIES, DnsLookups.TIME_LIMIT);
        AuthorDomain author = AuthorDomain.of(message.fields());

        // Everything that can be foreseen is asked for before anything is waited for.
        DmarcEvaluator evaluator = dmarc.withResolver(lookups);
        evaluator.prefetch(author);
        DkimSession session = dkim.withResolver(lookups).begin(message.fields());
        spfDomain(envelope).ifPresent(domain -> lookups.prefetch(domain, RecordType.TXT));
        DomainName.parse(envelope.helo()).ifPresent(helo -> lookups.prefetch(helo, RecordType.TXT));

        message.writeBodyTo(session::body);
        SpfVerifier verifier = spf.withResolver(lookups);
        SpfOutcome mailFrom = verifier.verify(envelope);
        List<DkimOutcome> signatures = session.finish();
        DmarcOutcome verdict = message.problem()
                .map(problem -> DmarcEvaluator.overLimit(author, problem.description()))
                .orElseGet(() -> evaluator.evaluate(author, identifiers(mailFrom, signatures)));
        // Nothing depends on the HELO identity, so it comes last: it can use up no query that DMARC needs.
        SpfOutcome helo = verifier.verifyHelo(envelope);
        return new Authentication(mailFrom, helo, signatures, verdict, lookups.queries());
    }

    /** The domain whose SPF record will be wanted first; a guess is enough, as nothing but time depends on it. */
    private static Optional<DomainName> spfDomain(Envelope envelope) {
        String mailFrom = envelope.mailFrom();
        return mailFrom.isEmpty()
                ? Optional.empty()
                : DomainName.parse(mailFrom.substring(mailFrom.lastIndexOf('@') + 1));
    }

    private static List<DmarcIdentifier> identifiers(SpfOutcome mailFrom, List<DkimOutcome> signatures) {
        List<DmarcIdentifier> identifiers = new ArrayList<>();
        DmarcIdentifier.of(mailFrom).ifPresent(identifiers::add);
        for (DkimOutcome signature : signatures) {
            DmarcIdentifier.of(signature).ifPresent(identifiers::add);
        }
        return identifiers;
    }
}
