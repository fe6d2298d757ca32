package org.ordercast.benchmarks.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the loopback interface has carried. Of everything on the machine: it is true of a run if nothing else runs. */
final class WireBytes {

    private static final Path DEVICES = Path.of("/proc/net/dev");
    private static final int SENT_BYTES_COLUMN = 8;

    private WireBytes() {}

    /** Bytes sent so far; 0 where the platform does not say. */
    static long sent() throws IOException {
        if (!Files.exists(DEVICES)) {
            return 0;
        }
        return Files.readAllLines(DEVICES).stream()
                .map(String::strip)
                .filter(line -> line.startsWith("lo:"))
                .mapToLong(line ->
                        Long.parseLong(line.substring("lo:".length()).strip().split("\\s+", -1)[SENT_BYTES_COLUMN]))
                .findFirst()
                .orElse(0);
    }
}
