package org.signetmail.dkim;

import org.signetmail.core.internal.Ascii;

/** Clauses told as sentences. */
final class Reasons {

    private static final int MAX_DETAIL = 200;

    private Reasons() {}

    /**
     * Tells a problem.
     *
     * @param problem what is wrong
     * @param detail what it is about, perhaps in a stranger's words; may be empty
     * @return one English sentence in printing ASCII
     */
    static String sentence(DkimProblem problem, String detail) {
        return sentence(problem.description(), detail);
    }

    /**
     * Makes a sentence.
     *
     * @param clause begins with a letter or a word that is kept as it is
     * @param detail what it is about, perhaps in a stranger's words; may be empty
     * @return one English sentence in printing ASCII
     */
    static String sentence(String clause, String detail) {
        String start = Character.toUpperCase(clause.charAt(0)) + clause.substring(1);
        return detail.isEmpty() ? start + '.' : start + ": " + Ascii.printable(detail, MAX_DETAIL) + '.';
    }
}
