package org.ordercast.engine;

/** What a member counts. Every counter starts at zero with the member and only grows. */
public enum Counter {
    /** Messages that this member published. */
    MESSAGES_PUBLISHED,
    /** Messages that this member ordered while it was the sequencer. */
    MESSAGES_ORDERED,
    /** Messages of the total order that this member received, its own included. */
    MESSAGES_RECEIVED,
    /** Datagrams sent. */
    DATAGRAMS_SENT,
    /** Bytes sent, in datagrams' payloads. */
    BYTES_SENT,
    /** Datagrams received. */
    DATAGRAMS_RECEIVED,
    /** Bytes received, in datagrams' payloads. */
    BYTES_RECEIVED,
    /** Frames that their publishers sent to the whole group, referred to by this member while it was the sequencer. */
    DIRECT_FRAMES,
    /** Requests for repair sent. */
    NAKS_SENT,
    /** Requests for repair received. */
    NAKS_RECEIVED,
    /** Frames repaired to one member. */
    REPAIRS_UNICAST,
    /** Frames repaired to the whole group. */
    REPAIRS_MULTICAST,
    /** Frames that could not be repaired yet, because repair had used up its rate. */
    REPAIRS_DEFERRED,
    /** Frames received that were already held. */
    DUPLICATES,
    /** Frames received before an earlier one of their stream. */
    OUT_OF_ORDER,
    /** Views of the group that took effect. */
    VIEWS,
    /** Members evicted by this member while it was the sequencer. */
    EVICTIONS,
    /** Times that the order stood still because a required member had not acknowledged. */
    WINDOW_STALLS,
    /** Messages missing from the order of this member; each gap is reported to every cursor. */
    MESSAGES_MISSED,
    /** Datagrams dropped: shorter than their header says, or than a header. */
    DROPPED_TRUNCATED,
    /** Datagrams dropped: not of this protocol. */
    DROPPED_FOREIGN_PROTOCOL,
    /** Datagrams dropped: of a version that this member does not speak. */
    DROPPED_UNKNOWN_VERSION,
    /** Datagrams dropped: of another group on the same address and port. */
    DROPPED_FOREIGN_GROUP,
    /** Datagrams dropped: their checksum is wrong. */
    DROPPED_CORRUPT,
    /** Datagrams dropped: a field holds what it must not. */
    DROPPED_MALFORMED,
    /** Datagrams dropped: from an epoch that is over, or from a sequencer that is not this epoch's. */
    DROPPED_OLD_EPOCH,
    /** Datagrams dropped: from a sender that is not in the view, or for a member that this one is not. */
    DROPPED_UNKNOWN_SENDER,
    /** Datagrams dropped: authentic and well formed, and of a kind that means nothing to a member that does what this one does. */
    DROPPED_OTHER_ROLE,
    /** Frames dropped: further ahead than the receive window, in number or in bytes. */
    DROPPED_BEYOND_WINDOW,
    /** Datagrams dropped: sealed with a key that this member does not have, forged, or damaged on the way. */
    DROPPED_UNAUTHENTICATED,
    /** Datagrams dropped: authentic, and let in before, or too old to know; or of more senders than are remembered. */
    DROPPED_REPLAYED,
    /** Datagrams dropped: not sealed, in a group that has a key. */
    DROPPED_UNSEALED,
    /** Datagrams dropped: sealed, at a member that has no key. */
    DROPPED_SEALED,
    /** Datagrams that the operating system refused to send. */
    SEND_FAILURES,
    /** Datagrams dropped on purpose, as {@link GroupSettings#simulatedLoss()} asks. */
    DROPPED_ON_PURPOSE
}
