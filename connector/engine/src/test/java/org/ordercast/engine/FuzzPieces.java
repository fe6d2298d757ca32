package org.ordercast.engine;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A fuzzer's input, cut into pieces: each begins with its length in two bytes, and the last one may be shorter than it says, so
 * that any bytes can be cut.
 */
public final class FuzzPieces {

    private FuzzPieces() {}

    /**
     * Cuts an input.
     *
     * @param input the input
     * @param from where the first piece begins
     * @param most how many pieces to take, at the most
     * @return the pieces
     */
    public static List<byte[]> of(byte[] input, int from, int most) {
        List<byte[]> pieces = new ArrayList<>();
        int at = from;
        while (at + 2 <= input.length && pieces.size() < most) {
            int length = ((input[at] & 0xff) << 8) | (input[at + 1] & 0xff);
            int end = Math.min(input.length, at + 2 + length);
            pieces.add(Arrays.copyOfRange(input, at + 2, end));
            at = end;
        }
        return pieces;
    }

    /**
     * Makes the input that is cut like this.
     *
     * @param head what stands before the first piece
     * @param pieces the pieces, none longer than 65,535 bytes
     * @return the input
     */
    public static byte[] join(byte[] head, List<byte[]> pieces) {
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        input.writeBytes(head);
        for (byte[] piece : pieces) {
            input.write(piece.length >> 8);
            input.write(piece.length);
            input.writeBytes(piece);
        }
        return input.toByteArray();
    }
}
