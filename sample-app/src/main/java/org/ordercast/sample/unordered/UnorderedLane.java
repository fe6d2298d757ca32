package org.ordercast.sample.unordered;

import java.util.Map;
import java.util.TreeMap;
import org.ordercast.sample.book.Command;
import org.ordercast.sample.book.Mix;
import org.ordercast.sample.book.OrderBook;
import org.ordercast.sample.compare.DigestTrail;
import org.ordercast.sample.compare.TrailPlace;
import org.ordercast.sample.wire.Content;
import org.ordercast.sample.wire.Submission;
import org.ordercast.sample.wire.SubmissionCodec;

/**
 * This server's book in the lane without ordering: applies commands as they arrive. Safe for use by several threads.
 *
 * <p>Its trail holds, for each number of applied commands, a digest of which commands they were, and a digest of the
 * book's state after them: not of their order, so that two books which reach the same state by different ways count as
 * equal.
 */
public final class UnorderedLane {

    private final DigestTrail trail = new DigestTrail();
    private final Map<String, Long> origins = new TreeMap<>();
    private OrderBook book = new OrderBook();
    private long round;
    private long count;
    private long commands;

    /** Creates a lane with an empty book. */
    public UnorderedLane() {}

    /**
     * Applies the command that has just arrived. A reset to an older round than the present one has no effect, so that
     * all servers end in the latest round whatever order the resets arrive in.
     *
     * @param payload an encoded submission of a command for the book
     * @throws IllegalArgumentException if it is none
     */
    public synchronized void apply(byte[] payload) {
        Submission submission = SubmissionCodec.decode(payload);
        if (!(submission.content() instanceof Content.ForBook forBook)) {
            throw new IllegalArgumentException("only commands for the book belong into this lane; "
                    + submission.server() + " sent another message");
        }
        if (forBook.command() instanceof Command.Reset reset) {
            begin(reset.round());
            return;
        }
        if (forBook.command() instanceof Command.Place place) {
            book.place(place);
        } else if (forBook.command() instanceof Command.Cancel cancel) {
            book.cancel(cancel.id());
        }
        count++;
        origins.merge(submission.server(), 1L, Long::sum);
        // A sum does not depend on the order of what is added: it tells which commands there were, not how they came.
        commands += Mix.in(0, payload);
        trail.record(new TrailPlace(count, commands, book.digest()));
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
     * The digests after each of the last commands.
     *
     * @return the live trail
     */
    public DigestTrail trail() {
        return trail;
    }

    private void begin(long newRound) {
        if (newRound > round) {
            round = newRound;
            book = new OrderBook();
            count = 0;
            commands = 0;
            origins.clear();
            trail.clear();
        }
    }
}
