package org.ordercast.arquillian.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the build tells the tests, and the tests tell the servers. */
public final class Settings {

    /** In a server: the file that it logs to; numbers may be appended to its name. */
    public static final String LOG = "ordercast.it.log";

    /** In the build and in a server: the file that the resource adapter is deployed from. */
    public static final String RAR = "ordercast.it.rar";

    private static final String DIRECTORY = "ordercast.it.directory";
    private static final String MESSAGES = "ordercast.it.messages";

    private Settings() {}

    /** The directory below which servers write. */
    public static String directory() {
        return get(DIRECTORY);
    }

    /** The file that the resource adapter is deployed from. */
    public static String rar() {
        return get(RAR);
    }

    /** In a server: what it has logged so far, over all files that it has begun for that. */
    public static String log() throws IOException {
        Path first = Path.of(get(LOG));
        StringBuilder log = new StringBuilder();
        try (Stream<Path> files = Files.list(first.getParent())) {
            for (Path file : files.filter(each -> each.getFileName()
                            .toString()
                            .startsWith(first.getFileName().toString()))
                    .toList()) {
                log.append(Files.readString(file));
            }
        }
        return log.toString();
    }

    /** How many messages each server publishes, where many do. */
    public static int messages() {
        return Integer.parseInt(get(MESSAGES));
    }

    private static String get(String property) {
        String value = System.getProperty(property);
        if (value == null) {
            throw new IllegalStateException(
                    "system property " + property + " is not set; run the tests by 'mvn verify', which sets it");
        }
        return value;
    }
}
