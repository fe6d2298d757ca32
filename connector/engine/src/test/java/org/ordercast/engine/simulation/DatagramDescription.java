package org.ordercast.engine.simulation;

import java.util.HexFormat;

/** Describes a datagram to the reader of a trace. */
final class DatagramDescription {

    private static final int BYTES_SHOWN = 16;

    private DatagramDescription() {}

    /** One phrase: what it is, as far as it can be told, and how long. */
    static String of(byte[] datagram) {
        int shown = Math.min(BYTES_SHOWN, datagram.length);
        return datagram.length + " bytes " + HexFormat.of().formatHex(datagram, 0, shown);
    }
}
