package org.ordercast.engine.log.segment;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** A process of its own that opens a log, says so with one character, and keeps it until it is ended. */
final class LogHolder {

    private LogHolder() {}

    /**
     * Opens the log of the directory that is the first argument.
     *
     * @param arguments the directory
     * @throws IOException if the log cannot be opened
     */
    public static void main(String[] arguments) throws IOException {
        try (SegmentedLog log = SegmentedLog.open(
                DirectoryDisk.writable(Path.of(arguments[0])),
                new LogOwner("prices", "alpha", 2, BootId.current()),
                LogSettings.DEFAULT,
                Instant::now)) {
            System.out.print('!');
            System.out.flush();
            // Until the end of the pipe, or of this process.
            while (System.in.read() >= 0) {
                log.force();
            }
        }
    }
}
