package org.ordercast.arquillian.measurement;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.ordercast.arquillian.server.Settings;
import org.ordercast.arquillian.server.TestGroup;

/**
 * Measures how long Payara Micro takes to start, with the resource adapter and without, in turn: from the process's start
 * until the server says that it is ready. Once with an application, which has the server bring up what it deploys with in
 * any case, and once with nothing else, where the adapter is the first thing that it deploys.
 */
public final class StartTimes {

    private static final int STARTS = 5;

    private StartTimes() {}

    /** Starts servers one after another and prints how long each took, and the medians. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createDirectories(Path.of(Settings.directory()));
        Path application = directory.resolve("application.war");
        ShrinkWrap.create(WebArchive.class)
                .addAsWebResource(new StringAsset("Hello"), "index.html")
                .as(ZipExporter.class)
                .exportTo(application.toFile(), true);
        compare("with an application", directory, Optional.of(application));
        compare("with nothing else", directory, Optional.empty());
    }

    private static void compare(String what, Path directory, Optional<Path> application) throws IOException {
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
            throws IOException {
        long start = System.nanoTime();
        try (ServerProcess server = ServerProcess.start(
                parent, adapter, List.of(), application.stream().toList())) {
            server.awaitReady();
            return Duration.ofNanos(System.nanoTime() - start);
        }
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
