package org.ordercast.sample.replica;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalInt;
import org.ordercast.sample.book.BookImage;
import org.ordercast.sample.book.Command;
import org.ordercast.sample.book.Mix;
import org.ordercast.sample.book.OrderBook;
import org.ordercast.sample.book.OrderId;
import org.ordercast.sample.compare.DigestTrail;
import org.ordercast.sample.compare.TrailPlace;
import org.ordercast.sample.wire.Content;
import org.ordercast.sample.wire.Submission;
import org.ordercast.sample.wire.SubmissionCodec;

/**
 * One server's copy of the book, fed with the group's messages in their order. Safe for use by several threads.
 *
 * <p>Each message it applies is chained into a digest: the digest before, the sequence, the message's bytes and the
 * book's state after it. Two replicas whose chained digests are equal at a sequence have applied the same messages in
 * the same order with the same results since the last reset.
 *
 * <p>A replica that begins in the middle of the order is {@linkplain ReplicaState#CATCHING_UP catching up}: it keeps
 * what is delivered and asks for a snapshot by a message in the same order. A live replica answers, again by a message,
 * with its state at the request's place. The newcomer puts that state under what it kept, applies what came after it,
 * and is live from the snapshot's own place on.
 */
public final class Replica {

    /** The most that is kept while catching up; beyond it the oldest is dropped, and a later snapshot is needed. */
    static final int MAX_KEPT = 100_000;

    private final String server;
    private final int maxKept;
    private final DigestTrail trail = new DigestTrail();
    private final Deque<Kept> kept = new ArrayDeque<>();

    private OrderBook book = new OrderBook();
    private ReplicaState state = ReplicaState.FRESH;
    private long startedAt;
    private long keptSince;
    private long position;
    private long digest;
    private long resetAt;
    private long applied;
    private long unreadable;

    /**
     * Creates a replica that has seen nothing.
     *
     * @param server its server's id
     */
    public Replica(String server) {
        this(server, MAX_KEPT);
    }

    Replica(String server, int maxKept) {
        this.server = server;
        this.maxKept = maxKept;
    }

    /**
     * Says where in the order this replica begins, before anything was delivered. At the order's very beginning there
     * is nothing to catch up with. Without effect once the beginning is known.
     *
     * @param sequence the last sequence that will not be delivered
     */
    public synchronized void beginAfter(long sequence) {
        if (state == ReplicaState.FRESH) {
            state = sequence == 0 ? ReplicaState.LIVE : ReplicaState.CATCHING_UP;
            startedAt = sequence;
            keptSince = sequence;
            position = sequence;
        }
    }

    /**
     * Takes the next message.
     *
     * @param sequence its place in the order; one that is not beyond the last is a redelivery and has no effect
     * @param payload its payload
     * @return what the message was, and a snapshot to be published if it asks this server for one
     */
    public synchronized Delivered deliver(long sequence, byte[] payload) {
        beginAfter(sequence - 1);
        if (sequence <= position) {
            return Delivered.BEFORE;
        }
        position = sequence;
        Optional<Submission> submission = read(payload);
        if (state == ReplicaState.LIVE) {
            apply(sequence, payload, submission);
            return new Delivered(submission, submission.flatMap(this::answer));
        }
        keep(new Kept(sequence, payload, submission));
        if (submission.isPresent()) {
            catchUp(submission.get().content());
        }
        return new Delivered(submission, Optional.empty());
    }

    /**
     * What this replica is doing.
     *
     * @return the state
     */
    public synchronized ReplicaState state() {
        return state;
    }

    /**
     * How much of an order rests in this replica's book.
     *
     * @param id the order
     * @return the quantity that has not traded, or empty if the order does not rest here
     */
    public synchronized OptionalInt remaining(OrderId id) {
        return book.remaining(id);
    }

    /**
     * What this replica shows.
     *
     * @param levels how many price levels of each side
     * @return a snapshot
     */
    public synchronized ReplicaView view(int levels) {
        return new ReplicaView(
                state, startedAt, position, digest, resetAt, applied, unreadable, kept.size(), book.view(levels));
    }

    /**
     * The chained digest at each of the last sequences.
     *
     * @return the live trail
     */
    public DigestTrail trail() {
        return trail;
    }

    private Optional<Submission> read(byte[] payload) {
        try {
            return Optional.of(SubmissionCodec.decode(payload));
        } catch (IllegalArgumentException malformed) {
            // The same bytes are refused by every replica at the same place: counted, and no reason to stop.
            unreadable++;
            return Optional.empty();
        }
    }

    private void apply(long sequence, byte[] payload, Optional<Submission> submission) {
        if (submission.isPresent() && submission.get().content() instanceof Content.ForBook forBook) {
            apply(sequence, forBook.command());
        }
        digest = Mix.in(Mix.in(Mix.in(digest, sequence), payload), book.digest());
        trail.record(new TrailPlace(sequence, 0, digest));
    }

    private void apply(long sequence, Command command) {
        applied++;
        if (command instanceof Command.Place place) {
            book.place(place);
        } else if (command instanceof Command.Cancel cancel) {
            book.cancel(cancel.id());
        } else {
            book = new OrderBook();
            digest = 0;
            applied = 0;
            resetAt = sequence;
        }
    }

    private Optional<Content.Snapshot> answer(Submission submission) {
        return submission.content() instanceof Content.SnapshotRequest request
                        && request.responder().equals(server)
                ? Optional.of(new Content.Snapshot(position, digest, resetAt, applied, BookImage.of(book)))
                : Optional.empty();
    }

    private void keep(Kept message) {
        if (kept.size() == maxKept) {
            keptSince = kept.removeFirst().sequence;
        }
        kept.addLast(message);
    }

    private void catchUp(Content content) {
        if (content instanceof Content.Snapshot snapshot && snapshot.position() >= keptSince) {
            adopt(snapshot);
        } else if (content instanceof Content.ForBook forBook && forBook.command() instanceof Command.Reset) {
            // What came before a reset does not matter any more: the reset itself is the state to begin from.
            goLiveAfter(position - 1);
        }
    }

    private void adopt(Content.Snapshot snapshot) {
        try {
            book = snapshot.image().toBook();
        } catch (IllegalArgumentException malformed) {
            // Not to be used; the next request asks another server.
            unreadable++;
            return;
        }
        digest = snapshot.digest();
        resetAt = snapshot.resetAt();
        applied = snapshot.applied();
        goLiveAfter(snapshot.position());
    }

    private void goLiveAfter(long base) {
        state = ReplicaState.LIVE;
        for (Kept message : kept) {
            if (message.sequence > base) {
                apply(message.sequence, message.payload, message.submission);
            }
        }
        kept.clear();
    }

    /** A message that waits for the state that it applies to. */
    private static final class Kept {

        private final long sequence;
        private final byte[] payload;
        private final Optional<Submission> submission;

        private Kept(long sequence, byte[] payload, Optional<Submission> submission) {
            this.sequence = sequence;
            this.payload = payload;
            this.submission = submission;
        }
    }
}
