package org.ordercast.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Runs a program in a Java of its own that alone sees a small file system of its own, which ends with it. */
public final class SmallDisk {

    private SmallDisk() {}

    /**
     * Runs a main class, whose argument is the directory where the file system is, and gives what it printed; fails
     * unless it ends well. Skips the test, loudly, where a file system cannot be mounted.
     */
    public static String run(Path directory, String size, Class<?> main) throws IOException, InterruptedException {
        String mount = "mount -t tmpfs -o size=" + size + " small '" + directory + "'";
        if (!isAvailable(mount)) {
            System.err.println("SKIPPED: no file system can be mounted here, so nothing is tested on a full one");
            assumeThat(false).as("a file system can be mounted here").isTrue();
        }
        Path output = Files.createTempFile("small-disk", ".txt");
        try {
            Process process = new ProcessBuilder(
                            "unshare",
                            "--map-root-user",
                            "--mount",
                            "sh",
                            "-c",
                            mount + " && exec \"$0\" \"$@\"",
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            main.getName(),
                            directory.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(2 * Eventually.DEADLINE.toSeconds(), TimeUnit.SECONDS);
            process.destroyForcibly();
            String printed = Files.readString(output, UTF_8);
            assertThat(ended).as("the program ends; it printed: %s", printed).isTrue();
            assertThat(process.exitValue())
                    .as("the program's end; it printed: %s", printed)
                    .isZero();
            return printed;
        } finally {
            Files.delete(output);
        }
    }

    private static boolean isAvailable(String mount) throws InterruptedException {
        try {
            return new ProcessBuilder("unshare", "--map-root-user", "--mount", "sh", "-c", mount)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // not Linux, or without the tool
        }
    }
}
