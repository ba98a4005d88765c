package org.signetmail.spf;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsResolver;
import org.signetmail.core.DomainName;
import org.signetmail.core.Envelope;
import org.signetmail.core.Parsed;
import org.signetmail.core.dns.DnsLookups;
import org.signetmail.core.dns.RecordCache;
import org.signetmail.core.internal.Ascii;
import org.signetmail.spf.address.IpAddress;
import org.signetmail.spf.record.SpfRecord;

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

    private final DnsResolver resolver;
    private final SpfOptions options;
    private final RecordCache<Parsed<SpfRecord>> records;

    private SpfVerifier(DnsResolver resolver, SpfOptions options, RecordCache<Parsed<SpfRecord>> records) {
        this.resolver = Objects.requireNonNull(resolver, "resolver");
        this.options = options;
        this.records = records;
    }

    /**
     * A verifier with {@link SpfOptions#DEFAULT}: the limits of the RFC, asking DNS ahead of need, no trace.
     *
     * @param resolver asks DNS
     * @return the verifier
     */
    public static SpfVerifier using(DnsResolver resolver) {
        return new SpfVerifier(resolver, SpfOptions.DEFAULT, new RecordCache<>());
    }

    /**
     * This verifier with another resolver: the same options and the same memory of parsed records. For those who give
     * each message a resolver of its own, which counts or bounds what its checks ask together.
     *
     * @param other asks DNS
     * @return the changed verifier
     */
    public SpfVerifier withResolver(DnsResolver other) {
        return new SpfVerifier(other, options, records);
    }

    /**
     * This verifier with other options.
     *
     * @param newOptions how to check
     * @return the changed verifier
     */
    public SpfVerifier withOptions(SpfOptions newOptions) {
        // What a text is parsed into depends on no option: the length of a record is looked at before.
        return new SpfVerifier(resolver, Objects.requireNonNull(newOptions, "options"), records);
    }

    /**
     * How this verifier checks.
     *
     * @return the options
     */
    public SpfOptions options() {
        return options;
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
        Objects.requireNonNull(envelope, "envelope");
        // RFC 7208 §2.4: the null reverse-path stands for postmaster at the HELO name.
        boolean heloStandsIn =
                identity == SpfIdentity.MAILFROM && envelope.mailFrom().isEmpty();
        boolean useHelo = identity == SpfIdentity.HELO || heloStandsIn;
        String sender = useHelo ? envelope.helo() : envelope.mailFrom();
        // A quoted local-part and a source route (RFC 5321 §4.1.2) may hold "@" too; the domain follows the last one.
        int at = useHelo ? -1 : sender.lastIndexOf('@');
        Optional<DomainName> domain = DomainName.parse(sender.substring(at + 1));
        if (domain.isEmpty()) {
            // RFC 7208 §4.3: "none", without any DNS.
            return SpfOutcome.none(
                    identity,
                    Optional.of(envelope.clientIp()),
                    heloStandsIn,
                    SpfProblem.NOT_A_DOMAIN,
                    '"' + Ascii.printable(sender.substring(at + 1), 80) + '"');
        }
        String localPart = sender.substring(0, Math.max(0, at));
        Client client = Client.of(IpAddress.of(envelope.clientIp()), localPart, domain.get(), envelope.helo());
        DnsLookups lookups = DnsLookups.join(resolver);
        CheckHost checkHost = new CheckHost(client, lookups, options, records);
        SpfOutcome outcome =
                given == null ? checkHost.check(identity, envelope) : checkHost.check(identity, envelope, given);
        lookups.leave(resolver);
        return outcome;
    }
}
