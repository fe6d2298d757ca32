package org.ordercast.engine.security;

import java.util.HashSet;
import java.util.Set;
import org.ordercast.engine.Counter;
import org.ordercast.engine.protocol.ProtocolEvents;

/** Tells the operator of peers whose keys are wrong: each once, and only so many, for whoever forges can forge names. */
final class PeerWarnings {

    /** How many peers are told of until the keys change. */
    static final int MOST = 32;

    private final ProtocolEvents events;
    private final Set<Long> told = new HashSet<>();

    PeerWarnings(ProtocolEvents events) {
        this.events = events;
    }

    /** A peer as warnings and views name it. */
    static String name(long incarnation) {
        return String.format("%016x", incarnation);
    }

    /** A peer seals with a key that this member does not have. */
    void unknownKey(long incarnation, int id, KeyRing keys) {
        if (isNew(incarnation)) {
            tell(
                    incarnation,
                    "seals with key " + id + ", which this member does not have (it has " + keys
                            + "); add that key at this member, or take it from that peer");
        }
    }

    /** A datagram is not authentic, of a peer that never sent one that is. */
    void wrongKey(long incarnation, GroupKey key) {
        if (isNew(incarnation)) {
            tell(
                    incarnation,
                    "does not seal with this member's " + key
                            + ", or its datagrams are forged; give every member of the group the same key under the same id,"
                            + " and the same cipher");
        }
    }

    /** Other keys, other mistakes. */
    void forget() {
        told.clear();
    }

    private boolean isNew(long incarnation) {
        return told.size() < MOST && told.add(incarnation);
    }

    private void tell(long incarnation, String what) {
        events.warning("the peer with incarnation " + name(incarnation) + " " + what + ". Its datagrams are dropped and"
                + " counted (" + Counter.DROPPED_UNAUTHENTICATED + ")"
                + (told.size() < MOST ? "" : ", and further peers are not told of until the keys change"));
    }
}
