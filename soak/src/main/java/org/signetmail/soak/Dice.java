package org.signetmail.soak;

import java.util.Random;

/** Chance that is a function of the seed, the number of a message, and what it is for: the same whoever throws, and when. */
final class Dice {

    private Dice() {}

    /** What {@link Random} gives for a seed is the same on every JDK. */
    static Random of(long seed, long number, long purpose) {
        return new Random(mix(mix(mix(seed) + number) + purpose));
    }

    /** Neighbours among numbers are no neighbours any more (the finalizer of SplitMix64). */
    private static long mix(long number) {
        long mixed = number + 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    static <T> T one(T[] of, Random dice) {
        return of[dice.nextInt(of.length)];
    }
}
