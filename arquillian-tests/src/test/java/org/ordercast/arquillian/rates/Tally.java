package org.ordercast.arquillian.rates;

import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import org.ordercast.OrderedMessage;

/**
 * What a server's bean has received: checked, folded into one digest of the whole order, and counted by loads. A load's name is its
 * messages' destination.
 */
@Singleton
public class Tally {

    /** How many messages of a load came, and when the first and the last did. */
    record Load(long count, long first, long last) {

        Load next(long now) {
            return new Load(count + 1, first, now);
        }
    }

    private final Map<String, Load> loads = new HashMap<>();
    private final Map<String, Long> published = new HashMap<>();
    private long sequence;
    private long digest;
    private String fault = "";

    /** Counts a message, and looks whether it may be the next, and is whole. */
    synchronized void add(OrderedMessage message) {
        long now = System.nanoTime();
        Load load = loads.get(message.destination());
        loads.put(message.destination(), load == null ? new Load(1, now, now) : load.next(now));
        if (sequence != 0 && message.sequence() != sequence + 1) {
            fault("sequence " + message.sequence() + " after " + sequence);
        }
        sequence = message.sequence();
        String publisher = message.publisher().member();
        long number = published.merge(publisher, 1L, Long::sum);
        if (message.publisherSequence() != number) {
            fault("message " + message.publisherSequence() + " of " + publisher + ", expected " + number);
        }
        if (!Content.isIntact(number, message.payloadBuffer())) {
            fault("sequence " + sequence + " is not what " + publisher + " sent");
        }
        digest = ((digest * 31 + sequence) * 31 + publisher.hashCode()) * 31 + number;
    }

    synchronized Load load(String name) {
        return loads.getOrDefault(name, new Load(0, 0, 0));
    }

    /** Of every message's place, publisher and number. */
    synchronized long digest() {
        return digest;
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
}
