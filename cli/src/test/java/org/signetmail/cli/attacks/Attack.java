package org.signetmail.cli.attacks;

import java.util.concurrent.Callable;

/**
 * One attack.
 *
 * @param name as it was published, or in a few words
 * @param what the attacker does
 * @param answer what has to come of it
 * @param section which rule that is
 * @param shown that it does come of it
 */
record Attack(String name, String what, String answer, String section, Shown shown) {

    /** How an answer is shown. */
    sealed interface Shown {}

    /**
     * By doing it.
     *
     * @param attempt returns the answer
     */
    record Done(Callable<String> attempt) implements Shown {}

    /**
     * By a test of its own, since it takes a network or a keyboard of its own.
     *
     * @param test the class and its method, {@code org.signetmail.spf.LimitsTest#countsTerms}
     */
    record Held(String test) implements Shown {}

    static Attack done(String name, String what, String section, String answer, Callable<String> attempt) {
        return new Attack(name, what, answer, section, new Done(attempt));
    }

    static Attack held(String name, String what, String section, String answer, String test) {
        return new Attack(name, what, answer, section, new Held(test));
    }

    @Override
    public String toString() {
        return name + ": " + what;
    }
}
