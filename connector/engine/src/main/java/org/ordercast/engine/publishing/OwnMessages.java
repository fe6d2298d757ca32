package org.ordercast.engine.publishing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.Acknowledgement;
import org.ordercast.engine.frame.Entry;
import org.ordercast.engine.frame.EntryKind;
import org.ordercast.engine.frame.EntryWriter;
import org.ordercast.engine.protocol.Publication;
import org.ordercast.engine.protocol.PublicationQueue;

/**
 * This member's own messages, from the queue that they wait in until they have come as far as their publishers asked:
 * numbers them, writes them into frames, keeps them until they are ordered, and tells their publishers.
 */
public final class OwnMessages {

    private final long incarnation;
    private final PublicationQueue queue;

    /** Taken from the queue and not ordered, oldest first; the first one's number is {@code published + 1}. */
    private final Deque<Publication> unordered = new ArrayDeque<>();

    /** Those of {@link #unordered} that are to be written again, because the member joined anew. */
    private final Deque<Publication> again = new ArrayDeque<>();

    /** Those that have their places, until their publishers can be told: in the order, for each level on its own. */
    private final Awaiting awaitingOrder = new Awaiting();

    private final Awaiting awaitingCommit = new Awaiting();
    private final Awaiting awaitingStability = new Awaiting();

    private long published;
    private long nextNumber = 1;
    private @Nullable Publication partial;
    private int partialOffset;

    /**
     * Creates the messages of a member that has published none.
     *
     * @param incarnation the member's life
     * @param queue what waits to be published
     */
    public OwnMessages(long incarnation, PublicationQueue queue) {
        this.incarnation = incarnation;
        this.queue = queue;
    }

    /**
     * Whether there is something to write.
     *
     * @return true if so
     */
    public boolean hasMore() {
        return partial != null || !again.isEmpty() || queue.peek() != null;
    }

    /**
     * How many of them are ordered.
     *
     * @return the number of the last one that is, 0 for none
     */
    public long published() {
        return published;
    }

    /**
     * How many of them are written.
     *
     * @return the number of the last one that was written whole, 0 for none
     */
    public long written() {
        return nextNumber - 1;
    }

    /**
     * Whether a large message has been written in part.
     *
     * @return true if so
     */
    public boolean isInParts() {
        return partial != null;
    }

    /**
     * Whether the messages up to a number can have their places in the order.
     *
     * @param last the number of the last of these messages
     * @return false if they were not sent, or later ones are known to be ordered
     */
    public boolean canBeOrdered(long last) {
        return last >= published && last - published <= unordered.size();
    }

    /**
     * Writes as many messages as the frame has room for.
     *
     * @param writer writes into the frame
     * @param wholeLimit the longest message that fits into an empty frame as a whole
     * @param mayBeginParts whether a message that does not may be begun
     * @return how many bytes of content were written, 0 if none
     */
    public int write(EntryWriter writer, int wholeLimit, boolean mayBeginParts) {
        int written = 0;
        for (Publication next = next(); next != null; next = next()) {
            boolean whole = partial == null && next.payload().length <= wholeLimit;
            if (!whole && partial == null && !mayBeginParts) {
                return written;
            }
            int length = whole ? writeWhole(writer, next) : writePart(writer, next);
            if (length == 0) {
                return written;
            }
            written += length;
        }
        return written;
    }

    private @Nullable Publication next() {
        if (partial != null) {
            return partial;
        }
        return again.isEmpty() ? queue.peek() : again.peek();
    }

    private int writeWhole(EntryWriter writer, Publication message) {
        byte[] payload = message.payload();
        if (!writer.addMessage(incarnation, nextNumber, payload, isPrompt(message))) {
            return 0;
        }
        take();
        nextNumber++;
        return Entry.MESSAGE_PREFIX + payload.length;
    }

    private int writePart(EntryWriter writer, Publication message) {
        byte[] payload = message.payload();
        int length =
                writer.addPart(EntryKind.FRAGMENT, incarnation, nextNumber, payload, partialOffset, isPrompt(message));
        if (length == 0) {
            return 0;
        }
        if (partial == null) {
            take();
            partial = message;
        }
        partialOffset += length;
        if (partialOffset == payload.length) {
            partial = null;
            partialOffset = 0;
            nextNumber++;
        }
        return length;
    }

    private static boolean isPrompt(Publication message) {
        return message.acknowledgement() != Acknowledgement.ORDERED;
    }

    /** Takes the next message from where it waits. */
    private void take() {
        if (!again.isEmpty()) {
            again.poll();
            return;
        }
        Publication message = queue.poll();
        if (message != null) {
            unordered.add(message);
        }
    }

    /**
     * Takes note that messages have their places. Those before them that have none yet were ordered, too: where, is in a part
     * of the order that is not to be had any more.
     *
     * @param firstNumber the number of the first of them
     * @param count how many
     * @param firstSequence the first one's place
     * @param epoch the epoch
     */
    public void onOrdered(long firstNumber, int count, long firstSequence, long epoch) {
        passOver(firstNumber - 1);
        for (int i = 0; i < count; i++) {
            Publication message = unordered.poll();
            if (message == null) {
                throw new IllegalStateException("message " + (published + 1) + " of this member was ordered, not sent");
            }
            published++;
            message.ordered();
            awaiting(message.acknowledgement()).add(message, firstSequence + i, epoch);
        }
    }

    private Awaiting awaiting(Acknowledgement level) {
        return switch (level) {
            case ORDERED -> awaitingOrder;
            case COMMITTED -> awaitingCommit;
            case STABLE -> awaitingStability;
        };
    }

    /**
     * Takes note of how far the order has come, and tells the publishers who waited for it.
     *
     * @param ordered the sequence up to which the order stands for ever
     * @param committed the committed sequence
     * @param stable the stable sequence
     */
    public void onPositions(long ordered, long committed, long stable) {
        awaitingOrder.complete(ordered);
        awaitingCommit.complete(committed);
        awaitingStability.complete(stable);
    }

    /** Goes past messages whose places this member does not learn. */
    private void passOver(long lastPublished) {
        while (published < lastPublished && !unordered.isEmpty()) {
            Publication message = unordered.remove();
            published++;
            message.ordered();
            message.failed("it was ordered while this member was out of the group, at a place that it does not know");
        }
    }

    /**
     * Begins anew in a view that this member joins: what the sequencer has not ordered is written again.
     *
     * @param lastPublished the number of this member's last message that is ordered before the view
     */
    public void onJoined(long lastPublished) {
        passOver(lastPublished);
        if (published != lastPublished) {
            throw new IllegalStateException("the sequencer has ordered " + lastPublished
                    + " messages of this member, which knows of " + published);
        }
        again.clear();
        again.addAll(unordered);
        nextNumber = published + 1;
        partial = null;
        partialOffset = 0;
    }

    /**
     * Fails every message that is not complete, and those that still wait in the queue.
     *
     * @param reason why, as one sentence
     */
    public void fail(String reason) {
        for (Publication message = unordered.poll(); message != null; message = unordered.poll()) {
            message.failed(reason);
        }
        List.of(awaitingOrder, awaitingCommit, awaitingStability).forEach(awaiting -> awaiting.fail(reason));
        for (Publication message = queue.poll(); message != null; message = queue.poll()) {
            message.failed(reason);
        }
        again.clear();
        partial = null;
    }
}
