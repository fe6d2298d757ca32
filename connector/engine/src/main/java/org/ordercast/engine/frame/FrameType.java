package org.ordercast.engine.frame;

import org.jspecify.annotations.Nullable;

/** What a datagram is. The codes are part of the wire format. */
public enum FrameType {

    /** A member that looks for its group, or waits for the sequencer, tells that it is there. Multicast. */
    HELLO(1),

    /** The sequencer tells a member where its part of the order begins. Unicast. */
    WELCOME(2),

    /** A numbered frame of the order stream. Multicast, repaired by unicast or multicast. */
    ORDER(3),

    /** The position of an order stream that is idle. Multicast. */
    HEARTBEAT(4),

    /** A numbered frame of a publish stream. Unicast to the sequencer. */
    PUBLISH(5),

    /** The position of a publish stream whose frames are not ordered yet. Unicast to the sequencer. */
    PUBLISH_HEARTBEAT(6),

    /** A request for frames that are missing. Unicast to their source. */
    NAK(7),

    /** How far a member has come. Unicast to the sequencer. */
    ACK(8),

    /** A member leaves; multicast where it is the sequencer, unicast to the sequencer otherwise. */
    LEAVE(9),

    /** The sequencer tells a sender that it is not in the view, or may not be. Unicast. */
    REFUSE(10);

    private static final @Nullable FrameType[] BY_CODE = new FrameType[11];

    static {
        for (FrameType type : values()) {
            BY_CODE[type.code] = type;
        }
    }

    private final byte code;

    FrameType(int code) {
        this.code = (byte) code;
    }

    /**
     * The type's code on the wire.
     *
     * @return the code
     */
    public byte code() {
        return code;
    }

    /**
     * The type of a code.
     *
     * @param code a code from the wire
     * @return the type, or null where no type has this code
     */
    public static @Nullable FrameType ofCode(byte code) {
        return code > 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
