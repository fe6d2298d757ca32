package org.ordercast.sample.replica;

/** Whether a replica has the book. */
public enum ReplicaState {

    /** Nothing was delivered yet, and where in the order this replica begins is not known. */
    FRESH,

    /** It began in the middle of the order: it keeps what is delivered, and waits for a snapshot to put under it. */
    CATCHING_UP,

    /** Its book is what the order so far makes it. */
    LIVE
}
