package org.ordercast.engine.log.segment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** What stands in a file of a {@link SimulatedDisk}: as the page cache shows it, as it was last forced, and the writes since. */
final class SimulatedContent {

    private static final int SECTOR = 512;

    private byte[] bytes;
    private byte[] forced;
    private final List<Write> writes = new ArrayList<>();
    private boolean failed;

    /** Bytes that were written and not forced; without bytes, the file was cut off there. */
    private static final class Write {
        private final int position;
        private final byte[] bytes;
        private final boolean cut;

        Write(int position, byte[] bytes, boolean cut) {
            this.position = position;
            this.bytes = bytes;
            this.cut = cut;
        }
    }

    /** How much a force covers that is under way. */
    static final class Covered {
        private final byte[] bytes;
        private final int writes;

        Covered(byte[] bytes, int writes) {
            this.bytes = bytes;
            this.writes = writes;
        }
    }

    SimulatedContent() {
        this(new byte[0]);
    }

    /** Content that is forced. */
    SimulatedContent(byte[] bytes) {
        this.bytes = bytes.clone();
        this.forced = bytes.clone();
    }

    SimulatedContent copy() {
        SimulatedContent copy = new SimulatedContent(forced);
        copy.bytes = bytes.clone();
        writes.forEach(write -> copy.writes.add(new Write(write.position, write.bytes.clone(), write.cut)));
        return copy;
    }

    int length() {
        return bytes.length;
    }

    byte[] bytes() {
        return bytes;
    }

    void write(byte[] source, int position) {
        put(source, position);
        writes.add(new Write(position, source, false));
    }

    private void put(byte[] source, int position) {
        if (position + source.length > bytes.length) {
            bytes = Arrays.copyOf(bytes, position + source.length);
        }
        System.arraycopy(source, 0, bytes, position, source.length);
    }

    void truncate(int size) {
        bytes = Arrays.copyOf(bytes, size);
        writes.add(new Write(size, new byte[0], true));
    }

    /** It could not be forced: the system may let go of what was written. */
    void failToForce() {
        failed = true;
    }

    boolean hasFailed() {
        return failed;
    }

    Covered beginForce() {
        return new Covered(bytes.clone(), writes.size());
    }

    void endForce(Covered covered) {
        forced = covered.bytes;
        writes.subList(0, covered.writes).clear();
    }

    /** Flips one bit, on the disk and in the page cache. */
    void flip(long bit) {
        int at = (int) (bit / 8);
        byte mask = (byte) (1 << bit % 8);
        bytes[at] ^= mask;
        if (at < forced.length) {
            forced[at] ^= mask;
        }
        for (Write write : writes) {
            if (at >= write.position && at - write.position < write.bytes.length) {
                write.bytes[at - write.position] ^= mask;
            }
        }
    }

    /** Of what was not forced, any part is left or not: as it was written, or sector by sector. */
    void lose(RandomGenerator random) {
        byte[] cached = bytes;
        bytes = forced.clone();
        if (random.nextBoolean()) {
            int kept = writes.isEmpty() ? 0 : random.nextInt(writes.size() + 1);
            for (Write write : writes.subList(0, kept)) {
                apply(write, write.bytes.length);
            }
            if (kept < writes.size()) {
                Write torn = writes.get(kept);
                apply(torn, random.nextInt(torn.bytes.length + 1));
            }
        } else if (writes.stream().noneMatch(write -> write.cut)) {
            int length = forced.length + random.nextInt(Math.max(0, cached.length - forced.length) + 1);
            bytes = Arrays.copyOf(bytes, length);
            for (int sector = 0; sector < length; sector += SECTOR) {
                if (random.nextBoolean()) {
                    System.arraycopy(cached, sector, bytes, sector, Math.min(SECTOR, length - sector));
                }
            }
        }
        forced = bytes.clone();
        writes.clear();
        failed = false;
    }

    private void apply(Write write, int length) {
        if (write.cut) {
            bytes = Arrays.copyOf(bytes, Math.min(bytes.length, write.position));
        } else {
            put(Arrays.copyOf(write.bytes, length), write.position);
        }
    }
}
