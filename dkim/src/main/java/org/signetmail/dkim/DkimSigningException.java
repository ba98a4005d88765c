package org.signetmail.dkim;

import java.util.Objects;
import org.signetmail.core.internal.Ascii;

/** Thrown when a message cannot be signed; nothing was emitted then. */
public final class DkimSigningException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private static final int MAX_DETAIL = 500;

    private static final int MAX_CAUSE = 200;

    /** Why; a part of the serialized form. */
    private final DkimSigningProblem problem;

    /**
     * Tells that a message cannot be signed. For implementations of {@link SigningKey} too.
     *
     * @param problem what is wrong
     * @param detail one line for a person; may be empty. What is not printing ASCII in it is shown as {@code \DDD}
     */
    public DkimSigningException(DkimSigningProblem problem, String detail) {
        super(text(problem, detail));
        this.problem = problem;
    }

    /**
     * Tells that a message cannot be signed, and what caused it.
     *
     * @param problem what is wrong
     * @param detail one line for a person; may be empty. What is not printing ASCII in it is shown as {@code \DDD}
     * @param cause what was thrown
     */
    public DkimSigningException(DkimSigningProblem problem, String detail, Throwable cause) {
        super(text(problem, detail), cause);
        this.problem = problem;
    }

    /** A key, or whoever gives it, threw something of its own. */
    static DkimSigningException keyFailed(String what, Throwable cause) {
        String message = cause.getMessage();
        return new DkimSigningException(
                DkimSigningProblem.KEY_FAILED,
                what
                        + cause.getClass().getSimpleName()
                        + (message == null ? "" : " (" + Ascii.printable(message, MAX_CAUSE) + ")"),
                cause);
    }

    private static String text(DkimSigningProblem problem, String detail) {
        Objects.requireNonNull(problem, "problem");
        Objects.requireNonNull(detail, "detail");
        return detail.isEmpty()
                ? problem.description()
                : problem.description() + ": " + Ascii.printable(detail, MAX_DETAIL);
    }

    /**
     * What is wrong.
     *
     * @return the reason
     */
    public DkimSigningProblem problem() {
        return problem;
    }
}
