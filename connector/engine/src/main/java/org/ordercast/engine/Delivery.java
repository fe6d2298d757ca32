package org.ordercast.engine;

import java.nio.ByteBuffer;

/**
 * A message at its place in the order, as a cursor gives it. Valid until the cursor advances or is closed: then the memory
 * behind it is another message's. Whoever needs a message for longer copies it. For the thread that reads the cursor.
 */
public interface Delivery {

    /**
     * The message's place in the total order of the group.
     *
     * @return a sequence, at least 1
     */
    long sequence();

    /**
     * The epoch in which it was ordered.
     *
     * @return an epoch, at least 1
     */
    long epoch();

    /**
     * The member that published it.
     *
     * @return the member's id
     */
    String publisher();

    /**
     * That member's life.
     *
     * @return the incarnation
     */
    long incarnation();

    /**
     * Its number among the messages of that publisher.
     *
     * @return a number, at least 1
     */
    long publisherSequence();

    /**
     * The message's content.
     *
     * @return a read-only buffer, from its position to its limit
     */
    ByteBuffer payload();
}
