package org.signetmail.dkim;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.HeaderField;
import org.signetmail.core.LineEnds;
import org.signetmail.core.Message;
import org.signetmail.core.MessageLimits;
import org.signetmail.core.MessageProblem;

/**
 * The signers of an application, which sign a message in one pass over its body: RSA beside Ed25519, as many receivers do
 * not know the latter; two domains; the old key beside the new one; or for each message those of its author's domain.
 * Immutable and thread-safe.
 *
 * <pre>{@code
 * DkimSigners signers = DkimSigners.of(rsaSigner, ed25519Signer);
 * byte[] signed = signers.sign(Message.of(octets)).prependTo(octets);
 * }</pre>
 */
public final class DkimSigners {

    /** Asked once a message. */
    private final Supplier<SignerChoice> source;

    private final String name;

    private DkimSigners(Supplier<SignerChoice> source, String name) {
        this.source = source;
        this.name = name;
    }

    private static DkimSigners of(SignerChoice choice) {
        return new DkimSigners(() -> choice, choice.toString());
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
        return of(new AllSigners(all));
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
        return of(new AllSigners(signers));
    }

    /**
     * Chooses for each message by the domain of its From field: the signers whose {@link DkimSigner#domain} it is, or else
     * the nearest domain above it, down to two labels. Signers of one domain all sign, in their order here. So every
     * signature is of the author's own domain or a parent of it, which is what DMARC counts (RFC 9989 §4.4).
     * Internationalized domains are compared by their A-labels.
     *
     * <p>From with several authors is signed when the choice is the same for each of their domains, as no domain may vouch
     * for another one's author. From that is missing, repeated or unusable has no signers: with
     * {@link NoSignerPolicy#PASS_THROUGH} the message goes unsigned, with {@link NoSignerPolicy#REFUSE} it is refused with
     * {@link DkimSigningProblem#AUTHOR}. Nothing else is looked at in a message that goes unsigned: it may have lines that
     * are no fields, or lone CRs and LFs, and none is changed. Only one that was not read whole is refused all the same.
     *
     * @param signers of all domains, in any order; may be empty
     * @param otherwise what to do with a message that none of them signs
     * @return chooses among them
     * @throws IllegalArgumentException when their {@link LineEndPolicy} differs
     */
    public static DkimSigners byAuthorDomain(List<DkimSigner> signers, NoSignerPolicy otherwise) {
        Objects.requireNonNull(signers, "signers");
        Objects.requireNonNull(otherwise, "otherwise");
        return of(new SignersByDomain(signers, otherwise));
    }

    /**
     * Signs with whatever signers a supplier gives at the time: for keys that change while the application runs.
     *
     * <pre>{@code
     * AtomicReference<DkimSigners> current = new AtomicReference<>(DkimSigners.of(signer2026));
     * DkimSigners signers = DkimSigners.supplied(current::get);
     * current.set(DkimSigners.of(signer2027)); // from the next message on
     * }</pre>
     *
     * @param supplier asked once a message, at its beginning, by whichever thread signs it. It should have its answer ready.
     *     A message for which it throws or gives null is refused with {@link DkimSigningProblem#KEY_FAILED}, what it threw as
     *     the cause; a {@link DkimSigningException} is passed on as it is
     * @return asks the supplier
     */
    public static DkimSigners supplied(Supplier<DkimSigners> supplier) {
        Objects.requireNonNull(supplier, "supplier");
        return new DkimSigners(() -> ask(supplier).source.get(), "[supplied]");
    }

    private static DkimSigners ask(Supplier<DkimSigners> supplier) {
        // Null against its contract.
        @Nullable DkimSigners given;
        try {
            given = supplier.get();
        } catch (DkimSigningException e) {
            throw e;
        } catch (RuntimeException e) {
            throw DkimSigningException.keyFailed("the supplier of signers threw ", e);
        }
        if (given == null) {
            throw new DkimSigningException(DkimSigningProblem.KEY_FAILED, "the supplier of signers gave null");
        }
        return given;
    }

    /** The signers, or how they are chosen, for a log; nothing of their keys. */
    @Override
    public String toString() {
        return "DkimSigners" + name;
    }

    /**
     * Signs a message.
     *
     * @param message the message as it will be sent
     * @return the fields to put on top of it, and what they may not survive; without any field for a message that {@link NoSignerPolicy#PASS_THROUGH} lets go
     *     unsigned
     * @throws DkimSigningException when it cannot be signed; then no signer has signed it
     */
    public SignatureHeader sign(Message message) {
        Objects.requireNonNull(message, "message");
        SignerChoice choice = source.get();
        // What was cut off while it was read does not come back; the bounds on fields may be those of another line end.
        refuseIf(message.problem().filter(problem -> problem == MessageProblem.MESSAGE_TOO_LARGE));
        Message toSign = choice.lineEnds() == LineEndPolicy.NORMALIZE ? fixed(message) : message;
        refuseIf(toSign.problem());
        DkimSigningSession session = DkimSigningSession.open(toSign.fields(), choice);
        toSign.writeBodyTo(session::body);
        return session.finish();
    }

    private static void refuseIf(Optional<MessageProblem> problem) {
        if (problem.isPresent()) {
            throw new DkimSigningException(
                    DkimSigningProblem.MESSAGE_INCOMPLETE, problem.get().description());
        }
    }

    /** RFC 6376 §5.3: lone CR and LF made CRLF, which may make lines of the header section where there were none. */
    private static Message fixed(Message message) {
        return Message.of(message.octets(), LineEnds.NORMALIZE, MessageLimits.NONE);
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
        return DkimSigningSession.open(fields, source.get());
    }
}
