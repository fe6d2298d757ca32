package org.ordercast.engine.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Searches all states of a Promela model, with Spin and a C compiler. */
final class Spin {

    /** Deeper than any run of the model goes, for every one of them comes to an end. */
    private static final String DEPTH = "-m10000";

    private static final String MEGABYTES = "6000";
    private static final long PATIENCE_MINUTES = 15;
    private static final Pattern STATES = Pattern.compile("(\\d+) states, stored");
    private static final Pattern VIOLATION = Pattern.compile("pan:1: (assertion violated .*)\\(at depth");

    private final Path model;
    private final Path directory;

    /** Prepares searches of a model that leave their files in a directory. */
    Spin(Path model, Path directory) {
        this.model = model;
        this.directory = directory;
    }

    /**
     * What a search has found.
     *
     * @param violation what does not hold, empty if everything does
     * @param complete whether every state was seen
     * @param states how many were
     * @param output what the search said
     */
    record Result(String violation, boolean complete, long states, String output) {}

    /** Whether there is what a search needs. */
    static boolean isInstalled() throws InterruptedException {
        return starts("spin", "-V") && starts("cc", "--version");
    }

    /** Searches the model under definitions such as {@code DISK} or {@code EVICTIONS=1}. */
    Result search(List<String> definitions) throws IOException, InterruptedException {
        List<String> generate = new ArrayList<>(List.of("spin", "-a"));
        definitions.forEach(definition -> generate.add("-D" + definition));
        generate.add(model.toAbsolutePath().toString());
        requireDone(generate);
        // Nothing but assertions is checked, and no more of a state is kept than itself: the search is exhaustive.
        requireDone(List.of("cc", "-O2", "-w", "-DSAFETY", "-DNOFAIR", "-DMEMLIM=" + MEGABYTES, "-o", "pan", "pan.c"));
        String output = run(List.of("./pan", DEPTH, "-w22", "-n"));
        Matcher states = STATES.matcher(output);
        if (!states.find()) {
            throw new IOException("the search of " + model + " under " + definitions + " broke off: " + output);
        }
        Matcher violation = VIOLATION.matcher(output);
        return new Result(
                violation.find() ? violation.group(1) : "",
                output.contains("errors: 0")
                        && !output.contains("Search not completed")
                        && !output.contains("too small"),
                Long.parseLong(states.group(1)),
                output);
    }

    private void requireDone(List<String> command) throws IOException, InterruptedException {
        String output = run(command);
        if (!Files.exists(directory.resolve("pan.c")) || output.contains("rror:")) {
            throw new IOException(String.join(" ", command) + " failed: " + output);
        }
    }

    private String run(List<String> command) throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                throw new IOException(command + " did not end within " + PATIENCE_MINUTES + " minutes");
            }
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(output);
    }

    private static boolean starts(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException missing) {
            return false;
        }
    }
}
