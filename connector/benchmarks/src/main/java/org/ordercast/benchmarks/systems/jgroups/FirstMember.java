package org.ordercast.benchmarks.systems.jgroups;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Lets the other members know that the first one has formed the cluster: by a file in a directory that they share. */
final class FirstMember {

    private final Path file;

    FirstMember(Path directory) {
        file = directory.resolve("first-member");
    }

    void announce() throws IOException {
        Files.createFile(file);
    }

    void await(long lookAgainMillis) throws InterruptedException {
        while (!Files.exists(file)) {
            Thread.sleep(lookAgainMillis);
        }
    }
}
