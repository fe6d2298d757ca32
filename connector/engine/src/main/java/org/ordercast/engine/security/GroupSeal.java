package org.ordercast.engine.security;

import org.ordercast.engine.protocol.Counters;
import org.ordercast.engine.protocol.DatagramSender;
import org.ordercast.engine.protocol.FrameGate;
import org.ordercast.engine.protocol.ProtocolEvents;

/**
 * The seal on one member's datagrams, in one life: a gate for what arrives, a sender for what goes out, and the keys of
 * both, which may change while they work. For the protocol's thread alone, once the protocol has started.
 */
public final class GroupSeal {

    /** How many bytes a sealed datagram is longer than its frame. */
    public static final int OVERHEAD = CipherSuite.TAG_LENGTH;

    /** What datagrams' keys are derived for. */
    static final String PURPOSE = "ordercast datagram";

    private final Sealer sealer;
    private final SealedGate gate;

    /**
     * Creates the seal.
     *
     * @param suite the group's cipher
     * @param keys the group's keys
     * @param groupId the number that stands for the group
     * @param incarnation the member's life, in which this is the only seal
     * @param counter the counter of this life, which nothing else counts with
     * @param counters what is counted
     * @param events what the operator is told
     */
    public GroupSeal(
            CipherSuite suite,
            KeyRing keys,
            long groupId,
            long incarnation,
            NonceCounter counter,
            Counters counters,
            ProtocolEvents events) {
        this.sealer = new Sealer(suite, keys, groupId, incarnation, counter);
        this.gate = new SealedGate(suite, keys, groupId, counters, events);
    }

    /**
     * The gate that opens what arrives.
     *
     * @return the same gate at each call
     */
    public FrameGate gate() {
        return gate;
    }

    /**
     * A sender that seals what it sends.
     *
     * @param out sends what is sealed; its datagrams are {@value #OVERHEAD} bytes longer than their frames
     * @return the sender
     */
    public DatagramSender sealing(DatagramSender out) {
        return new SealingSender(sealer, out);
    }

    /**
     * Seals and opens with other keys from now on.
     *
     * @param keys the keys
     */
    public void use(KeyRing keys) {
        sealer.use(keys);
        gate.use(keys);
    }
}
