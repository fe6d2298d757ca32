package org.ordercast.sample.replica;

import org.ordercast.sample.book.BookView;

/**
 * What a replica shows at one moment.
 *
 * @param state whether it has the book
 * @param startedAt the sequence after which its deliveries began
 * @param position the last sequence delivered to it
 * @param digest the chained digest at that position; 0 before the first
 * @param resetAt the sequence of the last reset, 0 if there was none
 * @param applied how many commands were applied to the book since the last reset
 * @param unreadable how many messages were no submission
 * @param kept how many messages wait for a snapshot
 * @param book the book
 */
public record ReplicaView(
        ReplicaState state,
        long startedAt,
        long position,
        long digest,
        long resetAt,
        long applied,
        long unreadable,
        int kept,
        BookView book) {}
