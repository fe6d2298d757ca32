package org.ordercast;

/** How far a message must have come before a send is complete. Each level includes the ones before it. */
public enum Acknowledgement {

    /** The message has its place in the total order. */
    ORDERED,

    /** The message is held durably as the group's durability setting asks: it is safe across the sequencer's death. */
    COMMITTED,

    /** Every required member of the group holds the message. */
    STABLE
}
