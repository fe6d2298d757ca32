package org.ordercast.adapter.administration;

/** A subscription, for operators. */
public interface SubscriptionMXBean {

    /**
     * The subscription's name.
     *
     * @return the name
     */
    String getName();

    /**
     * The destination it receives.
     *
     * @return a destination, or {@code *} for all
     */
    String getDestination();

    /**
     * What it is doing.
     *
     * @return STARTING, DELIVERING, PAUSED or STOPPED
     */
    String getState();

    /**
     * Why it is doing that.
     *
     * @return one sentence
     */
    String getReason();

    /**
     * The last sequence it is done with.
     *
     * @return a sequence, 0 before the first message
     */
    long getPosition();

    /**
     * How many sequences of the group it has still to look at.
     *
     * @return a number of sequences
     */
    long getLag();

    /**
     * How many messages its bean accepted.
     *
     * @return a count that only grows
     */
    long getDelivered();

    /**
     * How many deliveries its bean refused.
     *
     * @return a count that only grows
     */
    long getFailed();

    /**
     * How many messages were passed over after the last attempt.
     *
     * @return a count that only grows
     */
    long getSkipped();

    /**
     * How many ordered messages could not be read.
     *
     * @return a count that only grows
     */
    long getMalformed();

    /** Holds delivery after the message it is at. */
    void pause();

    /** Goes on, with the message that could not be handled if there is one. */
    void resume();
}
