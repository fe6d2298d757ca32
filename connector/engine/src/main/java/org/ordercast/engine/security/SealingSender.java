package org.ordercast.engine.security;

import java.nio.ByteBuffer;
import org.ordercast.engine.membership.Endpoint;
import org.ordercast.engine.protocol.DatagramSender;

/** Seals each datagram as it goes out; what the protocol keeps for repair stays as it built it. */
final class SealingSender implements DatagramSender {

    private final Sealer sealer;
    private final DatagramSender out;

    SealingSender(Sealer sealer, DatagramSender out) {
        this.sealer = sealer;
        this.out = out;
    }

    @Override
    public void multicast(ByteBuffer datagram) {
        out.multicast(sealer.seal(datagram));
    }

    @Override
    public void unicast(Endpoint to, ByteBuffer datagram) {
        out.unicast(to, sealer.seal(datagram));
    }
}
