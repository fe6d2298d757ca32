package org.ordercast.arquillian.measurement;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ordercast.arquillian.payara.PayaraMicro;
import org.ordercast.arquillian.server.FreePorts;
import org.ordercast.arquillian.server.Settings;
import org.ordercast.arquillian.server.TestGroup;

/** A Payara Micro in a process of its own, from the process's start until it is closed. */
final class ServerProcess implements AutoCloseable {

    private static final String READY = "ready in";

    private final Process process;
    private final int port;

    private ServerProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts a server, and does not wait for it.
     *
     * @param parent where it gets a directory of its own
     * @param adapter the properties of the resource adapter, or empty for a server without
     * @param javaOptions further options of its JVM
     * @param deployments what else it deploys, in that order
     */
    static ServerProcess start(
            Path parent, Optional<TestGroup> adapter, List<String> javaOptions, List<Path> deployments)
            throws IOException {
        Path directory = Files.createTempDirectory(parent, "server-");
        int port = FreePorts.tcp();
        Map<String, String> options = PayaraMicro.options(directory, directory, port, adapter, Path.of(Settings.rar()));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Arrays.asList(options.get("cmdOptions").split(" ")));
        command.addAll(javaOptions);
        command.add("-jar");
        command.add(microJar().toString());
        command.addAll(Arrays.asList(options.get("extraMicroOptions").split(" ")));
        deployments.forEach(archive -> command.addAll(List.of("--deploy", archive.toString())));
        return new ServerProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start(), port);
    }

    private static Path microJar() {
        try {
            return Path.of(fish.payara.micro.PayaraMicro.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("no file has Payara Micro", e);
        }
    }

    /** Waits until the server says that it is ready. Called once. */
    void awaitReady() throws IOException {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        StringBuilder seen = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains(READY)) {
                Thread drain = new Thread(() -> drain(output), "drain");
                drain.setDaemon(true);
                drain.start();
                return;
            }
            seen.append(line).append('\n');
        }
        throw new IllegalStateException("the server ended before it was ready; it printed:\n" + seen);
    }

    /** A server whose output nobody reads would stand still. */
    private static void drain(BufferedReader output) {
        try {
            output.transferTo(Writer.nullWriter());
        } catch (IOException ended) {
            // The server was closed while it printed, which is no concern of anybody's.
        }
    }

    /** What an application of a name answers at. */
    URI root(String application) {
        return URI.create("http://127.0.0.1:" + port + "/" + application + "/");
    }

    /** The processor time that it has taken so far. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        process.destroy();
        boolean interrupted = false;
        while (process.isAlive()) {
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
