package org.signetmail.bench;

/** One piece of work, ready to be done again and again. */
@FunctionalInterface
interface Operation {

    /**
     * Does it once.
     *
     * @return something that could not be known without doing it
     * @throws Exception when the work went wrong, which ends the benchmark
     */
    Object run() throws Exception;
}
