package org.ordercast.sample.publish;

import java.util.Optional;
import org.ordercast.OrdercastException;
import org.ordercast.OrderedConnection;
import org.ordercast.sample.book.OrderId;

/** Makes up commands and submits them. Safe for use by several threads. */
public final class GeneratedOrders {

    private final OrderGenerator generator;
    private final Submitter submitter;

    /**
     * Creates a source of commands.
     *
     * @param seed the same seed makes up the same commands
     * @param submitter submits them
     */
    public GeneratedOrders(long seed, Submitter submitter) {
        this.generator = new OrderGenerator(seed);
        this.submitter = submitter;
    }

    /**
     * Makes up the next command and submits it.
     *
     * @param connection where to publish
     * @return the command's order, and its place once it is ordered
     * @throws OrdercastException if it could not be published
     */
    public synchronized Submitted submitNext(OrderedConnection connection) throws OrdercastException {
        Optional<OrderId> cancel = generator.nextCancel();
        if (cancel.isPresent()) {
            return submitter.cancel(connection, cancel.get());
        }
        OrderGenerator.Draft draft = generator.nextOrder();
        Submitted submitted = submitter.place(connection, draft.side(), draft.price(), draft.quantity());
        generator.placed(submitted.id());
        return submitted;
    }
}
