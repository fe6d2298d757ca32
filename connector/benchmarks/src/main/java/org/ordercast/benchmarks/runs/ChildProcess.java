package org.ordercast.benchmarks.runs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A member's process, as the one that started it sees it. Its error output goes to a file, which stays if the run failed. */
final class ChildProcess {

    private static final String END = "";

    private final Process process;
    private final PrintWriter input;
    private final Path errors;
    private final BlockingQueue<String> output = new LinkedBlockingQueue<>();

    ChildProcess(List<String> command, Path errors) throws IOException {
        this.errors = errors;
        process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
        input = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
        Thread reader = new Thread(this::readOutput, "output of " + process.pid());
        reader.setDaemon(true);
        reader.start();
    }

    void tell(String line) {
        input.println(line);
    }

    /**
     * Waits until the process says a word.
     *
     * @return what it said behind it
     * @throws RunFailedException if it says that it failed, ends, or says nothing in time
     */
    String expect(String word, long deadline) throws RunFailedException, InterruptedException {
        while (true) {
            String line = output.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (line == null) {
                throw new RunFailedException("a member did not say " + word + " in time; see " + errors);
            }
            if (line.equals(END)) {
                throw new RunFailedException("a member ended before it said " + word + "; see " + errors);
            }
            if (line.startsWith("FAILED ")) {
                throw new RunFailedException(line.substring("FAILED ".length()));
            }
            if (line.equals(word) || line.startsWith(word + " ")) {
                return line.substring(word.length()).strip();
            }
        }
    }

    private void readOutput() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isEmpty()) {
                    output.add(line);
                }
            }
        } catch (IOException | UncheckedIOException ended) {
            // Says nothing more.
        }
        output.add(END);
    }

    /** Ends the process, whatever it does. */
    void end(boolean keepErrors) throws IOException {
        process.destroyForcibly().onExit().join();
        input.close();
        if (!keepErrors) {
            Files.deleteIfExists(errors);
        }
    }
}
