package org.ordercast.engine.simulation;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.ordercast.engine.link.ReadAnswer;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.membership.Endpoint;

/**
 * The TCP link over which one member, in one life, reads what others' disks hold: portion by portion, the next only when
 * its owner has taken the one before. It stands still while the two hosts are separated in either direction or the other
 * process stands still, and breaks off when that lasts, when the other process dies, and at random.
 */
final class LogLink implements RecordLink {

    private static final long LONGEST_WAY = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long LONGEST_PATIENCE = TimeUnit.MILLISECONDS.toNanos(2_000);

    private final SimulatedGroup group;
    private final int host;
    private final Dice dice;
    private final Runnable onNews;
    private final Deque<LogRecord> arrived = new ArrayDeque<>();
    private Transfer transfer;
    private boolean ended;
    private boolean complete;

    /** A link from a host, which says when something has arrived. */
    LogLink(SimulatedGroup group, int host, Dice dice, Runnable onNews) {
        this.group = group;
        this.host = host;
        this.dice = dice;
        this.onNews = onNews;
    }

    @Override
    public void fetch(Endpoint from, long sequence) {
        stop();
        Transfer begun = new Transfer(from, sequence);
        transfer = begun;
        group.timeline().after(way(), begun::connect);
    }

    @Override
    public void stop() {
        transfer = null;
        arrived.clear();
        ended = false;
    }

    @Override
    public boolean hasRecord() {
        return !arrived.isEmpty();
    }

    @Override
    public boolean hasEnded() {
        return ended && arrived.isEmpty();
    }

    @Override
    public LogRecord takeRecord() {
        return arrived.removeFirst();
    }

    @Override
    public boolean takeEnd() {
        boolean wasComplete = complete;
        stop();
        return wasComplete;
    }

    /** Has a member's server answer, which forces its log before it gives anything out, and may die of it. */
    static Optional<ReadAnswer> answer(MemberLife life, long sequence) {
        List<ReadAnswer> opened = new ArrayList<>();
        life.process(() -> {
            try {
                opened.add(((PersistentLog) life.log()).answer(sequence));
            } catch (IOException e) {
                // The disk fails: the server has nothing to give.
            }
        });
        return opened.stream().findFirst();
    }

    private long way() {
        return dice.between(1, LONGEST_WAY);
    }

    /** One fetch, until it ends or another one takes its place. */
    private final class Transfer {

        private final Endpoint from;
        private final long sequence;
        private final long patience = dice.between(LOOK, LONGEST_PATIENCE);
        private SimulatedMember source;
        private MemberLife life;
        private ReadAnswer answer;
        private long movedAt = group.timeline().now();

        Transfer(Endpoint from, long sequence) {
            this.from = from;
            this.sequence = sequence;
        }

        private void connect() {
            Optional<SimulatedMember> found = group.memberAt(from);
            if (found.isEmpty()) {
                end(false);
            } else if (group.isStuck(host, found.get())) {
                waitOr(this::connect);
            } else {
                source = found.get();
                life = source.life();
                open();
            }
        }

        private void open() {
            Optional<ReadAnswer> opened = answer(life, sequence);
            if (opened.isEmpty()) {
                end(false);
            } else {
                answer = opened.get();
                read();
            }
        }

        private void read() {
            if (source.life() != life || group.linkBreaks(dice)) {
                end(false);
            } else if (group.isStuck(host, source)) {
                waitOr(this::read);
            } else if (arrived.isEmpty()) {
                movedAt = group.timeline().now();
                readPortion();
            } else {
                movedAt = group.timeline().now();
                ifCurrent(LOOK, this::read);
            }
        }

        private void readPortion() {
            List<LogRecord> portion = new ArrayList<>();
            int most = dice.between(1, group.plan().linkPortion);
            Optional<LogRecord> next = answer.next();
            while (next.isPresent() && portion.size() < most) {
                portion.add(next.get());
                next = answer.next();
            }
            next.ifPresent(portion::add);
            boolean last = next.isEmpty();
            ifCurrent(way(), () -> {
                arrived.addAll(portion);
                if (last) {
                    end(answer.isComplete());
                } else {
                    onNews.run();
                    ifCurrent(way(), this::read);
                }
            });
        }

        private void waitOr(Runnable retry) {
            if (group.timeline().now() - movedAt > patience) {
                end(false);
            } else {
                ifCurrent(LOOK, retry);
            }
        }

        private void ifCurrent(long delay, Runnable action) {
            group.timeline().after(delay, () -> {
                if (transfer == this) {
                    action.run();
                }
            });
        }

        private void end(boolean isComplete) {
            if (transfer == this) {
                ended = true;
                complete = isComplete;
                onNews.run();
            }
        }
    }
}
