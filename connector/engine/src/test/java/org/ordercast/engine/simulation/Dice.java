package org.ordercast.engine.simulation;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Every random choice of a run, drawn from its seed. Each part of the simulator has dice of its own, so that one more
 * choice in one part leaves the choices of the others as they were.
 */
final class Dice {

    private final SplittableRandom random;

    Dice(long seed) {
        this(new SplittableRandom(seed));
    }

    private Dice(SplittableRandom random) {
        this.random = random;
    }

    /** New dice, independent of these. */
    Dice split() {
        return new Dice(random.split());
    }

    /** The generator behind these dice. */
    RandomGenerator generator() {
        return random;
    }

    /** True with the given probability. */
    boolean chance(double probability) {
        return probability > 0.0 && random.nextDouble() < probability;
    }

    /** A number from low to high, both included. */
    int between(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    /** A number from low to high, both included. */
    long between(long low, long high) {
        return low + random.nextLong(high - low + 1);
    }

    /** A number from 0 up to, not including, high. */
    double upTo(double high) {
        return random.nextDouble() * high;
    }

    /** A waiting time for something that happens on the average once in {@code mean}; at most ten times as long. */
    long waitingTime(long mean) {
        return (long) Math.min(10.0 * mean, -Math.log1p(-random.nextDouble()) * mean);
    }

    /** One element of a list that is not empty. */
    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Random bytes. */
    byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
