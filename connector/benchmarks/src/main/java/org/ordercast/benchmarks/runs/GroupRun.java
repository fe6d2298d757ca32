package org.ordercast.benchmarks.runs;

import java.io.IOException;
import java.net.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ordercast.benchmarks.contenders.Contender;
import org.ordercast.benchmarks.systems.Place;

/**
 * One run: starts the members' processes, lets them go, and ends them, whatever they do, in bounded time.
 *
 * @param contender which system
 * @param load what is sent
 * @param timing for how long
 * @param java what runs the members
 * @param directory where members' files and error outputs go
 */
public record GroupRun(Contender contender, Load load, Timing timing, JavaOptions java, Path directory) {

    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long LOOK_AGAIN_MILLIS = 50;
    private static final Duration HEAD_START = Duration.ofMillis(200);

    /**
     * Runs once.
     *
     * @param round the number of the round that it belongs to
     * @return what it gave, or why it gave nothing
     * @throws IOException if files of the run cannot be written or removed
     * @throws InterruptedException if the calling thread was interrupted
     */
    public Measurement run(int round) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Path files = Files.createTempDirectory(directory, "run");
        Path memory = Files.createTempDirectory(Files.isDirectory(MEMORY) ? MEMORY : directory, "ordercast-benchmark");
        List<ChildProcess> children = new ArrayList<>();
        boolean succeeded = false;
        try {
            start(children, round, files, memory);
            Measurement measurement = measure(children, round);
            succeeded = true;
            return measurement;
        } catch (RunFailedException failed) {
            return Measurement.failed(contender, load, round, String.valueOf(failed.getMessage()));
        } finally {
            for (ChildProcess child : children) {
                child.end(!succeeded);
            }
            delete(files);
            delete(memory);
        }
    }

    private void start(List<ChildProcess> children, int round, Path files, Path memory) throws IOException {
        String group = "benchmark-" + System.nanoTime();
        String address = freeGroupAddress();
        String ports = freePorts();
        for (int index = 0; index < load.members(); index++) {
            List<String> command = new ArrayList<>(List.of(
                    java.program().toString(),
                    // For Aeron; here for all, so that all run under the same options.
                    "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
                    "-Djava.net.preferIPv4Stack=true",
                    "-Xms" + java.heap(),
                    "-Xmx" + java.heap(),
                    "-XX:+ExitOnOutOfMemoryError",
                    "-cp",
                    System.getProperty("java.class.path"),
                    MemberProcess.class.getName(),
                    contender.toString(),
                    group,
                    address,
                    ports,
                    Integer.toString(index),
                    files.toString(),
                    memory.toString()));
            command.addAll(load.arguments());
            String errors = contender.toString().replaceAll("[^a-z0-9=]+", "-") + "-" + group + "-round-" + round
                    + "-member-" + index + ".log";
            children.add(new ChildProcess(command, directory.resolve(errors)));
        }
    }

    private Measurement measure(List<ChildProcess> children, int round)
            throws RunFailedException, IOException, InterruptedException {
        expectAll(children, "READY", System.nanoTime() + Timing.MOST_TO_FORM.toNanos());
        Schedule schedule =
                Schedule.of(load, System.nanoTime() + HEAD_START.toNanos(), timing.warmUp(), timing.measured());
        tellAll(children, schedule.start() + " " + schedule.warmUp() + " " + schedule.measured());
        long wireBefore = wireBytesAt(schedule.measuredFrom());
        long wireAfter = wireBytesAt(schedule.measuredUntil());
        long deadline = schedule.measuredUntil() + Timing.MOST_TO_END.toNanos();
        tellAll(children, String.join(" ", expectAll(children, "SENT", deadline)));
        List<MemberResult> results = expectAll(children, "DONE", deadline + Timing.MOST_TO_END.toNanos()).stream()
                .map(MemberResult::decode)
                .toList();
        if (results.stream().map(MemberResult::digest).distinct().count() > 1) {
            throw new RunFailedException("the members received different orders");
        }
        return Measurement.of(contender, load, round, results, wireAfter - wireBefore);
    }

    /** Waits until each member has said a word, and no longer than until one has failed. */
    private static List<String> expectAll(List<ChildProcess> children, String word, long deadline)
            throws RunFailedException, InterruptedException {
        List<String> said = new ArrayList<>();
        while (said.size() < children.size()) {
            ChildProcess child = children.get(said.size());
            child.hear(word, LOOK_AGAIN_MILLIS).ifPresent(said::add);
            for (int member = 0; member < children.size(); member++) {
                Optional<String> failure = children.get(member).failure();
                if (failure.isPresent()) {
                    throw new RunFailedException("member " + member + ": " + failure.get());
                }
            }
            if (System.nanoTime() - deadline > 0) {
                throw new RunFailedException("member " + said.size() + " did not say " + word
                        + " in time; its error output is in " + child.errors());
            }
        }
        return said;
    }

    private static void tellAll(List<ChildProcess> children, String line) {
        children.forEach(child -> child.tell(line));
    }

    private static long wireBytesAt(long time) throws IOException, InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time - System.nanoTime());
        return WireBytes.sent();
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** An address that nobody else on the machine is likely to use. Odd, for Aeron answers on the even one that follows. */
    private static String freeGroupAddress() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return "239.255." + random.nextInt(1, 255) + "." + (random.nextInt(1, 127) * 2 + 1);
    }

    private static String freePorts() throws IOException {
        List<DatagramSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < Place.PORTS; i++) {
                sockets.add(new DatagramSocket(0));
            }
            return sockets.stream()
                    .map(socket -> Integer.toString(socket.getLocalPort()))
                    .collect(Collectors.joining(","));
        } finally {
            sockets.forEach(DatagramSocket::close);
        }
    }
}
