package org.ordercast;

import jakarta.resource.cci.LocalTransaction;
import java.util.concurrent.CompletionStage;

/**
 * Publishes messages to a group. What one connection sends is ordered in the order in which it was sent. Not safe for
 * use by several threads at once.
 *
 * <p>Inside a transaction, the container's or a {@linkplain #getLocalTransaction() local} one, messages are kept until
 * commit, go out together then, and never when it is rolled back. A {@code send} then returns at once, and its
 * acknowledgement level is awaited by the commit.
 */
public interface OrderedConnection extends AutoCloseable {

    /**
     * Publishes a message and waits until it is {@linkplain Acknowledgement#ORDERED ordered}.
     *
     * @param message the message
     * @throws SendTimeoutException if the group had no room for the message within the send timeout; it was not sent
     * @throws OutcomeUnknownException if the message was sent and not acknowledged within the send timeout
     * @throws MessageTooLargeException if the message is larger than the group allows; it was not sent
     * @throws GroupUnavailableException if the group is stopped or failed
     * @throws OrdercastException if the connection is closed, or the calling thread was interrupted
     */
    default void send(Message message) throws OrdercastException {
        send(message, Acknowledgement.ORDERED);
    }

    /**
     * Publishes a message and waits until it has come as far as asked for. Returns without waiting inside a
     * transaction: the commit waits.
     *
     * @param message the message
     * @param acknowledgement how far the message must have come
     * @throws SendTimeoutException if the group had no room for the message within the send timeout; it was not sent
     * @throws OutcomeUnknownException if the message was sent and not acknowledged within the send timeout
     * @throws MessageTooLargeException if the message is larger than the group allows; it was not sent
     * @throws GroupUnavailableException if the group is stopped or failed
     * @throws OrdercastException if the connection is closed, or the calling thread was interrupted
     */
    void send(Message message, Acknowledgement acknowledgement) throws OrdercastException;

    /**
     * Publishes a message without waiting for its acknowledgement. Back-pressure is felt here: the call waits for room,
     * up to the send timeout.
     *
     * @param message the message
     * @param acknowledgement how far the message must have come for the stage to complete
     * @return a stage that completes with the message's place in the order, or exceptionally with an
     *     {@link OrdercastException}; inside a transaction it completes after the commit, exceptionally after a rollback
     * @throws SendTimeoutException if the group had no room for the message within the send timeout; it was not sent
     * @throws MessageTooLargeException if the message is larger than the group allows; it was not sent
     * @throws GroupUnavailableException if the group is stopped or failed
     * @throws OrdercastException if the connection is closed, or the calling thread was interrupted
     */
    CompletionStage<Receipt> sendAsync(Message message, Acknowledgement acknowledgement) throws OrdercastException;

    /**
     * Demarcates a local transaction on this connection, where the container does not.
     *
     * @return the local transaction of this connection
     * @throws OrdercastException if the connection is closed
     */
    LocalTransaction getLocalTransaction() throws OrdercastException;

    /** Gives the connection back. Closing it again has no effect; any other use of a closed connection fails. */
    @Override
    void close();
}
