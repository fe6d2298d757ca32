package org.ordercast.faults.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of the system, run to its end. */
public final class SystemCommand {

    private static final long PATIENCE_SECONDS = 30;

    private SystemCommand() {}

    /**
     * Runs a program.
     *
     * @param command its name and arguments
     * @return what it printed
     * @throws UncheckedIOException if it cannot be run, or does not end well; the message says what it printed
     */
    public static String run(String... command) {
        return feed("", command);
    }

    /**
     * Runs a program that reads a text, which must be short enough for a pipe.
     *
     * @param input what it reads
     * @param command its name and arguments
     * @return what it printed
     * @throws UncheckedIOException if it cannot be run, or does not end well; the message says what it printed
     */
    public static String feed(String input, String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("does not end within " + PATIENCE_SECONDS + " s; it printed: " + printed);
            }
            if (process.exitValue() != 0) {
                throw new IOException("ended with " + process.exitValue() + "; it printed: " + printed);
            }
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(String.join(" ", List.of(command)) + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(String.join(" ", List.of(command)) + ": interrupted", e));
        }
    }
}
