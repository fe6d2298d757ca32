package org.ordercast.faults.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.Cursor;
import org.ordercast.engine.GroupSnapshot;
import org.ordercast.engine.Member;
import org.ordercast.faults.history.DeliveryHistory;
import org.ordercast.faults.history.HistoryFiles;
import org.ordercast.faults.history.SendHistory;
import org.ordercast.faults.history.Source;

/**
 * One member in a process of its own, which does what is written to its input, a line at a time, and answers each line with
 * one: {@code publish COUNT PER_SECOND}, {@code finish}, {@code status}, {@code end}. Begins by saying that it is ready. It
 * ends with its input, or when its time is over, whatever it is doing.
 */
public final class MemberProcess {

    /** What the process says when it has started. */
    public static final String READY = "READY";

    private static final int TIME_IS_OVER = 3;
    private static final int INPUT_ENDED = 4;
    private static final int BROKEN = 5;

    private final MemberOptions options;
    private final Member member;
    private final Reader reader;
    private final Thread reading;
    private final SendHistory sends;
    private @Nullable Publisher publisher;

    private MemberProcess(MemberOptions options, Member member, Reader reader, Thread reading, SendHistory sends) {
        this.options = options;
        this.member = member;
        this.reader = reader;
        this.reading = reading;
        this.sends = sends;
    }

    /**
     * Starts the member, and serves its input.
     *
     * @param arguments as {@link MemberOptions#arguments()} writes them
     * @throws IOException if the member cannot be started, or a history cannot be written
     * @throws InterruptedException if the process is interrupted
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        MemberOptions options = MemberOptions.of(arguments);
        endAfter(options.bound().toNanos());
        Files.createDirectories(options.directory());
        HistoryFiles files = new HistoryFiles(options.directory(), options.index());
        long after = files.positionBefore(options.life());
        SendHistory sends = SendHistory.begin(files.sends(options.life()));
        Member member = Member.start(options.settings());
        Cursor cursor = member.openCursor(after);
        DeliveryHistory deliveries = DeliveryHistory.begin(files.deliveries(options.life()), System.nanoTime(), after);
        Reader reader = new Reader(cursor, deliveries, options.members());
        Thread reading = daemon("reader", reader);
        say(READY);
        new MemberProcess(options, member, reader, reading, sends).serve();
        Runtime.getRuntime().halt(INPUT_ENDED);
    }

    private void serve() throws IOException, InterruptedException {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            String[] words = line.split(" ", -1);
            switch (words[0]) {
                case "publish" -> publish(Long.parseLong(words[1]), Long.parseLong(words[2]));
                case "finish" -> finish();
                case "status" -> say(status());
                case "end" -> end();
                default -> throw new IllegalArgumentException("the input is not understood: " + line);
            }
        }
    }

    private void publish(long count, long perSecond) {
        Publisher started = new Publisher(
                member,
                sends,
                new Load(options.messageSize()),
                new Source(options.index(), options.life()),
                count,
                perSecond);
        publisher = started;
        daemon("publisher", started);
        say("PUBLISHES");
    }

    private void finish() {
        Publisher active = publisher;
        if (active != null) {
            active.finish();
        }
        say("FINISHES");
    }

    private String status() {
        Publisher active = publisher;
        GroupSnapshot snapshot = member.snapshot();
        sends.flush();
        return String.format(
                Locale.ROOT,
                "%s %d %d %d %d %b",
                snapshot.state(),
                reader.written(),
                snapshot.ordered(),
                active == null ? 0 : active.sent(),
                active == null ? 0 : active.outstanding(),
                active == null || active.isDone());
    }

    private void end() throws IOException, InterruptedException {
        member.close();
        reading.join();
        sends.close();
        say("ENDED");
        Runtime.getRuntime().halt(0);
    }

    /** Whatever becomes of who started this process, it does not stay. */
    private static void endAfter(long nanos) {
        long end = System.nanoTime() + nanos;
        daemon("bound", () -> {
            while (end - System.nanoTime() > 0) {
                LockSupport.parkNanos(Math.min(end - System.nanoTime(), TimeUnit.SECONDS.toNanos(1)));
            }
            Runtime.getRuntime().halt(TIME_IS_OVER);
        });
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((broken, error) -> {
            System.getLogger(MemberProcess.class.getName())
                    .log(System.Logger.Level.ERROR, "the " + broken.getName() + " broke", error);
            Runtime.getRuntime().halt(BROKEN);
        });
        thread.start();
        return thread;
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
