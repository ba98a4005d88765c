package org.signetmail.bench;

import java.util.Map;
import java.util.Objects;

/**
 * One line of the table: a piece of work, and who can do it.
 *
 * @param name what a pattern on the command line finds it by
 * @param unit what is measured
 * @param goal what Signet has to reach
 * @param size how many there are of what grows from row to row; 0 where nothing does
 * @param engines makes the operation of each; a maker fails when its first run has not the right result
 */
record Row(String name, Unit unit, Goal goal, int size, Map<Engine, Maker> engines) {

    /** What is measured. */
    enum Unit {
        /** The time that the operation's thread spent on a processor. */
        CPU,
        /** The time that went by, in round trips to DNS of {@link Waiting#ROUND_TRIP}. */
        ROUND_TRIPS
    }

    /** Gets an operation ready. */
    @FunctionalInterface
    interface Maker {
        Operation make() throws Exception;
    }

    Operation operation(Engine engine) throws Exception {
        return Objects.requireNonNull(engines.get(engine), engine.title()).make();
    }

    static Row cpu(String name, Goal goal, Map<Engine, Maker> engines) {
        return new Row(name, Unit.CPU, goal, 0, engines);
    }

    static Row growth(String what, int size, Map<Engine, Maker> engines) {
        return new Row(what + ": " + size, Unit.CPU, Goal.NONE, size, engines);
    }
}
