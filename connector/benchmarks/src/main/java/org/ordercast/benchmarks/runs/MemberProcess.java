package org.ordercast.benchmarks.runs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.ordercast.benchmarks.contenders.Contender;
import org.ordercast.benchmarks.messages.MessageContent;
import org.ordercast.benchmarks.messages.OrderChecker;
import org.ordercast.benchmarks.systems.GroupMember;
import org.ordercast.benchmarks.systems.Place;

/**
 * One member of one system's group in a process of its own. It says {@code READY} when the group is complete, reads the schedule,
 * publishes its share, checks everything that it receives, says {@code SENT} and how much, reads how much all have sent, waits for
 * that, and says {@code DONE} and its result; or at any time {@code FAILED} and why. Then it waits to be ended.
 */
final class MemberProcess {

    private static final Duration MOST_FOR_LAST_SEND = Duration.ofSeconds(10);
    private static final Duration MOST_FOR_REST = Duration.ofSeconds(20);
    private static final long LOOK_AGAIN_MILLIS = 10;

    private final Place place;
    private final Load load;
    private final OrderChecker checker;
    private final Latencies latencies = new Latencies();
    private final Semaphore onTheirWay;
    private final BufferedReader input;
    /** Set before anybody publishes. */
    private volatile Schedule schedule = new Schedule(0, 0, 0, 0, 1);

    private MemberProcess(Place place, Load load) {
        this.place = place;
        this.load = load;
        checker = new OrderChecker(new MessageContent(load.payload()), load.members(), this::onChecked);
        onTheirWay = new Semaphore(load.inFlight());
        input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    }

    /**
     * Runs a member.
     *
     * @param arguments the contender, the group's name, address and ports, the member's index, its directories, and the load
     * @throws IOException if its result cannot be read off the platform
     */
    public static void main(String[] arguments) throws IOException {
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> fail(thrown));
        List<String> words = List.of(arguments);
        Load load = Load.of(words.subList(words.size() - Load.ARGUMENTS, words.size()));
        Place place = new Place(
                words.get(1),
                words.get(2),
                Arrays.stream(words.get(3).split(",", -1)).map(Integer::valueOf).toList(),
                Integer.parseInt(words.get(4)),
                load.members(),
                load.publishers(),
                Path.of(words.get(5)),
                Path.of(words.get(6)),
                load.frames(),
                load.payload(),
                load.loss());
        MemberProcess process = new MemberProcess(place, load);
        try (GroupMember member = Contender.of(words.get(0)).start(place, process.checker::check)) {
            process.run(member);
        } catch (Exception failed) {
            fail(failed);
        }
    }

    private void run(GroupMember member) throws IOException, InterruptedException {
        while (!member.isComplete()) {
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
        say("READY");
        long[] times = numbers(input.readLine());
        schedule = new Schedule(times[0], times[1], times[2], load.rate(), load.publishers());
        Publisher publisher = new Publisher(member, place.index(), load, schedule, onTheirWay);
        Thread thread = new Thread(publisher, "publisher");
        thread.setDaemon(true);
        if (place.publishes()) {
            thread.start();
        }
        Usage before = usageAt(schedule.measuredFrom());
        Usage after = usageAt(schedule.measuredUntil());
        publisher.stop();
        thread.join(MOST_FOR_LAST_SEND.toMillis());
        if (thread.isAlive()) {
            String what =
                    load.rate() > 0 ? "publishing fell behind its rate by" : "a call to publish did not return for";
            throw new IllegalStateException(what + " more than " + MOST_FOR_LAST_SEND.toSeconds() + " s; "
                    + checker.count() + " messages had come");
        }
        say("SENT " + publisher.published());
        awaitRest(numbers(input.readLine()));
        say("DONE "
                + MemberResult.of(before, after, Usage.peakMemory(), checker.digest(), member.remarks(), latencies)
                        .encode());
        input.readLine();
    }

    private Usage usageAt(long time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time - System.nanoTime());
        failOnViolation();
        return Usage.now(checker.count());
    }

    private void awaitRest(long[] published) throws InterruptedException {
        long deadline = System.nanoTime() + MOST_FOR_REST.toNanos();
        while (!checker.hasAll(published)) {
            failOnViolation();
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("lost or late: " + checker.missing(published));
            }
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
    }

    private void failOnViolation() {
        checker.violation().ifPresent(violation -> {
            throw new IllegalStateException(violation);
        });
    }

    private void onChecked(int publisher, long number) {
        boolean own = publisher == place.index();
        if (own && load.inFlight() > 0) {
            onTheirWay.release();
        }
        if (load.rate() > 0) {
            long intended = schedule.intended(publisher, number);
            if (schedule.isMeasured(intended)) {
                latencies.record(own, System.nanoTime() - intended);
            }
        }
    }

    private static long[] numbers(String line) {
        return Arrays.stream(line.split(" ", -1)).mapToLong(Long::parseLong).toArray();
    }

    /** Says why, and ends the process as it is: what is left of its threads may be waiting for ever. */
    private static void fail(Throwable thrown) {
        thrown.printStackTrace(System.err);
        String reason = thrown.getMessage() == null ? thrown.getClass().getName() : thrown.getMessage();
        say("FAILED " + reason.replaceAll("\\s+", " "));
        Runtime.getRuntime().halt(1);
    }

    private static synchronized void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
