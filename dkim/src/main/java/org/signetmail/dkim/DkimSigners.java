package org.signetmail.dkim;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.signetmail.core.HeaderField;
import org.signetmail.core.LineEnds;
import org.signetmail.core.Message;
import org.signetmail.core.MessageLimits;

/**
 * Several signers that sign a message in one pass over its body: RSA beside Ed25519, as many receivers do not know the
 * latter; two domains; the old key beside the new one. Immutable and thread-safe.
 *
 * <pre>{@code
 * DkimSigners signers = DkimSigners.of(rsaSigner, ed25519Signer);
 * byte[] signed = signers.sign(Message.of(octets)).prependTo(octets);
 * }</pre>
 */
public final class DkimSigners {

    private final List<DkimSigner> signers;
    private final LineEndPolicy lineEnds;

    private DkimSigners(List<DkimSigner> signers) {
        this.signers = List.copyOf(signers);
        this.lineEnds = this.signers.get(0).lineEnds;
        for (DkimSigner signer : this.signers) {
            if (signer.lineEnds != lineEnds) {
                throw new IllegalArgumentException("the signers differ about line ends");
            }
        }
    }

    /**
     * Puts signers together.
     *
     * @param first the one whose field comes on top
     * @param others the others, in the order of their fields
     * @return all of them
     * @throws IllegalArgumentException when their {@link LineEndPolicy} differs
     */
    public static DkimSigners of(DkimSigner first, DkimSigner... others) {
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(others, "others");
        List<DkimSigner> all = new ArrayList<>(others.length + 1);
        all.add(first);
        all.addAll(List.of(others));
        return new DkimSigners(all);
    }

    /**
     * Puts signers together.
     *
     * @param signers in the order of their fields, one at least
     * @return all of them
     * @throws IllegalArgumentException when there is none, or their {@link LineEndPolicy} differs
     */
    public static DkimSigners of(List<DkimSigner> signers) {
        if (Objects.requireNonNull(signers, "signers").isEmpty()) {
            throw new IllegalArgumentException("no signers");
        }
        return new DkimSigners(signers);
    }

    /** The signers, for a log; nothing of their keys. */
    @Override
    public String toString() {
        return "DkimSigners" + signers;
    }

    /**
     * Signs a message.
     *
     * @param message the message as it will be sent
     * @return the fields to put on top of it
     * @throws DkimSigningException when it cannot be signed; then no signer has signed it
     */
    public SignatureHeader sign(Message message) {
        Objects.requireNonNull(message, "message");
        Message toSign = lineEnds == LineEndPolicy.NORMALIZE ? fixed(message) : message;
        if (toSign.problem().isPresent()) {
            throw new DkimSigningException(
                    DkimSigningProblem.MESSAGE_INCOMPLETE,
                    toSign.problem().get().description());
        }
        DkimSigningSession session = new DkimSigningSession(toSign.fields(), signers, lineEnds);
        toSign.writeBodyTo(session::body);
        return session.finish();
    }

    /** RFC 6376 §5.3: lone CR and LF made CRLF, which may make lines of the header section where there were none. */
    static Message fixed(Message message) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        message.writeTo(octets::write);
        return Message.of(octets.toByteArray(), LineEnds.NORMALIZE, MessageLimits.NONE);
    }

    /**
     * Starts to sign a message whose body is still to come.
     *
     * @param fields the whole header section as it will be sent
     * @return takes the body
     * @throws DkimSigningException when the header cannot be signed
     * @throws IllegalStateException with {@link LineEndPolicy#NORMALIZE}, which needs the whole message
     */
    public DkimSigningSession begin(List<HeaderField> fields) {
        Objects.requireNonNull(fields, "fields");
        if (lineEnds == LineEndPolicy.NORMALIZE) {
            throw new IllegalStateException("line ends can be fixed in a whole message only");
        }
        return new DkimSigningSession(fields, signers, lineEnds);
    }
}
