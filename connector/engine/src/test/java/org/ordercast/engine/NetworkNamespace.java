package org.ordercast.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Runs a program in a Java of its own, in a network of its own that has nothing but loopback, IPv6 included. */
public final class NetworkNamespace {

    private NetworkNamespace() {}

    /**
     * Runs a main class and gives what it printed; fails unless it ends well. Skips the test where namespaces cannot be
     * made.
     *
     * @param setup a shell command that sets the network up first
     */
    public static String run(String setup, Class<?> main) throws IOException, InterruptedException {
        assumeThat(isAvailable()).as("network namespaces can be made here").isTrue();
        Path output = Files.createTempFile("namespace", ".txt");
        try {
            Process process = new ProcessBuilder(
                            "unshare",
                            "--map-root-user",
                            "--net",
                            "sh",
                            "-c",
                            "ip link set lo up && " + setup + " && exec \"$0\" \"$@\"",
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            main.getName())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(Eventually.DEADLINE.toSeconds(), TimeUnit.SECONDS);
            process.destroyForcibly();
            String printed = Files.readString(output, UTF_8);
            assertThat(ended).as("the program ends; it printed: %s", printed).isTrue();
            assertThat(process.exitValue())
                    .as("the program's end; it printed: %s", printed)
                    .isZero();
            return printed.strip();
        } finally {
            Files.delete(output);
        }
    }

    private static boolean isAvailable() throws InterruptedException {
        try {
            String ipv6OnLoopback = "ip link set lo up && ip -6 addr show dev lo | grep -q ::1";
            return new ProcessBuilder("unshare", "--map-root-user", "--net", "sh", "-c", ipv6OnLoopback)
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
