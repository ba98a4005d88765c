package org.signetmail.dkim;

/** Clauses told as sentences. */
final class Reasons {

    private Reasons() {}

    /**
     * Makes a sentence.
     *
     * @param clause begins with a letter or a word that is kept as it is
     * @return the same with a capital and a full stop
     */
    static String sentence(String clause) {
        return Character.toUpperCase(clause.charAt(0)) + clause.substring(1) + '.';
    }
}
