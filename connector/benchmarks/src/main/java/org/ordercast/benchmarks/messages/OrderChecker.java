package org.ordercast.benchmarks.messages;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Checks what one member receives: each publisher's messages come in their order, each once and whole. Keeps a digest of the order
 * of all of them, which is equal at two members only if they received the same order. After the first violation it says so and
 * looks no further. One thread at a time gives messages; any other may read how far it has come.
 */
public final class OrderChecker {

    private static final long DIGEST_FACTOR = 0x9E3779B97F4A7C15L;

    /** What wants to know of each message that passed. */
    @FunctionalInterface
    public interface Listener {

        /**
         * A message passed.
         *
         * @param publisher its publisher's number
         * @param number its number
         */
        void onChecked(int publisher, long number);
    }

    private final MessageContent content;
    private final Listener listener;
    private final long[] last;
    /** Written last for each message, and read first by other threads: what it says has come is seen by them. */
    private final AtomicLong count = new AtomicLong();

    private volatile @Nullable String violation;
    private long digest;

    /**
     * A checker that has seen nothing yet.
     *
     * @param content what messages consist of
     * @param members how many members there are, each of which may publish
     * @param listener is told of each message that passed
     */
    public OrderChecker(MessageContent content, int members, Listener listener) {
        this.content = content;
        this.listener = listener;
        last = new long[members];
    }

    /**
     * Checks the next message.
     *
     * @param message the message, from the buffer's position to its limit
     */
    public void check(ByteBuffer message) {
        if (violation != null) {
            return;
        }
        if (message.remaining() != content.length()) {
            violation = "a message of " + message.remaining() + " B instead of " + content.length() + " B came after "
                    + count.get() + " messages";
            return;
        }
        int publisher = message.getInt();
        long number = message.getLong();
        if (publisher < 0 || publisher >= last.length) {
            violation = "a message of publisher " + publisher + " came, which there is not";
        } else if (number != last[publisher] + 1) {
            violation =
                    "message " + number + " of publisher " + publisher + " came after its message " + last[publisher];
        } else if (!content.matches(message, publisher, number)) {
            violation = "message " + number + " of publisher " + publisher + " came with another content";
        } else {
            last[publisher] = number;
            digest = digest * DIGEST_FACTOR + number * last.length + publisher;
            count.lazySet(count.getPlain() + 1);
            listener.onChecked(publisher, number);
        }
    }

    /**
     * How many messages passed.
     *
     * @return messages of all publishers
     */
    public long count() {
        return count.get();
    }

    /**
     * What was wrong.
     *
     * @return the first violation, or empty if there was none
     */
    public Optional<String> violation() {
        return Optional.ofNullable(violation);
    }

    /**
     * Whether everything has come.
     *
     * @param published how many messages each publisher has published
     * @return true if as many have come of each
     */
    public boolean hasAll(long[] published) {
        long total = 0;
        for (long messages : published) {
            total += messages;
        }
        return count.get() == total && missing(published).isEmpty();
    }

    /**
     * What has not come.
     *
     * @param published how many messages each publisher has published
     * @return a sentence for each publisher of whom the number of messages is not that, or empty
     */
    public String missing(long[] published) {
        long seen = count.get();
        StringBuilder missing = new StringBuilder();
        for (int publisher = 0; publisher < last.length; publisher++) {
            if (last[publisher] != published[publisher]) {
                missing.append(missing.isEmpty() ? "" : ", ")
                        .append(last[publisher])
                        .append(" of ")
                        .append(published[publisher])
                        .append(" messages of publisher ")
                        .append(publisher);
            }
        }
        return missing.isEmpty() ? "" : missing + " came, " + seen + " in all";
    }

    /**
     * The digest of the order of all messages that passed. To be read when no more come.
     *
     * @return the digest
     */
    public long digest() {
        return count.get() == 0 ? 0 : digest;
    }
}
