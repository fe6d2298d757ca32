package org.ordercast.arquillian.group;

import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.ordercast.OrderedMessage;

/**
 * What a server has received, folded into one digest: every message's place, its publisher, its number and its content,
 * after those of all messages before it. Two servers of the same count and digest have received the same in one order.
 */
@Singleton
public class Chain {

    private byte[] digest = new byte[0];
    private long count;
    private long last;
    private String fault = "";
    private final Map<String, Long> published = new TreeMap<>();

    /** Adds the next message, and looks whether it may be the next. */
    synchronized void add(OrderedMessage message) {
        count++;
        if (last != 0 && message.sequence() != last + 1) {
            fault("sequence " + message.sequence() + " after " + last);
        }
        last = message.sequence();
        long expected = published.merge(message.publisher().member(), 1L, Long::sum);
        if (message.publisherSequence() != expected) {
            fault("message " + message.publisherSequence() + " of " + message.publisher() + ", expected " + expected);
        }
        if (message.deliveryCount() != 1) {
            fault("sequence " + message.sequence() + " was delivered " + message.deliveryCount() + " times");
        }
        if (!Workload.isIntact(message)) {
            fault("sequence " + message.sequence() + " of " + message.publisher()
                    + " has another payload than was sent");
        }
        digest = next(message);
    }

    synchronized long count() {
        return count;
    }

    synchronized String digest() {
        return HexFormat.of().formatHex(digest);
    }

    /** The first thing that was wrong, or nothing. */
    synchronized String fault() {
        return fault;
    }

    private void fault(String what) {
        if (fault.isEmpty()) {
            fault = what;
        }
    }

    private byte[] next(OrderedMessage message) {
        MessageDigest next = sha256();
        next.update(digest);
        next.update(ByteBuffer.allocate(Long.BYTES * 2)
                .putLong(message.sequence())
                .putLong(message.publisherSequence())
                .flip());
        next.update(message.publisher().toString().getBytes(StandardCharsets.UTF_8));
        next.update(message.payloadBuffer());
        return next.digest();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
