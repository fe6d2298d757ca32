package org.ordercast.arquillian.measurement;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.ordercast.arquillian.payara.PayaraMicro;
import org.ordercast.arquillian.server.FreePorts;
import org.ordercast.arquillian.server.Settings;
import org.ordercast.arquillian.server.TestGroup;

/**
 * Measures how long Payara Micro takes to start, with the resource adapter and without, in turn: from the process's start
 * until the server says that it is ready. Once with an application, which has the server bring up what it deploys with in
 * any case, and once with nothing else, where the adapter is the first thing that it deploys.
 */
public final class StartTimes {

    private static final int STARTS = 5;
    private static final String READY = "ready in";

    private StartTimes() {}

    /** Starts servers one after another and prints how long each took, and the medians. */
    public static void main(String[] arguments) throws IOException, InterruptedException, URISyntaxException {
        Path directory = Files.createDirectories(Path.of(Settings.directory()));
        Path application = directory.resolve("application.war");
        ShrinkWrap.create(WebArchive.class)
                .addAsWebResource(new StringAsset("Hello"), "index.html")
                .as(ZipExporter.class)
                .exportTo(application.toFile(), true);
        compare("with an application", directory, Optional.of(application));
        compare("with nothing else", directory, Optional.empty());
    }

    private static void compare(String what, Path directory, Optional<Path> application)
            throws IOException, InterruptedException, URISyntaxException {
        List<Duration> without = new ArrayList<>();
        List<Duration> with = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            without.add(measure(directory, Optional.empty(), application));
            with.add(measure(directory, Optional.of(TestGroup.unique()), application));
        }
        print(what + ", without the resource adapter", without);
        print(what + ", with the resource adapter", with);
        System.out.printf(
                "%s: median with, less median without: %d ms%n",
                what, median(with).minus(median(without)).toMillis());
    }

    private static Duration measure(Path parent, Optional<TestGroup> adapter, Optional<Path> application)
            throws IOException, InterruptedException, URISyntaxException {
        Path directory = Files.createTempDirectory(parent, "start-");
        Map<String, String> options =
                PayaraMicro.options(directory, directory, FreePorts.tcp(), adapter, Path.of(Settings.rar()));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Arrays.asList(options.get("cmdOptions").split(" ")));
        command.add("-jar");
        command.add(microJar().toString());
        command.addAll(Arrays.asList(options.get("extraMicroOptions").split(" ")));
        application.ifPresent(war -> command.addAll(List.of("--deploy", war.toString())));

        long start = System.nanoTime();
        Process server = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            awaitReady(server);
            return Duration.ofNanos(System.nanoTime() - start);
        } finally {
            server.destroy();
            server.waitFor();
        }
    }

    private static void awaitReady(Process server) throws IOException {
        BufferedReader output = server.inputReader(StandardCharsets.UTF_8);
        StringBuilder seen = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains(READY)) {
                return;
            }
            seen.append(line).append('\n');
        }
        throw new IllegalStateException("the server ended before it was ready; it printed:\n" + seen);
    }

    private static Path microJar() throws URISyntaxException {
        return Path.of(fish.payara.micro.PayaraMicro.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    private static void print(String what, List<Duration> times) {
        System.out.printf(
                "%s: %s ms, median %d ms%n",
                what,
                times.stream().map(Duration::toMillis).toList(),
                median(times).toMillis());
    }

    private static Duration median(List<Duration> times) {
        List<Duration> sorted = new ArrayList<>(times);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }
}
