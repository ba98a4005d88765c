package org.signetmail.spf;

import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.Envelope;
import org.signetmail.core.dns.DnsLookups;
import org.signetmail.core.dns.RecordCache;
import org.signetmail.core.internal.Ascii;

/**
 * Checks whether a client may send mail for a domain (RFC 7208).
 * <pre>{@code
 * SpfVerifier verifier = SpfVerifier.using(DnsJavaResolver.system());
 * SpfOutcome outcome = verifier.verify(Envelope.from(clientIp).helo("mail.example.net").mailFrom("bob@example.net"));
 * if (outcome.result() == SpfResult.FAIL) { ... }
 * }</pre>
 *
 * <p>Immutable and thread-safe: one for a whole server. A check blocks its thread until it is done, at most for
 * {@link SpfLimits#time}. It never throws for what a client or DNS says; an interrupt ends it with a temperror and stays
 * set.
 */
public final class SpfVerifier {

    /**
     * How to check.
     *
     * @param receiver the name of the receiving host, or {@code unknown}
     * @param clock tells the time
     * @param prefetch whether to ask DNS ahead of need
     * @param trace whether to write down what is done
     */
    record Options(SpfLimits limits, String receiver, InstantSource clock, boolean prefetch, boolean trace) {}

    private final DnsResolver resolver;
    private final Options options;
    private final RecordCache<SpfParse> records;

    private SpfVerifier(DnsResolver resolver, Options options, RecordCache<SpfParse> records) {
        this.resolver = Objects.requireNonNull(resolver, "resolver");
        this.options = options;
        this.records = records;
    }

    /**
     * A verifier with the limits of the RFC, which asks DNS ahead of need and keeps no trace.
     *
     * @param resolver asks DNS
     * @return the verifier
     */
    public static SpfVerifier using(DnsResolver resolver) {
        // RFC 7208 §7.3: %{r} is "unknown" when the receiver does not tell its name.
        return new SpfVerifier(
                resolver,
                new Options(SpfLimits.DEFAULT, "unknown", InstantSource.system(), true, false),
                new RecordCache<>());
    }

    /**
     * This verifier with another resolver.
     *
     * @param other asks DNS
     * @return the changed verifier
     */
    public SpfVerifier withResolver(DnsResolver other) {
        return new SpfVerifier(other, options, records);
    }

    /**
     * This verifier with other limits.
     *
     * @param limits how much one check may do
     * @return the changed verifier
     */
    public SpfVerifier withLimits(SpfLimits limits) {
        Objects.requireNonNull(limits, "limits");
        return with(new Options(limits, options.receiver, options.clock, options.prefetch, options.trace));
    }

    /**
     * This verifier with the name of the receiving host, which explanations may quote ({@code %{r}}).
     *
     * @param receiver the name
     * @return the changed verifier
     */
    public SpfVerifier withReceiver(DomainName receiver) {
        return with(new Options(options.limits, receiver.toString(), options.clock, options.prefetch, options.trace));
    }

    /**
     * This verifier with another clock, which explanations may quote ({@code %{t}}).
     *
     * @param clock tells the time
     * @return the changed verifier
     */
    public SpfVerifier withClock(InstantSource clock) {
        Objects.requireNonNull(clock, "clock");
        return with(new Options(options.limits, options.receiver, clock, options.prefetch, options.trace));
    }

    /**
     * This verifier with or without asking DNS ahead of need. Asking ahead lets the waiting overlap, at the price of some
     * queries, never more than twenty, that may turn out not to be needed. Outcomes are the same.
     *
     * @param prefetch true to ask ahead
     * @return the changed verifier
     */
    public SpfVerifier withPrefetch(boolean prefetch) {
        return with(new Options(options.limits, options.receiver, options.clock, prefetch, options.trace));
    }

    /**
     * This verifier with or without {@link SpfOutcome#trace}.
     *
     * @param trace true to keep a trace
     * @return the changed verifier
     */
    public SpfVerifier withTrace(boolean trace) {
        return with(new Options(options.limits, options.receiver, options.clock, options.prefetch, trace));
    }

    private SpfVerifier with(Options changed) {
        // What a text is parsed into depends on no option: the length of a record is looked at before.
        return new SpfVerifier(resolver, changed, records);
    }

    /**
     * Checks the MAIL FROM identity (RFC 7208 §2.4). For the null reverse-path that is {@code postmaster} at the HELO
     * name.
     *
     * @param envelope what the SMTP session said
     * @return the outcome
     */
    public SpfOutcome verify(Envelope envelope) {
        return check(envelope, SpfIdentity.MAILFROM, null);
    }

    /**
     * Checks the HELO identity (RFC 7208 §2.3).
     *
     * @param envelope what the SMTP session said
     * @return the outcome
     */
    public SpfOutcome verifyHelo(Envelope envelope) {
        return check(envelope, SpfIdentity.HELO, null);
    }

    /**
     * Checks the MAIL FROM identity by a given record instead of the one that its domain publishes, such as one that is
     * not published yet, or a fallback of the host's own. What the record itself refers to is asked for as ever.
     *
     * @param record the record
     * @param envelope what the SMTP session said
     * @return the outcome
     */
    public SpfOutcome evaluate(SpfRecord record, Envelope envelope) {
        return check(envelope, SpfIdentity.MAILFROM, Objects.requireNonNull(record, "record"));
    }

    private SpfOutcome check(Envelope envelope, SpfIdentity identity, @Nullable SpfRecord given) {
        // RFC 7208 §2.4: the null reverse-path stands for postmaster at the HELO name.
        boolean useHelo = identity == SpfIdentity.HELO || envelope.mailFrom().isEmpty();
        String sender = useHelo ? envelope.helo() : envelope.mailFrom();
        // A quoted local-part and a source route (RFC 5321 §4.1.2) may hold "@" too; the domain follows the last one.
        int at = useHelo ? -1 : sender.lastIndexOf('@');
        Optional<DomainName> domain = DomainName.parse(sender.substring(at + 1));
        if (domain.isEmpty()) {
            return notADomain(identity, sender.substring(at + 1));
        }
        String localPart = at < 0 ? "" : sender.substring(0, at);
        Client client = Client.of(IpAddress.of(envelope.clientIp()), localPart, domain.get(), envelope.helo());
        CheckHost checkHost = new CheckHost(client, DnsLookups.join(resolver), options, records);
        return given == null ? checkHost.check(identity) : checkHost.check(identity, given);
    }

    /** RFC 7208 §4.3: "none", without any DNS. */
    private static SpfOutcome notADomain(SpfIdentity identity, String text) {
        return new SpfOutcome(
                SpfResult.NONE,
                identity,
                Optional.empty(),
                Optional.of(SpfProblem.NOT_A_DOMAIN),
                Ascii.printable(text, 80),
                Optional.empty(),
                Optional.empty(),
                new SpfCounts(0, 0, 0),
                Optional.empty(),
                false,
                false,
                Optional.empty());
    }
}
