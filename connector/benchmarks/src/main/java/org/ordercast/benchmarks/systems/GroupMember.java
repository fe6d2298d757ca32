package org.ordercast.benchmarks.systems;

/**
 * One running member of a group of the system that is measured. It hands what it receives, its own messages included, to the
 * receiver that it was started with. One thread publishes; another one asks and closes.
 */
public interface GroupMember extends AutoCloseable {

    /**
     * Whether all members of the group have found one another, so that what is published now reaches all. Asked again and
     * again until it is so.
     *
     * @return true if the group is complete
     */
    boolean isComplete();

    /**
     * Publishes a message. Waits as long as the system's own back-pressure asks.
     *
     * @param message the message, not empty
     * @throws InterruptedException if the calling thread was interrupted while it waited
     */
    void publish(byte[] message) throws InterruptedException;

    /**
     * Sends what {@link #publish} holds back to fill a datagram. Called when the next message is not there yet.
     *
     * @throws InterruptedException if the calling thread was interrupted while it waited
     */
    default void flush() throws InterruptedException {}

    /**
     * Whether the member keeps the array that {@link #publish} was given, so that the next message needs another one.
     *
     * @return true if arrays must not be used again
     */
    boolean keepsMessages();

    /**
     * What the system counts of what it had to repair, for whoever wonders about a figure.
     *
     * @return a few words without spaces, or empty
     */
    default String remarks() {
        return "";
    }

    /** Leaves the group. */
    @Override
    void close();
}
