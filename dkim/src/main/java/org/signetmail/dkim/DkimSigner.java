package org.signetmail.dkim;

import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.security.PublicKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DomainName;
import org.signetmail.core.HeaderField;
import org.signetmail.core.Message;
import org.signetmail.core.internal.Ascii;
import org.signetmail.dkim.canonical.FieldIndex;
import org.signetmail.dkim.keys.Crypto;
import org.signetmail.dkim.keys.PublicKeys;
import org.signetmail.dkim.keys.RsaKey;
import org.signetmail.dkim.keys.VerificationKey;

/**
 * Signs messages for one domain with one key (RFC 6376 §5). Immutable and thread-safe: one for a whole application.
 *
 * <pre>{@code
 * DkimSigner signer = DkimSigner.builder("example.com", "s2026", SigningKey.fromPem(path)).build();
 * byte[] signed = signer.sign(Message.of(octets)).prependTo(octets);
 * }</pre>
 *
 * <p>It asks nobody anything while it signs: {@link KeyCheck} tells beforehand whether the key is published. Several of
 * them sign in one pass as {@link DkimSigners}.
 */
public final class DkimSigner {

    /** RFC 8301 §3.2: signers MUST use at least 1024 bits and SHOULD use at least 2048. */
    static final int LEAST_RSA_BITS = 1024;

    private static final int MAX_LOCAL_PART = 64;

    /** Longer than any key is used; and every number in a signature stays small. */
    private static final Duration MOST_VALIDITY = Duration.ofDays(36_525);

    private static final int GOOD_RSA_BITS = 2048;

    /** What verifiers refuse by default ({@link DkimPolicy}): no signature with a larger key is any use. */
    static final int MOST_RSA_BITS = 8192;

    final DomainName domain;
    final DomainName selector;
    final SigningKey key;
    final DkimAlgorithm algorithm;
    final Canonicalization headerCanonicalization;
    final Canonicalization bodyCanonicalization;
    final SigningFields fields;
    final Optional<String> identity;
    final Optional<Duration> validity;
    final boolean queryMethod;
    final boolean copiedFields;
    final boolean bodyLength;
    final LineEndPolicy lineEnds;
    final InstantSource clock;
    final Crypto crypto;
    final @Nullable VerificationKey verificationKey;
    final int leastRsaBits;
    final boolean alignmentRequired;
    final boolean longLinesRefused;
    final boolean eightBitRefused;

    private DkimSigner(Builder builder, @Nullable VerificationKey verificationKey) {
        this.domain = builder.domain;
        this.selector = builder.selector;
        this.key = builder.key;
        this.algorithm = builder.algorithm;
        this.headerCanonicalization = builder.headerCanonicalization;
        this.bodyCanonicalization = builder.bodyCanonicalization;
        this.fields = SigningFields.of(
                builder.signedFields, builder.alwaysOversigned, builder.oversignedWhenPresent, builder.unsignedFields);
        this.identity = Optional.ofNullable(builder.identity);
        this.validity = Optional.ofNullable(builder.validity);
        this.queryMethod = builder.queryMethod;
        this.copiedFields = builder.copiedFields;
        this.bodyLength = builder.bodyLength;
        this.lineEnds = builder.lineEnds;
        this.clock = builder.clock;
        this.crypto = new Crypto(builder.provider);
        this.verificationKey = verificationKey == null ? null : verificationKey.in(crypto);
        this.leastRsaBits = builder.shortKey ? LEAST_RSA_BITS : GOOD_RSA_BITS;
        this.alignmentRequired = builder.alignmentRequired;
        this.longLinesRefused = builder.longLinesRefused;
        this.eightBitRefused = builder.eightBitRefused;
    }

    /**
     * Starts to make a signer.
     *
     * @param domain {@code d=}: the domain that will vouch
     * @param selector {@code s=}: which of its keys
     * @param key the private half of that key
     * @return a builder, with defaults for all else
     * @throws IllegalArgumentException when the domain or the selector is not a domain name, or would have the key looked
     *     up at a wrong name, as {@code s2026._domainkey} does
     */
    public static Builder builder(String domain, String selector, SigningKey key) {
        return new Builder(domain, selector, key);
    }

    /**
     * The domain that vouches ({@code d=}).
     *
     * @return the name, with A-labels
     */
    public DomainName domain() {
        return domain;
    }

    /**
     * Which of the domain's keys signs ({@code s=}).
     *
     * @return the name before {@code ._domainkey}
     */
    public DomainName selector() {
        return selector;
    }

    /**
     * What it signs with ({@code a=}).
     *
     * @return the algorithm of the key
     */
    public DkimAlgorithm algorithm() {
        return algorithm;
    }

    /**
     * Domain, selector and algorithm, for a log; nothing of the key.
     *
     * @return one line of printing ASCII
     */
    @Override
    public String toString() {
        return "DkimSigner[d=" + domain + "; s=" + selector + "; a=" + algorithm.keyword() + "]";
    }

    /**
     * Signs a message.
     *
     * @param message the message as it will be sent
     * @return the field to put on top of it, and what the signature may not survive
     * @throws DkimSigningException when it cannot be signed
     */
    public SignatureHeader sign(Message message) {
        Objects.requireNonNull(message, "message");
        return DkimSigners.of(this).sign(message);
    }

    /**
     * Starts to sign a message whose body is still to come. What a session is given it cannot change, so with
     * {@link LineEndPolicy#NORMALIZE} a lone CR or LF is refused there.
     *
     * @param fields the whole header section as it will be sent
     * @return takes the body
     * @throws DkimSigningException when the header cannot be signed
     */
    public DkimSigningSession begin(List<HeaderField> fields) {
        Objects.requireNonNull(fields, "fields");
        return DkimSigners.of(this).begin(fields);
    }

    /** Makes a {@link DkimSigner}. Not thread-safe. */
    public static final class Builder {

        private static final String NAME = "it is the name of a header field, without its colon";
        private static final String NO_PATTERN = NAME + " and without an asterisk";

        private final DomainName domain;
        private final DomainName selector;
        private final SigningKey key;
        private final DkimAlgorithm algorithm;
        private Canonicalization headerCanonicalization = Canonicalization.RELAXED;
        private Canonicalization bodyCanonicalization = Canonicalization.RELAXED;
        private @Nullable List<String> signedFields;
        private @Nullable List<String> alwaysOversigned;
        private @Nullable List<String> oversignedWhenPresent;
        private List<String> unsignedFields = List.of();
        private @Nullable String identity;
        private @Nullable Duration validity;
        private boolean queryMethod;
        private boolean copiedFields;
        private boolean bodyLength;
        private boolean shortKey;
        private boolean alignmentRequired;
        private boolean longLinesRefused;
        private boolean eightBitRefused;
        private LineEndPolicy lineEnds = LineEndPolicy.REJECT;
        private InstantSource clock = InstantSource.system();
        private @Nullable Provider provider;

        private Builder(String domain, String selector, SigningKey key) {
            this.domain = domain(domain);
            this.selector = selector(selector, this.domain);
            this.key = Objects.requireNonNull(key, "key");
            this.algorithm = Objects.requireNonNull(key.algorithm(), "key.algorithm()");
            // RFC 6376 §3.5 d=: two labels at least.
            if (this.domain.labelCount() < 2) {
                throw new IllegalArgumentException(
                        "not a domain that can sign: " + this.domain + "; d= has two labels at least (RFC 6376)");
            }
            // RFC 6376 §3.6.2.1: the key has a name too, which DNS has to have room for.
            DomainName.of(this.selector + "._domainkey." + this.domain);
            // RFC 8301 §3.1: rsa-sha1 MUST NOT be used for signing.
            if (algorithm == DkimAlgorithm.RSA_SHA1) {
                throw new IllegalArgumentException(
                        "rsa-sha1 must not sign (RFC 8301): rsa-sha256 does, with the same key");
            }
        }

        private static DomainName domain(String domain) {
            DomainName name = DomainName.parse(domain)
                    .orElseThrow(() -> new IllegalArgumentException("not a domain name: " + Ascii.printable(domain, 100)
                            + "; d= is the domain alone, such as example.com: no address and no URL"));
            if (hasKeyLabel(name)) {
                throw new IllegalArgumentException("d= is the domain that signs, and not the name of its key: " + name
                        + " holds _domainkey; give what stands behind it, and the selector on its own");
            }
            // RFC 3696 §2: no name at the top of DNS is a number, so no key can be below one.
            if (name.suffix(1).toString().chars().allMatch(Ascii::isDigit)) {
                throw new IllegalArgumentException("not a domain name: " + name
                        + " ends in a number, as an IP address does; d= is the domain that signs, such as example.com");
            }
            return name;
        }

        // RFC 6376 §3.6.2.1: the key is at selector._domainkey.domain, whatever the selector holds.
        private static DomainName selector(String selector, DomainName domain) {
            DomainName name = DomainName.parse(selector)
                    .orElseThrow(() -> new IllegalArgumentException("not a selector: " + Ascii.printable(selector, 100)
                            + "; s= is the part of the key's name before ._domainkey, such as s2026"));
            if (hasKeyLabel(name)) {
                throw new IllegalArgumentException(
                        "the selector is what stands before ._domainkey in the name of the key: " + name
                                + " would have the key looked up at " + name + "._domainkey." + domain);
            }
            if (name.isEqualOrBelow(domain)) {
                throw new IllegalArgumentException("the selector goes without the domain: " + name
                        + " would have the key looked up at " + name + "._domainkey." + domain);
            }
            return name;
        }

        private static boolean hasKeyLabel(DomainName name) {
            return ("." + name + ".").contains("._domainkey.");
        }

        /**
         * Chooses the canonicalizations ({@code c=}); relaxed for both by default.
         *
         * @param header of the header
         * @param body of the body
         * @return this
         */
        public Builder canonicalization(Canonicalization header, Canonicalization body) {
            this.headerCanonicalization = Objects.requireNonNull(header, "header");
            this.bodyCanonicalization = Objects.requireNonNull(body, "body");
            return this;
        }

        /**
         * Chooses the fields to sign where they occur, every instance of them ({@code h=}, RFC 6376 §5.4). By default those
         * of the message itself: From, Sender, To, Cc, Subject, Date, Message-ID, Reply-To, In-Reply-To, References,
         * MIME-Version, Content-*, List-Unsubscribe, List-Unsubscribe-Post.
         *
         * <p>A name that is not among them is not oversigned by default either: {@link #alwaysOversigned} and
         * {@link #oversignedWhenPresent} keep of their defaults what is signed. To leave a few out,
         * {@link #unsignedFields} is the shorter way.
         *
         * @param names field names in any letter case; one that ends in an asterisk stands for all with that beginning.
         *     From is signed in any case
         * @return this
         * @throws IllegalArgumentException when one is no field name, or may never be signed: Received, Return-Path, Bcc
         */
        public Builder signedFields(List<String> names) {
            Objects.requireNonNull(names, "names");
            this.signedFields = fieldNames(names, true);
            return this;
        }

        /**
         * Leaves fields out: they are neither signed nor oversigned. For what the next server replaces, as Amazon SES does
         * with Date and Message-ID.
         *
         * @param names field names in any letter case, without asterisks; From cannot be left out. May hold what is not
         *     signed anyway
         * @return this
         * @throws IllegalArgumentException when one is no field name; and from {@link #build} when one is From, or was
         *     given to be oversigned
         */
        public Builder unsignedFields(List<String> names) {
            Objects.requireNonNull(names, "names");
            this.unsignedFields = names.stream()
                    .map(name -> accepted(name, !isFieldName(name, false), NO_PATTERN))
                    .toList();
            return this;
        }

        /**
         * Chooses the fields of which none can be added afterwards, also where the message has none: named in {@code h=}
         * once more than present (RFC 6376 §8.15). By default From, Subject and Reply-To, as far as they are signed. What
         * servers on the way add when it is missing (RFC 6409 §8: Sender, Date, Message-ID, MIME-Version) does not belong
         * here: that would break the signature.
         *
         * @param names field names in any letter case, in place of the default; they are signed then. From is one of them
         *     in any case
         * @return this
         * @throws IllegalArgumentException when one is no field name, or may never be signed
         */
        public Builder alwaysOversigned(List<String> names) {
            Objects.requireNonNull(names, "names");
            this.alwaysOversigned = fieldNames(names, false);
            return this;
        }

        /**
         * Chooses the fields of which no second one can be added afterwards: where the message has the field, it is named
         * in {@code h=} once more than present (RFC 6376 §8.15), and where it has none a server may add one. By default
         * Sender, To, Cc, Date, Message-ID, In-Reply-To, References, MIME-Version, Content-Type,
         * Content-Transfer-Encoding, List-Unsubscribe and List-Unsubscribe-Post, as far as they are signed.
         *
         * @param names field names in any letter case, in place of the default; they are signed then
         * @return this
         * @throws IllegalArgumentException when one is no field name, or may never be signed
         */
        public Builder oversignedWhenPresent(List<String> names) {
            Objects.requireNonNull(names, "names");
            this.oversignedWhenPresent = fieldNames(names, false);
            return this;
        }

        /**
         * Sets the AUID, on whose behalf the domain vouches ({@code i=}); none by default.
         *
         * @param auid an address in the domain or below it; the local part may be left out
         * @return this
         * @throws IllegalArgumentException when it is no such address
         */
        public Builder identity(String auid) {
            Objects.requireNonNull(auid, "auid");
            int at = auid.lastIndexOf('@');
            boolean inDomain = at >= 0
                    && DomainName.parse(auid.substring(at + 1))
                            .filter(host -> host.isEqualOrBelow(domain))
                            .isPresent();
            // RFC 5321 §4.5.3.1.1: a local part has at most 64 octets.
            if (!inDomain
                    || auid.substring(0, at).getBytes(StandardCharsets.UTF_8).length > MAX_LOCAL_PART
                    || auid.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("not an address in " + domain + ": " + Ascii.printable(auid, 100)
                        + "; i= is an address alone, such as ann@" + domain);
            }
            this.identity = auid;
            return this;
        }

        /**
         * Lets signatures expire ({@code x=}); they do not by default. Mail can be under way for days.
         *
         * @param time from the signing on, from a second to 100 years
         * @return this
         * @throws IllegalArgumentException when it is shorter or longer
         */
        public Builder validity(Duration time) {
            Objects.requireNonNull(time, "time");
            if (time.toSeconds() < 1 || time.compareTo(MOST_VALIDITY) > 0) {
                throw new IllegalArgumentException("x= has to be after t=, and not by more than 100 years");
            }
            this.validity = time;
            return this;
        }

        /**
         * Writes {@code q=dns/txt}, which goes without saying; not by default.
         *
         * @param stated whether to write it
         * @return this
         */
        public Builder queryMethod(boolean stated) {
            this.queryMethod = stated;
            return this;
        }

        /**
         * Copies the signed fields into the signature ({@code z=}), so that a verifier can tell which one was changed on
         * the way; not by default, as it shows them to whoever reads the header and makes it long.
         *
         * @param copied whether to copy them
         * @return this
         */
        public Builder copiedFields(boolean copied) {
            this.copiedFields = copied;
            return this;
        }

        /**
         * Writes the length of the body ({@code l=}). Unsafe: anybody can then add to the body, and many mail programs will
         * show what was added instead of what was signed (RFC 6376 §8.2). Verifiers that know refuse it.
         *
         * @param written whether to write it
         * @return this
         */
        public Builder unsafeBodyLength(boolean written) {
            this.bodyLength = written;
            return this;
        }

        /**
         * Allows an RSA key of 1024 to 2047 bits, which RFC 8301 §3.2 advises against; not allowed by default.
         *
         * @param allowed whether such a key may sign
         * @return this
         */
        public Builder shortKey(boolean allowed) {
            this.shortKey = allowed;
            return this;
        }

        /**
         * Refuses messages of other authors, with {@link DkimSigningProblem#NOT_ALIGNED}; not by default. Every domain in
         * From has to be {@code d=} or below it: such a signature is aligned for DMARC, unless the author's domain asks for
         * strict alignment (RFC 9989 §4.4.1). What DMARC also takes, a {@code d=} below or beside the author's domain in the
         * same organization, is refused: only DNS can tell, and a signer asks nobody.
         *
         * @param required whether to refuse them
         * @return this
         */
        public Builder requireAlignment(boolean required) {
            this.alignmentRequired = required;
            return this;
        }

        /**
         * Decides about lone CR and LF octets; {@link LineEndPolicy#REJECT} by default.
         *
         * @param policy what to do with them
         * @return this
         */
        public Builder lineEnds(LineEndPolicy policy) {
            this.lineEnds = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /**
         * Refuses messages with a line of more than 998 octets, its CRLF not counted (RFC 5322 §2.1.1), with
         * {@link DkimSigningProblem#LONG_LINE}; not by default, and then such a line is a finding
         * ({@link SignatureHeader#findings}). Servers on the way break them.
         *
         * @param refused whether to refuse them
         * @return this
         */
        public Builder refuseLongLines(boolean refused) {
            this.longLinesRefused = refused;
            return this;
        }

        /**
         * Refuses messages with octets over 127, in the header or the body (RFC 6376 §5.3), with
         * {@link DkimSigningProblem#EIGHT_BIT}; not by default, and then they are a finding
         * ({@link SignatureHeader#findings}). They survive where every server on the way has 8BITMIME, and in the header
         * where it has SMTPUTF8, which a signer cannot know.
         *
         * @param refused whether to refuse them
         * @return this
         */
        public Builder refuseEightBit(boolean refused) {
            this.eightBitRefused = refused;
            return this;
        }

        /**
         * Sets the clock for {@code t=}; the system's by default.
         *
         * @param newClock tells the time of signing
         * @return this
         */
        public Builder clock(InstantSource newClock) {
            this.clock = Objects.requireNonNull(newClock, "clock");
            return this;
        }

        /**
         * Sets the provider of SHA-256, and of RSA for looking at signatures before they are used; the JDK's by default.
         * Where the key signs is the key's own affair.
         *
         * @param newProvider has SHA-256 and SHA256withRSA; need not be registered
         * @return this
         */
        public Builder provider(Provider newProvider) {
            this.provider = Objects.requireNonNull(newProvider, "provider");
            return this;
        }

        /**
         * Makes the signer.
         *
         * @return a signer
         * @throws IllegalArgumentException when the key is too short or too long, or its public half is of another kind
         */
        public DkimSigner build() {
            PublicKey publicKey =
                    Objects.requireNonNull(key.publicKey(), "key.publicKey()").orElse(null);
            VerificationKey known = publicKey == null ? null : PublicKeys.verificationKey(publicKey);
            if (known != null && known.isEd25519() != (algorithm == DkimAlgorithm.ED25519_SHA256)) {
                throw new IllegalArgumentException("the key says that it signs with " + algorithm.keyword()
                        + ", and its public half is of " + (known.isEd25519() ? "Ed25519" : "RSA"));
            }
            int bits = key instanceof LocalSigningKey local && known == null ? local.rsaBits() : rsaBits(known);
            checkLength(bits);
            return new DkimSigner(this, known);
        }

        private void checkLength(int bits) {
            if (bits > 0 && bits < LEAST_RSA_BITS) {
                throw new IllegalArgumentException("an RSA key of " + bits + " bits: verifiers refuse less than "
                        + LEAST_RSA_BITS + " (RFC 8301); make one of " + GOOD_RSA_BITS);
            }
            if (bits > 0 && bits < GOOD_RSA_BITS && !shortKey) {
                throw new IllegalArgumentException(
                        "an RSA key of " + bits + " bits, and RFC 8301 wants " + GOOD_RSA_BITS
                                + "; make one of that length, or let this one sign all the same with shortKey(true)");
            }
            if (bits > MOST_RSA_BITS) {
                throw new IllegalArgumentException("an RSA key of " + bits + " bits: verifiers refuse more than "
                        + MOST_RSA_BITS + "; make one of " + GOOD_RSA_BITS);
            }
        }

        /** Zero for a key whose length is not known, or cannot vary. */
        private static int rsaBits(@Nullable VerificationKey known) {
            return known instanceof RsaKey ? known.bits() : 0;
        }

        private static List<String> fieldNames(List<String> names, boolean patterns) {
            return names.stream().map(name -> fieldName(name, patterns)).toList();
        }

        // RFC 6376 §5.4: what servers change is not signed, and a signature may always get others above it.
        private static String fieldName(String name, boolean pattern) {
            String lower = Ascii.lowerCase(name);
            accepted(
                    name,
                    SigningFields.NEVER_SIGNED.contains(lower),
                    "servers on the way change it (RFC 6376 section 5.4)");
            accepted(name, !pattern && lower.equals(FieldIndex.SIGNATURE), "others may put theirs on top");
            return accepted(name, !isFieldName(name, pattern), pattern ? NAME : NO_PATTERN);
        }

        private static boolean isFieldName(String name, boolean pattern) {
            return !name.isEmpty()
                    && name.chars().allMatch(c -> c > ' ' && c < 0x7F && c != ':' && c != ';')
                    && (pattern || name.indexOf('*') < 0);
        }

        private static String accepted(String name, boolean refused, String why) {
            if (refused) {
                throw new IllegalArgumentException("not a field to sign: " + Ascii.printable(name, 100) + "; " + why);
            }
            return Ascii.lowerCase(name);
        }
    }
}
