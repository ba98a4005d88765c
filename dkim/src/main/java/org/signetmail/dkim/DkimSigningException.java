package org.signetmail.dkim;

import java.util.Objects;

/** Thrown when a message cannot be signed; nothing was emitted then. */
public final class DkimSigningException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final DkimSigningProblem problem;

    /**
     * Tells that a message cannot be signed. For implementations of {@link SigningKey} too.
     *
     * @param problem what is wrong
     * @param detail one line for a person; may be empty
     */
    public DkimSigningException(DkimSigningProblem problem, String detail) {
        super(text(problem, detail));
        this.problem = problem;
    }

    /**
     * Tells that a message cannot be signed, and what caused it.
     *
     * @param problem what is wrong
     * @param detail one line for a person; may be empty
     * @param cause what was thrown
     */
    public DkimSigningException(DkimSigningProblem problem, String detail, Throwable cause) {
        super(text(problem, detail), cause);
        this.problem = problem;
    }

    private static String text(DkimSigningProblem problem, String detail) {
        Objects.requireNonNull(problem, "problem");
        return detail.isEmpty() ? problem.description() : problem.description() + ": " + detail;
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
