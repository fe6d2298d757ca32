package org.ordercast.sample.wire;

import org.ordercast.sample.book.BookImage;
import org.ordercast.sample.book.Command;

/** What a submission is about: the book, or the bringing up of a replica that came late. */
public sealed interface Content {

    /**
     * A command for the book.
     *
     * @param command the command
     */
    record ForBook(Command command) implements Content {}

    /**
     * A replica that came late asks for the book's state at this request's place in the order.
     *
     * @param responder the id of the server that is asked to answer
     */
    record SnapshotRequest(String responder) implements Content {}

    /**
     * The book's state at one place in the order. Replicas that are up to date pass over it.
     *
     * @param position the sequence at which this was the state
     * @param digest the chained digest at that sequence
     * @param resetAt the sequence of the last reset, 0 if there was none
     * @param applied how many commands had been applied to the book
     * @param image the book
     */
    record Snapshot(long position, long digest, long resetAt, long applied, BookImage image) implements Content {}
}
