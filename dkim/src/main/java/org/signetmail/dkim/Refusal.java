package org.signetmail.dkim;

import org.signetmail.core.Finding;
import org.signetmail.core.Severity;

/**
 * Why a signature is not accepted.
 *
 * @param problem for a program
 * @param finding for a person
 */
record Refusal(DkimProblem problem, Finding finding) {

    /**
     * A refusal under the code and the rule of its problem.
     *
     * @param problem for a program
     * @param message what decides: sentences in printing ASCII
     * @param remedy what to do: sentences in printing ASCII; may be empty
     * @return the refusal
     */
    static Refusal of(DkimProblem problem, String message, String remedy) {
        Severity severity = problem.result() == DkimResult.TEMPERROR ? Severity.WARNING : Severity.ERROR;
        return new Refusal(
                problem,
                Finding.of(problem.code(), severity, problem.section(), message).remedy(remedy));
    }
}
