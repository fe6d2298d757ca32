package org.ordercast.sample.replica;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ordercast.sample.book.Command;
import org.ordercast.sample.book.OrderId;
import org.ordercast.sample.book.Side;
import org.ordercast.sample.wire.Content;
import org.ordercast.sample.wire.Submission;
import org.ordercast.sample.wire.SubmissionCodec;

/** A total order for tests: messages at sequences 1, 2, 3 …, delivered to replicas as far as a test wants. */
final class Order {

    static final int SESSION = 4;

    private final List<byte[]> messages = new ArrayList<>();
    private int placed;

    byte[] add(Content content) {
        byte[] message = SubmissionCodec.encode(new Submission("server-1", 0, content));
        messages.add(message);
        return message;
    }

    byte[] place(int price, int quantity) {
        placed++;
        return add(new Content.ForBook(new Command.Place(new OrderId(SESSION, placed), Side.BUY, price, quantity)));
    }

    byte[] cancelLast() {
        return add(new Content.ForBook(new Command.Cancel(new OrderId(SESSION, placed))));
    }

    long last() {
        return messages.size();
    }

    /** Delivers whatever follows the replica's position, and orders the snapshots that it answers with behind it. */
    void deliverTo(Replica replica) {
        for (long sequence = replica.view(0).position() + 1; sequence <= last(); sequence++) {
            deliver(replica, sequence).ifPresent(this::add);
        }
    }

    Optional<Content.Snapshot> deliver(Replica replica, long sequence) {
        return replica.deliver(sequence, messages.get((int) sequence - 1)).answer();
    }
}
