package org.ordercast.engine.driver;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.ordercast.engine.GroupSnapshot;
import org.ordercast.engine.MemberState;
import org.ordercast.engine.member.MemberProtocol;
import org.ordercast.engine.thread.BackgroundThread;
import org.ordercast.engine.transport.DatagramReceiver;

/**
 * The member's thread. In turns, it tells the protocol what was signalled, gives it what has arrived, lets it do what is
 * due and send what it held back; when there is no more to do, it parks until a datagram, a signal or the next timer. It
 * waits for nothing else, least of all for an application.
 *
 * <p>However it ends, whoever waits for this member is told: publishers, readers, and who looks at the snapshot.
 */
public final class EventLoop implements AutoCloseable {

    /** How many datagrams are received in a turn before what was held back goes out. */
    private static final int TURN_LIMIT = 256;

    /** How old a snapshot may be while something changes. */
    private static final long SNAPSHOT_NANOS = 5_000_000;

    /** How long to wait for the thread to end, which a publisher's callback may hold up. */
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

    private static final String CLOSED = "the member was closed";

    private final MemberParts parts;
    private final MemberProtocol protocol;
    private final BackgroundThread thread;
    private final long origin = System.nanoTime();
    private final DatagramReceiver receiver = this::onDatagram;

    private volatile GroupSnapshot snapshot;
    private volatile boolean closing;

    // The loop's own.
    private long now;
    private long snapshotTaken;
    private boolean snapshotOld;

    /**
     * Prepares a loop, which {@link #start} starts.
     *
     * @param threadName the name of the thread
     * @param parts what surrounds the protocol
     * @param protocol the protocol
     */
    public EventLoop(String threadName, MemberParts parts, MemberProtocol protocol) {
        this.parts = parts;
        this.protocol = protocol;
        this.snapshot = protocol.snapshot();
        this.thread = new BackgroundThread(threadName, this::run);
    }

    /** Starts the thread. */
    public void start() {
        thread.start();
    }

    /**
     * What the member was doing a few milliseconds ago at most.
     *
     * @return the snapshot
     */
    public GroupSnapshot snapshot() {
        return snapshot;
    }

    /**
     * Whether the caller is the member's thread, which must wait for nothing that only it can bring about.
     *
     * @return true on the member's thread
     */
    public boolean isCurrentThread() {
        return thread.isCurrent();
    }

    /**
     * Leaves the group and waits until the thread has ended; called on that thread itself, it ends after this turn.
     * Closing again has no effect.
     */
    @Override
    public void close() {
        closing = true;
        parts.signals().raise(LoopSignals.CLOSE);
        if (!isCurrentThread()) {
            if (thread.join(CLOSE_PATIENCE)) {
                snapshot = ended(MemberState.STOPPED, CLOSED);
            } else {
                parts.events()
                        .warning("the member's thread did not end within " + CLOSE_PATIENCE.toSeconds()
                                + " s of being closed; something that depends on a publication's future holds it up");
            }
        }
    }

    private void run() {
        MemberEnd end = new MemberEnd(MemberState.FAILED, parts.name() + ": the member's thread died");
        try {
            end = turnUntilTheEnd();
        } catch (Throwable t) {
            end = new MemberEnd(
                    MemberState.FAILED, parts.name() + ": the member's thread met an unexpected error: " + t);
            parts.events().broke("the member stops, for its thread met an unexpected error", t);
        } finally {
            finish(end);
        }
    }

    private MemberEnd turnUntilTheEnd() throws IOException {
        now = clock();
        protocol.start(now);
        while (true) {
            boolean moreToTake = turn();
            Optional<String> failure = parts.events().failure().or(parts.log()::failure);
            if (failure.isPresent()) {
                return new MemberEnd(MemberState.FAILED, parts.name() + ": " + failure.get());
            }
            if (closing) {
                MemberEnd end = new MemberEnd(MemberState.STOPPED, parts.name() + ": " + CLOSED);
                leave(end);
                return end;
            }
            // Not before: nobody is to be let in for room that a failure has freed.
            parts.publications().turnEnded();
            if (!moreToTake) {
                park();
            }
        }
    }

    /** Does what there is to do, and says whether there may be more to take. */
    private boolean turn() throws IOException {
        now = clock();
        int signals = parts.signals().take();
        if ((signals & LoopSignals.LOG_ROOM) != 0) {
            protocol.onLogRoom(now);
        }
        if ((signals & LoopSignals.KEYS) != 0) {
            parts.keys().apply();
        }
        boolean moreFetched = parts.fetches().deliver(protocol, parts.log(), now);
        int received = parts.transport().receive(receiver, TURN_LIMIT);
        now = clock();
        boolean due = protocol.nextTimer() <= now;
        protocol.onTurnEnd(now);
        parts.transport().flush();
        snapshotOld |= signals != 0 || received > 0 || due;
        renewSnapshot();
        return moreFetched || received == TURN_LIMIT;
    }

    private void onDatagram(ByteBuffer datagram) {
        protocol.onDatagram(datagram, now);
    }

    private void renewSnapshot() {
        boolean stateMoved = parts.events().takeStateMoved();
        if (stateMoved || (snapshotOld && now - snapshotTaken >= SNAPSHOT_NANOS)) {
            snapshot = protocol.snapshot();
            snapshotTaken = now;
            snapshotOld = false;
        }
    }

    /** Parks until there is something to do. */
    private void park() throws IOException {
        if (parts.signals().tryPark()) {
            try {
                long next =
                        Math.min(protocol.nextTimer(), snapshotOld ? snapshotTaken + SNAPSHOT_NANOS : Long.MAX_VALUE);
                long left = next - clock();
                if (left > 0) {
                    parts.transport().await(left);
                }
            } finally {
                parts.signals().unpark();
                // A publisher's callback may have left this thread interrupted, and it would never park again.
                Thread.interrupted();
            }
        }
    }

    private void leave(MemberEnd end) {
        now = clock();
        parts.publications().refuse(end);
        protocol.leave(now);
        protocol.onTurnEnd(now);
        parts.transport().flush();
        snapshot = protocol.snapshot();
    }

    /** Tells everybody, publishers last, for their callbacks run here and may look at all the rest. */
    private void finish(MemberEnd end) {
        snapshot = ended(end.state(), end.reason());
        parts.transport().close();
        parts.keys().close();
        parts.fetches().close();
        parts.upkeep().close();
        parts.log().end(end::exception);
        parts.log().close();
        parts.publications().end(end);
        if (closing) {
            snapshot = ended(MemberState.STOPPED, CLOSED);
        }
    }

    private GroupSnapshot ended(MemberState state, String reason) {
        GroupSnapshot last = snapshot;
        return last.state() == state
                ? last
                : new GroupSnapshot(
                        state,
                        reason,
                        last.epoch(),
                        Optional.empty(),
                        last.members(),
                        last.ordered(),
                        last.committed(),
                        last.stable(),
                        last.digest());
    }

    /** The time in nanoseconds from this loop's beginning, so that none of its sums overflows. */
    private long clock() {
        return System.nanoTime() - origin;
    }
}
