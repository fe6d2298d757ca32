package org.ordercast.engine.log.segment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The small file that says whose directory this is, and how each of the newest openings of its log ended. Replaced as a
 * whole when a log is opened and when it is closed.
 */
final class LifeFile {

    static final String NAME = "log.life";

    /** How an opening ended. The codes are part of the format. */
    enum Ending {
        /** It did not, or the process died. */
        NONE(0),
        /** The log was closed, with everything forced. */
        CLOSED(1),
        /** A write was lost: the disk reported that it could not be forced. */
        FAILED(2);

        private static final Ending[] ALL = values();

        private final byte code;

        Ending(int code) {
            this.code = (byte) code;
        }

        static @Nullable Ending of(int code) {
            return code >= 0 && code < ALL.length ? ALL[code] : null;
        }
    }

    /** One opening; when it ended well, the last sequence and the end of the newest segment. */
    record Opening(long incarnation, long openedMillis, Ending ending, long last, long end, String bootId) {}

    /** How many openings are remembered. */
    static final int REMEMBERED = 16;

    private static final int MAGIC = 0x4f52444c; // ORDL
    private static final int MOST_BYTES = 64 * 1024;
    private static final int CHECKED_FROM = 8;

    final String group;
    final String member;
    final List<Opening> openings;

    LifeFile(String group, String member, List<Opening> openings) {
        this.group = group;
        this.member = member;
        this.openings = List.copyOf(openings);
    }

    /** Reads the file; empty if there is none, or it is damaged. */
    static Optional<LifeFile> read(Disk disk) throws IOException {
        ByteBuffer bytes = Bytes.readFile(disk, NAME, MOST_BYTES);
        if (bytes.limit() < 16 || bytes.getInt(0) != MAGIC) {
            return Optional.empty();
        }
        if (bytes.get(8) != SegmentHeader.VERSION) {
            if (bytes.getInt(4) != checksum(bytes)) {
                return Optional.empty();
            }
            throw new LogUnavailableException("the log in " + disk + " has format version " + (bytes.get(8) & 0xff)
                    + ", and this release reads version " + SegmentHeader.VERSION + "; use the release that wrote it");
        }
        return bytes.getInt(4) == checksum(bytes) ? Optional.ofNullable(decode(bytes)) : Optional.empty();
    }

    void write(Disk disk) throws IOException {
        Bytes.replaceFile(disk, NAME, encode());
    }

    /** Writes the file so that a process that comes after this one sees it, on a disk that cannot force. */
    void writeUnforced(Disk disk) throws IOException {
        Bytes.replaceFileUnforced(disk, NAME, encode());
    }

    private ByteBuffer encode() {
        ByteBuffer bytes = ByteBuffer.allocate(MOST_BYTES)
                .putInt(MAGIC)
                .putInt(0)
                .put(SegmentHeader.VERSION)
                .put((byte) 0);
        bytes.putShort((short) openings.size());
        Texts.write(bytes, Texts.encode("group", group));
        Texts.write(bytes, Texts.encode("member id", member));
        for (Opening opening : openings) {
            bytes.putLong(opening.incarnation())
                    .putLong(opening.openedMillis())
                    .put(opening.ending().code)
                    .putLong(opening.last())
                    .putLong(opening.end());
            Texts.write(bytes, opening.bootId().isEmpty() ? new byte[0] : Texts.encode("boot id", opening.bootId()));
        }
        bytes.flip();
        return bytes.putInt(4, checksum(bytes));
    }

    /** The newest opening, if there was one. */
    Optional<Opening> newest() {
        return openings.isEmpty() ? Optional.empty() : Optional.of(openings.get(openings.size() - 1));
    }

    /** Whether the newest opening has lost a write. */
    boolean hasFailed() {
        return newest().map(opening -> opening.ending() == Ending.FAILED).orElse(false);
    }

    /** With one more opening. */
    LifeFile opened(Opening opening) {
        List<Opening> more = new ArrayList<>(openings);
        more.add(opening);
        return new LifeFile(group, member, more.subList(Math.max(0, more.size() - REMEMBERED), more.size()));
    }

    /** With another ending of the newest opening. */
    LifeFile ended(Ending ending, long last, long end) {
        List<Opening> changed = new ArrayList<>(openings);
        Opening newest = changed.remove(changed.size() - 1);
        changed.add(new Opening(newest.incarnation(), newest.openedMillis(), ending, last, end, newest.bootId()));
        return new LifeFile(group, member, changed);
    }

    private static @Nullable LifeFile decode(ByteBuffer bytes) {
        bytes.position(10);
        int count = bytes.getShort();
        String group = Texts.read(bytes);
        String member = Texts.read(bytes);
        List<Opening> openings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (bytes.remaining() < 34) {
                return null;
            }
            long incarnation = bytes.getLong();
            long openedMillis = bytes.getLong();
            Ending ending = Ending.of(bytes.get());
            long last = bytes.getLong();
            long end = bytes.getLong();
            String bootId = Texts.read(bytes);
            if (ending == null || bootId == null) {
                return null;
            }
            openings.add(new Opening(incarnation, openedMillis, ending, last, end, bootId));
        }
        return group == null || member == null ? null : new LifeFile(group, member, openings);
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate().position(CHECKED_FROM));
        return (int) crc.getValue();
    }
}
