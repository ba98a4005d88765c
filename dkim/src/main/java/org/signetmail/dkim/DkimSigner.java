package org.signetmail.dkim;

import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.signetmail.core.DomainName;
import org.signetmail.core.HeaderField;
import org.signetmail.core.Message;

/**
 * Signs messages for one domain with one key (RFC 6376 §5). Immutable and thread-safe: one for a whole application.
 *
 * <pre>{@code
 * DkimSigner signer = DkimSigner.builder("example.com", "s2026", SigningKey.fromPem(path)).build();
 * byte[] signed = signer.sign(Message.of(octets)).prependTo(octets);
 * }</pre>
 *
 * <p>It asks nobody anything: {@code KeyCheck} tells beforehand whether the key is published.
 */
public final class DkimSigner {

    private static final Crypto CRYPTO = new Crypto(null);

    final DomainName domain;
    final DomainName selector;
    final SigningKey key;
    final Canonicalization headerCanonicalization;
    final Canonicalization bodyCanonicalization;
    final InstantSource clock;

    private DkimSigner(Builder builder) {
        this.domain = builder.domain;
        this.selector = builder.selector;
        this.key = builder.key;
        this.headerCanonicalization = builder.headerCanonicalization;
        this.bodyCanonicalization = builder.bodyCanonicalization;
        this.clock = builder.clock;
    }

    /**
     * Starts to make a signer.
     *
     * @param domain {@code d=}: the domain that will vouch
     * @param selector {@code s=}: which of its keys
     * @param key the private half of that key
     * @return a builder, with defaults for all else
     * @throws IllegalArgumentException when the domain or the selector is not a domain name
     */
    public static Builder builder(String domain, String selector, SigningKey key) {
        return new Builder(domain, selector, key);
    }

    /**
     * Signs a message.
     *
     * @param message the message as it will be sent
     * @return the field to put on top of it
     * @throws DkimSigningException when it cannot be signed
     */
    public SignatureHeader sign(Message message) {
        if (message.problem().isPresent()) {
            throw new DkimSigningException(
                    DkimSigningProblem.MESSAGE_INCOMPLETE,
                    message.problem().get().description());
        }
        DkimSigningSession session = begin(message.fields());
        message.writeBodyTo(session::body);
        return session.finish();
    }

    /**
     * Starts to sign a message whose body is still to come.
     *
     * @param fields the whole header section as it will be sent
     * @return takes the body
     * @throws DkimSigningException when the header cannot be signed
     */
    public DkimSigningSession begin(List<HeaderField> fields) {
        return new DkimSigningSession(fields, List.of(this));
    }

    /** The signature's field up to {@code b=}, its tags always in the same order. */
    FoldedField field(List<String> names, BodyHash bodyHash) {
        FoldedField field = new FoldedField("DKIM-Signature");
        field.word("v=1;");
        field.word("a=" + key.algorithm().keyword() + ';');
        field.word("c=" + headerCanonicalization.keyword() + '/' + bodyCanonicalization.keyword() + ';');
        field.word("d=" + domain + ';');
        field.word("s=" + selector + ';');
        field.word("t=" + clock.instant().getEpochSecond() + ';');
        for (int i = 0; i < names.size(); i++) {
            String piece = names.get(i) + (i + 1 < names.size() ? ':' : ';');
            if (i == 0) {
                field.word("h=" + piece);
            } else {
                field.glue(piece);
            }
        }
        field.word("bh=" + Base64.getEncoder().encodeToString(bodyHash.hash()) + ';');
        field.word("b=");
        return field;
    }

    /** Has the key sign, and looks at what it gives before anybody else does. */
    byte[] sign(byte[] data) {
        SigningInput input = new SigningInput(data, sha256(data));
        byte[] signature = key.sign(input);
        VerificationKey known = key.publicKey().map(PublicKeys::verificationKey).orElse(null);
        if (known != null && !known.verifies(key.algorithm(), data, data.length, signature, CRYPTO)) {
            throw new DkimSigningException(DkimSigningProblem.WRONG_SIGNATURE, "");
        }
        return signature;
    }

    private byte[] sha256(byte[] data) {
        return CRYPTO.digest(key.algorithm()).digest(data);
    }

    /** Makes a {@link DkimSigner}. Not thread-safe. */
    public static final class Builder {

        private final DomainName domain;
        private final DomainName selector;
        private final SigningKey key;
        private Canonicalization headerCanonicalization = Canonicalization.RELAXED;
        private Canonicalization bodyCanonicalization = Canonicalization.RELAXED;
        private InstantSource clock = InstantSource.system();

        private Builder(String domain, String selector, SigningKey key) {
            this.domain = DomainName.of(domain);
            this.selector = DomainName.of(selector);
            this.key = Objects.requireNonNull(key, "key");
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
         * Makes the signer.
         *
         * @return a signer
         */
        public DkimSigner build() {
            return new DkimSigner(this);
        }
    }
}
