package org.ordercast.sample.compare;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Writes a part of a trail for a peer, and reads it there: three numbers of eight bytes a place, big-endian. */
public final class TrailCodec {

    private static final int PLACE_BYTES = 3 * Long.BYTES;

    private TrailCodec() {}

    /**
     * Writes places.
     *
     * @param places the places
     * @return their bytes
     */
    public static byte[] write(List<TrailPlace> places) {
        ByteBuffer out = ByteBuffer.allocate(places.size() * PLACE_BYTES);
        for (TrailPlace place : places) {
            out.putLong(place.index()).putLong(place.commands()).putLong(place.digest());
        }
        return out.array();
    }

    /**
     * Reads places.
     *
     * @param bytes what {@link #write} gave
     * @return the places
     * @throws IllegalArgumentException if the number of bytes is not a multiple of 24
     */
    public static List<TrailPlace> read(byte[] bytes) {
        if (bytes.length % PLACE_BYTES != 0) {
            throw new IllegalArgumentException(
                    "a trail of " + bytes.length + " bytes; a multiple of " + PLACE_BYTES + " was expected");
        }
        List<TrailPlace> places = new ArrayList<>(bytes.length / PLACE_BYTES);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        while (in.hasRemaining()) {
            places.add(new TrailPlace(in.getLong(), in.getLong(), in.getLong()));
        }
        return places;
    }
}
