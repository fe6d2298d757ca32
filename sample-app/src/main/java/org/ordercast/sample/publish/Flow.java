package org.ordercast.sample.publish;

import org.ordercast.OrdercastException;
import org.ordercast.OrderedConnection;
import org.ordercast.OrderedConnectionFactory;

/**
 * A steady flow of generated commands, for the page to live. Driven by a timer of its owner; switched by several
 * threads.
 */
public final class Flow {

    /** The most commands a second. */
    public static final int MAX_PER_SECOND = 500;

    /** How often {@link #tick()} is to be called, in milliseconds. */
    public static final int TICK_MILLIS = 50;

    private static final int TICKS_PER_SECOND = 1_000 / TICK_MILLIS;

    private final OrderedConnectionFactory factory;
    private final GeneratedOrders orders;
    private volatile int perSecond;
    private volatile String problem = "";
    private int owed;

    /**
     * Creates a flow that is switched off.
     *
     * @param factory gives connections to the group
     * @param orders makes up and submits commands
     */
    public Flow(OrderedConnectionFactory factory, GeneratedOrders orders) {
        this.factory = factory;
        this.orders = orders;
    }

    /**
     * Switches the flow.
     *
     * @param newPerSecond commands a second, 0 to {@value #MAX_PER_SECOND}; 0 switches it off
     * @throws IllegalArgumentException if the number is not allowed
     */
    public void set(int newPerSecond) {
        if (newPerSecond < 0 || newPerSecond > MAX_PER_SECOND) {
            throw new IllegalArgumentException(
                    "perSecond: " + newPerSecond + " is not allowed; 0 to " + MAX_PER_SECOND + " commands a second");
        }
        problem = "";
        perSecond = newPerSecond;
    }

    /**
     * How strong the flow is.
     *
     * @return commands a second, 0 if it is off
     */
    public int perSecond() {
        return perSecond;
    }

    /**
     * Why the flow switched itself off.
     *
     * @return what went wrong, or empty
     */
    public String problem() {
        return problem;
    }

    /** Submits what is due. Called by one thread at a time, every {@value #TICK_MILLIS} milliseconds. */
    public void tick() {
        owed += perSecond;
        int due = owed / TICKS_PER_SECOND;
        owed %= TICKS_PER_SECOND;
        if (due == 0) {
            return;
        }
        try (OrderedConnection connection = factory.getConnection()) {
            for (int i = 0; i < due; i++) {
                orders.submitNext(connection);
            }
        } catch (OrdercastException failure) {
            // A flow that goes on failing would only fill the log: it stops, and the page says why.
            perSecond = 0;
            problem = String.valueOf(failure.getMessage());
        }
    }
}
