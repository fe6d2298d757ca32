package org.ordercast.engine.log.segment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A name for the time since the machine was started. While it is the same, what was written to the page cache is still
 * there, even if nobody forced it to the disk.
 */
public final class BootId {

    private static final Path LINUX = Path.of("/proc/sys/kernel/random/boot_id");

    private BootId() {}

    /**
     * The name of this time on this machine.
     *
     * @return a text, empty where the system has none: then each crash counts as a power failure
     */
    public static String current() {
        try {
            return Files.readString(LINUX, StandardCharsets.US_ASCII).strip();
        } catch (IOException notLinux) {
            return "";
        }
    }
}
