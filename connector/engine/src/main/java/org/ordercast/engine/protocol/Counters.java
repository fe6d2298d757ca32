package org.ordercast.engine.protocol;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import org.ordercast.engine.Counter;

/** The counters of a member: written by the protocol's thread alone, readable by any. */
@SuppressWarnings("EnumOrdinal") // an index within this process, never stored or sent
public final class Counters {

    private static final Counter[] ALL = Counter.values();

    private final AtomicLongArray values = new AtomicLongArray(ALL.length);

    /** Starts every counter at zero. */
    public Counters() {}

    /**
     * Counts one. Only on the protocol's thread.
     *
     * @param counter what to count
     */
    public void increment(Counter counter) {
        add(counter, 1);
    }

    /**
     * Counts several. Only on the protocol's thread.
     *
     * @param counter what to count
     * @param amount how many, 0 or more
     */
    public void add(Counter counter, long amount) {
        int index = counter.ordinal();
        values.setRelease(index, values.getPlain(index) + amount);
    }

    /**
     * Reads one counter.
     *
     * @param counter which
     * @return its value
     */
    public long get(Counter counter) {
        return values.getAcquire(counter.ordinal());
    }

    /**
     * Reads all counters.
     *
     * @return the value of each, in the order of the enumeration
     */
    public Map<Counter, Long> snapshot() {
        Map<Counter, Long> all = new EnumMap<>(Counter.class);
        for (Counter counter : ALL) {
            all.put(counter, get(counter));
        }
        return all;
    }
}
