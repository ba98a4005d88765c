package org.signetmail.dmarc;

import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.Envelope;
import org.signetmail.core.Message;
import org.signetmail.core.dns.DnsLookups;
import org.signetmail.dkim.DkimOptions;
import org.signetmail.dkim.DkimVerifier;
import org.signetmail.spf.SpfOptions;
import org.signetmail.spf.SpfVerifier;

/**
 * Checks SPF, DKIM and DMARC of a message in one call. Immutable and thread-safe: one for a whole mail server.
 *
 * <pre>{@code
 * MailAuthenticator authenticator = MailAuthenticator.using(DnsJavaResolver.system());
 * Authentication result = authenticator.authenticate(
 *         Message.of(octets), Envelope.from(clientIp).helo("mail.example.net").mailFrom("bob@example.net"));
 * result.reply();
 * result.toAuthenticationResults("mx.example.org").toField();
 * }</pre>
 *
 * <p>A call blocks its thread while DNS is asked, for at most {@link AuthenticationLimits#time}. All checks share their
 * look-ups, and those that can be foreseen are under way before the first is needed. Which answer comes first has no
 * influence on any outcome.
 */
public final class MailAuthenticator {

    private final DnsResolver resolver;
    private final SpfVerifier spf;
    private final DkimVerifier dkim;
    private final DmarcEvaluator dmarc;
    private final Set<MailCheck> checks;
    private final AuthenticationLimits limits;
    private final JoinedPolicy dispositionPolicy;
    private final AuthenticationListener listener;

    private MailAuthenticator(
            DnsResolver resolver,
            SpfVerifier spf,
            DkimVerifier dkim,
            DmarcEvaluator dmarc,
            Set<MailCheck> checks,
            AuthenticationLimits limits,
            JoinedPolicy dispositionPolicy,
            AuthenticationListener listener) {
        this.resolver = Objects.requireNonNull(resolver, "resolver");
        this.spf = Objects.requireNonNull(spf, "spf");
        this.dkim = Objects.requireNonNull(dkim, "dkim");
        this.dmarc = Objects.requireNonNull(dmarc, "dmarc");
        this.checks = Set.copyOf(Objects.requireNonNull(checks, "checks"));
        this.limits = Objects.requireNonNull(limits, "limits");
        this.dispositionPolicy = dispositionPolicy;
        this.listener = Objects.requireNonNull(listener, "listener");
    }

    /**
     * An authenticator that checks SPF, DKIM and DMARC with their defaults; the HELO identity is off.
     *
     * @param resolver asked for everything
     * @return an authenticator
     */
    public static MailAuthenticator using(DnsResolver resolver) {
        return new MailAuthenticator(
                resolver,
                SpfVerifier.using(resolver),
                DkimVerifier.using(resolver),
                DmarcEvaluator.using(resolver),
                // Deviation from RFC 7208 §2.3: to check the HELO identity as well is RECOMMENDED. Nothing depends on
                // it, and
                // it costs every message more questions; for a null reverse-path it is the MAIL FROM identity (§2.4).
                EnumSet.complementOf(EnumSet.of(MailCheck.HELO)),
                AuthenticationLimits.DEFAULT,
                JoinedPolicy.of(DispositionPolicy.asDomainAsks()),
                (authentication, elapsed, questions) -> {});
    }

    /**
     * The same with other options for SPF.
     *
     * @param options how to go about it
     * @return a new authenticator
     */
    public MailAuthenticator withSpf(SpfOptions options) {
        return new MailAuthenticator(
                resolver, spf.withOptions(options), dkim, dmarc, checks, limits, dispositionPolicy, listener);
    }

    /**
     * The same with other options for DKIM.
     *
     * @param options how to go about it
     * @return a new authenticator
     */
    public MailAuthenticator withDkim(DkimOptions options) {
        return new MailAuthenticator(
                resolver, spf, dkim.withOptions(options), dmarc, checks, limits, dispositionPolicy, listener);
    }

    /**
     * The same with other options for DMARC.
     *
     * @param options how to go about it
     * @return a new authenticator
     */
    public MailAuthenticator withDmarc(DmarcOptions options) {
        return new MailAuthenticator(
                resolver, spf, dkim, dmarc.withOptions(options), checks, limits, dispositionPolicy, listener);
    }

    /**
     * The same with some checks only. The outcome of one that is off says that it was not done.
     *
     * @param newChecks the checks to do
     * @return a new authenticator
     */
    public MailAuthenticator withChecks(Set<MailCheck> newChecks) {
        return new MailAuthenticator(resolver, spf, dkim, dmarc, newChecks, limits, dispositionPolicy, listener);
    }

    /**
     * The same with other limits.
     *
     * @param newLimits how much all checks of one message may take together
     * @return a new authenticator
     */
    public MailAuthenticator withLimits(AuthenticationLimits newLimits) {
        return new MailAuthenticator(resolver, spf, dkim, dmarc, checks, newLimits, dispositionPolicy, listener);
    }

    /**
     * The same with the receiver's own say in what is done.
     *
     * @param policy called once for each message, behind the verdict
     * @return a new authenticator
     */
    public MailAuthenticator withDispositionPolicy(DispositionPolicy policy) {
        JoinedPolicy joined = JoinedPolicy.of(Objects.requireNonNull(policy, "dispositionPolicy"));
        return new MailAuthenticator(resolver, spf, dkim, dmarc, checks, limits, joined, listener);
    }

    /**
     * The same with somebody who hears of every message, for metrics.
     *
     * @param newListener called once for each message, behind the disposition policy
     * @return a new authenticator
     */
    public MailAuthenticator withListener(AuthenticationListener newListener) {
        return new MailAuthenticator(resolver, spf, dkim, dmarc, checks, limits, dispositionPolicy, newListener);
    }

    /**
     * Checks a message.
     *
     * @param message the message as it came in
     * @param envelope what the SMTP session said
     * @return the outcomes of all checks
     */
    public Authentication authenticate(Message message, Envelope envelope) {
        Objects.requireNonNull(message, "message");
        AuthenticationSession session = begin(message, envelope);
        message.writeBodyTo(session::body);
        return session.finish();
    }

    /**
     * Starts to check a message whose body is still to come.
     *
     * @param head the whole header section; a body in it is not read, but handed over like the rest
     * @param envelope what the SMTP session said
     * @return takes the body
     */
    public AuthenticationSession begin(Message head, Envelope envelope) {
        Objects.requireNonNull(head, "head");
        return open(envelope).begin(head);
    }

    /**
     * Starts to check a message of which nothing is known but its envelope, at MAIL FROM (RFC 7208 §2.5): asks for SPF at
     * once.
     *
     * @param envelope what the SMTP session said; recipients may follow
     * @return says what to answer to MAIL, and takes recipients and the header
     */
    public EnvelopeCheck open(Envelope envelope) {
        Objects.requireNonNull(envelope, "envelope");
        return new EnvelopeCheck(envelope, this, DnsLookups.start(resolver, limits.queries(), limits.time()));
    }

    boolean does(MailCheck check) {
        return checks.contains(check);
    }

    SpfVerifier spf() {
        return spf;
    }

    DkimVerifier dkim() {
        return dkim;
    }

    DmarcEvaluator dmarc() {
        return dmarc;
    }

    AuthenticationListener listener() {
        return listener;
    }

    AuthenticationLimits limits() {
        return limits;
    }

    JoinedPolicy dispositionPolicy() {
        return dispositionPolicy;
    }
}
