package org.signetmail.cli;

import java.util.function.Supplier;

/**
 * One bound of the library.
 *
 * @param name where it is set, such as {@code SpfLimits.terms}; or what it is of, where it is fixed
 * @param value what it is by default, with its unit
 * @param what the thing that is bounded
 * @param sides what is answered on both sides of it
 */
record Bound(String name, String value, String what, Sides sides) {

    /** Both sides. */
    sealed interface Sides {}

    /**
     * What is answered, found out each time: the page has what comes out.
     *
     * @param within at the bound
     * @param beyond one more
     */
    record Run(Supplier<String> within, Supplier<String> beyond) implements Sides {}

    /**
     * What is answered, as another test shows it.
     *
     * @param beyond beyond the bound, in words
     * @param test the class and its method, {@code org.signetmail.spf.LimitsTest#countsTerms}
     */
    record Held(String beyond, String test) implements Sides {}

    static Bound run(String name, String value, String what, Supplier<String> within, Supplier<String> beyond) {
        return new Bound(name, value, what, new Run(within, beyond));
    }

    static Bound held(String name, String value, String what, String beyond, String test) {
        return new Bound(name, value, what, new Held(beyond, test));
    }
}
