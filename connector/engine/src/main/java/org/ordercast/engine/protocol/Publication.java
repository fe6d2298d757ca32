package org.ordercast.engine.protocol;

import org.ordercast.engine.Acknowledgement;

/** A message that this member publishes, and what becomes of it. Called on the protocol's thread. */
public interface Publication {

    /**
     * The message's payload, which must not change any more.
     *
     * @return the payload
     */
    byte[] payload();

    /**
     * How far the message must have come to be complete.
     *
     * @return the level asked for
     */
    Acknowledgement acknowledgement();

    /**
     * Says that the message is ordered, and so takes no more of the room for unordered messages. Called once, before
     * {@link #completed} or together with it.
     */
    void ordered();

    /**
     * Says that the message has come as far as was asked.
     *
     * @param sequence the message's place in the order
     * @param epoch the epoch in which it was ordered
     */
    void completed(long sequence, long epoch);

    /**
     * Says that the message's fate will not be known any more. Called instead of {@link #completed}.
     *
     * @param reason why, as one sentence for the publisher
     */
    void failed(String reason);
}
