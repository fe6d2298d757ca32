package org.ordercast.engine.link;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The last item of an answer: why nothing follows. An answer without one was broken off.
 *
 * <pre>
 *  0   1  kind
 *  1   8  how many records the answer had
 *  9   8  first sequence that is lost, 0 for none
 * 17   8  last sequence that is lost
 * 25   4  CRC32C of the bytes before
 * </pre>
 *
 * @param kind why
 * @param records how many records the answer had
 * @param first the first sequence that is lost where the server could not go on, 0 for none
 * @param last the last one
 */
record Closing(Kind kind, long records, long first, long last) {

    static final int LENGTH = 29;

    /** Stands where a record follows, in the place of a closing's kind. */
    static final byte RECORD = 1;

    private static final int CHECKED = LENGTH - Integer.BYTES;

    /** Why nothing follows. The codes are part of the format. */
    enum Kind {
        /** The client has all that the log holds now. */
        END(2),
        /** The server keeps no log. */
        NO_LOG(3),
        /** What comes next is damaged in the server's log, or cannot be read now. */
        UNREADABLE(4),
        /** The server reads for as many others as it can. */
        BUSY(5);

        private final byte code;

        Kind(int code) {
            this.code = (byte) code;
        }

        private static @Nullable Kind of(byte code) {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            return null;
        }
    }

    static Closing of(Kind kind, long records) {
        return new Closing(kind, records, 0, 0);
    }

    /** Why the client has not all that the other log holds, as its operator is told; empty if it has. */
    Optional<String> shortfall() {
        return switch (kind) {
            case END, NO_LOG -> Optional.empty();
            case UNREADABLE ->
                Optional.of(
                        first == 0
                                ? "something in it cannot be read"
                                : "sequences " + first + " to " + last + " cannot be read there");
            case BUSY -> Optional.of("it has too many readers");
        };
    }

    ByteBuffer encode() {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH)
                .put(kind.code)
                .putLong(records)
                .putLong(first)
                .putLong(last);
        return bytes.putInt(checksum(bytes.array())).flip();
    }

    /** Reads a closing; null if it is none. */
    static @Nullable Closing decode(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        Kind kind = Kind.of(buffer.get());
        if (kind == null || buffer.getInt(CHECKED) != checksum(bytes)) {
            return null;
        }
        return new Closing(kind, buffer.getLong(), buffer.getLong(), buffer.getLong());
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, CHECKED);
        return (int) crc.getValue();
    }
}
