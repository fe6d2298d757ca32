package org.ordercast.sample.unordered;

import java.util.Map;
import java.util.TreeMap;
import org.ordercast.sample.book.Command;
import org.ordercast.sample.book.OrderBook;
import org.ordercast.sample.compare.DigestTrail;

/**
 * This server's book in the lane without ordering: applies commands as they arrive. Safe for use by several threads.
 *
 * <p>Its trail holds, for each number of applied commands, the digest of the book's state after them: not of their
 * order, so that two books which reach the same state by different ways count as equal.
 */
public final class UnorderedLane {

    private final DigestTrail trail = new DigestTrail();
    private OrderBook book = new OrderBook();
    private final Map<String, Long> origins = new TreeMap<>();
    private long round;
    private long count;

    /** Creates a lane with an empty book. */
    public UnorderedLane() {}

    /**
     * Applies the command that has just arrived.
     *
     * @param origin the server that submitted it
     * @param command the command; a reset to an older round than the present one has no effect, so that all servers
     *     end in the latest round whatever order the resets arrive in
     */
    public synchronized void apply(String origin, Command command) {
        if (command instanceof Command.Reset reset) {
            if (reset.round() > round) {
                round = reset.round();
                book = new OrderBook();
                count = 0;
                origins.clear();
                trail.clear();
            }
            return;
        }
        if (command instanceof Command.Place place) {
            book.place(place);
        } else if (command instanceof Command.Cancel cancel) {
            book.cancel(cancel.id());
        }
        count++;
        origins.merge(origin, 1L, Long::sum);
        trail.record(count, book.digest());
    }

    /**
     * What the lane shows.
     *
     * @param levels how many price levels of each side
     * @return a snapshot
     */
    public synchronized LaneView view(int levels) {
        return new LaneView(round, count, Map.copyOf(origins), book.view(levels));
    }

    /**
     * The digest of the book's state after each of the last commands.
     *
     * @return the live trail
     */
    public DigestTrail trail() {
        return trail;
    }
}
