package org.ordercast.arquillian.calls;

import java.util.ArrayList;
import java.util.List;

/**
 * Calls of one kind, one after the other.
 *
 * @param load what they are named
 * @param messages how many
 * @param bytes how long their messages are
 */
public record Calls(String load, int messages, int bytes) {

    /** In a server: how many calls each load has. */
    public static final String MESSAGES = "ordercast.rates.messages";

    /** In a server: how many loads of each length are measured. */
    public static final String ROUNDS = "ordercast.rates.rounds";

    /** The lengths of messages, in bytes. */
    public static final List<Integer> LENGTHS = List.of(100, 1_024);

    /** All calls that a bean gets: in each round a load of each length, after a round that warms up. */
    static List<Calls> all() {
        List<Calls> all = new ArrayList<>();
        for (int round = 0; round <= Integer.getInteger(ROUNDS); round++) {
            for (int bytes : LENGTHS) {
                all.add(new Calls(name(bytes, round), Integer.getInteger(MESSAGES), bytes));
            }
        }
        return all;
    }

    /** The name of a load; round 0 warms up. */
    public static String name(int bytes, int round) {
        return "load-" + bytes + "-" + round;
    }
}
