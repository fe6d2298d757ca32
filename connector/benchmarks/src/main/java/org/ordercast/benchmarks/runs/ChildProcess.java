package org.ordercast.benchmarks.runs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A member's process, as the one that started it sees it. Its error output goes to a file, which stays if the run failed. */
final class ChildProcess {

    private static final String FAILED = "FAILED ";

    private final Process process;
    private final PrintWriter input;
    private final Path errors;
    private final BlockingQueue<String> output = new LinkedBlockingQueue<>();
    private volatile @Nullable String failure;

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

    /** Waits a moment for the process to say a word: what it said behind that, or empty if it did not. */
    Optional<String> hear(String word, long millis) throws InterruptedException {
        String line = output.poll(millis, TimeUnit.MILLISECONDS);
        return line == null || !(line + " ").startsWith(word + " ")
                ? Optional.empty()
                : Optional.of(line.substring(word.length()).strip());
    }

    /** Why the process gives no result: it said so, or it ended. */
    Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /** Where its error output goes. */
    Path errors() {
        return errors;
    }

    /** Ends the process, whatever it does. */
    void end(boolean keepErrors) throws IOException {
        process.destroyForcibly().onExit().join();
        input.close();
        if (!keepErrors) {
            Files.deleteIfExists(errors);
        }
    }

    private void readOutput() {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith(FAILED)) {
                    failure = line.substring(FAILED.length());
                } else {
                    output.add(line);
                }
            }
        } catch (IOException | UncheckedIOException ended) {
            // Says nothing more.
        }
        if (failure == null) {
            failure = "its process ended" + lastError();
        }
    }

    private String lastError() {
        try {
            List<String> lines = Files.readAllLines(errors);
            return lines.isEmpty() ? "" : " after it said: " + lines.get(lines.size() - 1);
        } catch (IOException unreadable) {
            return "";
        }
    }
}
