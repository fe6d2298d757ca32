package org.ordercast.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.ordercast.engine.Acknowledgement;
import org.ordercast.engine.Counter;
import org.ordercast.engine.Cursor;
import org.ordercast.engine.Delivery;
import org.ordercast.engine.Durability;
import org.ordercast.engine.GroupSettings;
import org.ordercast.engine.Member;
import org.ordercast.engine.Place;
import org.ordercast.engine.StorageSettings;

/**
 * One member in a process of its own. Says {@code READY} on its output when all members are in its view, publishes its
 * share when it reads a line, checks everything that it receives, and ends with a line that begins with {@code DONE}.
 */
final class MemberProcess {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MEMBERS = 3;

    /** How much of the log is kept on the disk: more than waits for a reader. */
    private static final long KEPT_BYTES = 512L * 1024 * 1024;

    private final Load load;
    private final Member member;
    private final Cursor cursor;
    private final boolean publishes;

    private MemberProcess(Load load, Member member, boolean publishes) {
        this.load = load;
        this.member = member;
        this.cursor = member.openCursor();
        this.publishes = publishes;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        String group = arguments[0];
        int port = Integer.parseInt(arguments[1]);
        int index = Integer.parseInt(arguments[2]);
        Load load = Load.of(List.of(arguments).subList(4, arguments.length));
        GroupSettings settings = GroupSettings.builder()
                .group(group)
                .port(port)
                .memberId("member-" + index)
                .maxDatagramSize(load.maxDatagramSize())
                .directThreshold(load.directThreshold())
                .storage(storage(load.durability(), arguments[3]))
                .sequencer("member-0")
                .build();
        try (Member member = Member.start(settings)) {
            new MemberProcess(load, member, index >= MEMBERS - load.publishers()).run();
        }
    }

    /** The default but for what is measured; the directory is removed by who started this process. */
    private static StorageSettings storage(Durability durability, String directory) {
        return new StorageSettings(
                durability,
                directory,
                StorageSettings.DEFAULT_SEGMENT_SIZE,
                KEPT_BYTES,
                StorageSettings.DEFAULT_KEEP_TIME);
    }

    private void run() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (member.snapshot().members().size() < MEMBERS) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the group did not form: " + member.snapshot());
            }
            Thread.sleep(10);
        }
        say("READY");
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        if (input.readLine() == null) {
            return;
        }
        if (publishes) {
            Thread publisher = new Thread(this::publish, "publisher");
            publisher.setDaemon(true);
            publisher.start();
        }
        say(receive());
        input.readLine();
    }

    private void publish() {
        try {
            Deque<CompletableFuture<Place>> onTheirWay = new ArrayDeque<>();
            for (long number = 1; number <= load.messages(); number++) {
                List<CompletableFuture<Place>> sent =
                        member.publish(List.of(load.message(number)), Acknowledgement.ORDERED, PATIENCE);
                if (load.inFlight() > 0) {
                    onTheirWay.addAll(sent);
                    while (onTheirWay.size() >= load.inFlight()) {
                        onTheirWay.remove().join();
                    }
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private String receive() throws InterruptedException {
        Map<String, Long> numbers = new HashMap<>();
        long started = 0;
        long cpuBefore = 0;
        long digest = 0;
        for (long received = 1; received <= load.total(); received++) {
            Optional<Delivery> next = cursor.peek(PATIENCE);
            if (next.isEmpty()) {
                throw new IllegalStateException(
                        "nothing came after message " + (received - 1) + ": " + member.snapshot());
            }
            Delivery delivery = next.get();
            long number = numbers.merge(delivery.publisher(), 1L, Long::sum);
            if (delivery.sequence() != received || !load.matches(delivery.payload(), number)) {
                throw new IllegalStateException(
                        "expected message " + number + " at sequence " + received + ", and got " + delivery);
            }
            digest = digest * 31 + delivery.publisher().hashCode() + number;
            cursor.advance();
            if (received == load.warmUp()) {
                started = System.nanoTime();
                cpuBefore = processCpu();
            }
        }
        long nanos = System.nanoTime() - started;
        return "DONE " + nanos + " " + (processCpu() - cpuBefore) + " " + Long.toHexString(digest) + " "
                + member.counters().get(Counter.NAKS_SENT);
    }

    private static long processCpu() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
