package org.ordercast.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.DatagramSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One run: starts the members' processes, lets them go, and ends them. */
final class Run {

    private static final int MEMBERS = 3;

    private record Child(Process process, BufferedReader output, PrintWriter input) {}

    private final Load load;

    Run(Load load) {
        this.load = load;
    }

    /** Runs once. Fails if any member lost, doubled or reordered a message, or disagrees with another. */
    Measurement measure() throws IOException, InterruptedException {
        List<Child> children = new ArrayList<>();
        Path logs = Files.createTempDirectory("ordercast-benchmark");
        try {
            String group = "benchmark-" + System.nanoTime();
            int port = freePort();
            for (int index = 0; index < MEMBERS; index++) {
                children.add(start(group, port, index, logs));
            }
            for (Child child : children) {
                expect(child, "READY");
            }
            children.forEach(child -> child.input.println("GO"));
            List<String[]> results = new ArrayList<>();
            for (Child child : children) {
                results.add(expect(child, "DONE").split(" "));
            }
            children.forEach(child -> child.input.println("END"));
            return Measurement.of(load, results);
        } finally {
            for (Child child : children) {
                if (!child.process.waitFor(5, TimeUnit.SECONDS)) {
                    child.process.destroyForcibly().waitFor();
                }
            }
            delete(logs);
        }
    }

    private Child start(String group, int port, int index, Path logs) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms512m",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                MemberProcess.class.getName(),
                group,
                Integer.toString(port),
                Integer.toString(index),
                logs.toString()));
        command.addAll(load.arguments());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new Child(
                process,
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)),
                new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8));
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static String expect(Child child, String word) throws IOException {
        for (String line = child.output.readLine(); line != null; line = child.output.readLine()) {
            if (line.startsWith(word)) {
                return line;
            }
        }
        throw new IOException("a member ended before it said " + word + "; its error output says why");
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
