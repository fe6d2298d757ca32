package org.ordercast.engine.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.Acknowledgement;
import org.ordercast.engine.GroupSettings;
import org.ordercast.engine.MemberState;
import org.ordercast.engine.NoRoomException;
import org.ordercast.engine.PayloadTooLargeException;
import org.ordercast.engine.Place;
import org.ordercast.engine.protocol.Publication;
import org.ordercast.engine.protocol.PublicationQueue;

/**
 * The messages that a member publishes: from the call of any thread, through the queue, until the protocol has said what
 * became of them. Bounded by {@link PublishRoom}, which a message leaves when it is ordered. Everything but {@link
 * #publish} is for the member's thread.
 */
public final class Publications implements PublicationQueue {

    private final String name;
    private final GroupSettings settings;
    private final Runnable arrived;
    private final Supplier<Optional<String>> obstacle;
    private final PublishRoom room;

    private final PublicationHandOver waiting;

    private volatile @Nullable MemberEnd end;

    // The member's thread's.
    private final OnTheWay onTheWay = new OnTheWay();
    private long freedRoom;

    /**
     * Creates an empty queue.
     *
     * @param name the group and member, as errors name them
     * @param settings how the member is set up
     * @param obstacle says what keeps this member from having messages ordered, where it knows
     * @param arrived told after messages came into the queue, on their publisher's thread
     */
    public Publications(String name, GroupSettings settings, Supplier<Optional<String>> obstacle, Runnable arrived) {
        this.name = name;
        this.settings = settings;
        this.arrived = arrived;
        this.obstacle = obstacle;
        // The largest message that the settings allow fits even where the buffer is no larger than it.
        this.room = new PublishRoom((long) settings.publishBuffer() + PendingPublication.OVERHEAD);
        this.waiting = new PublicationHandOver(new PendingPublication(this, new byte[0], Acknowledgement.ORDERED));
    }

    /**
     * Puts messages into the queue, as {@link org.ordercast.engine.Member#publish} says. From any thread.
     *
     * @param payloads the messages' payloads
     * @param acknowledgement how far each must come
     * @param nanos how long to wait for room
     * @return a future for each
     * @throws InterruptedException if the calling thread was interrupted while it waited
     */
    public List<CompletableFuture<Place>> publish(List<byte[]> payloads, Acknowledgement acknowledgement, long nanos)
            throws InterruptedException {
        takeRoom(roomFor(payloads), nanos);
        List<PendingPublication> call = new ArrayList<>(payloads.size());
        for (byte[] payload : payloads) {
            PendingPublication publication = new PendingPublication(this, payload, acknowledgement);
            if (!call.isEmpty()) {
                call.get(call.size() - 1).linkTo(publication);
            }
            call.add(publication);
        }
        waiting.add(call.get(0), call.get(call.size() - 1));
        call.forEach(this::failIfEnded);
        arrived.run();
        return List.copyOf(call);
    }

    /**
     * Puts a message into the queue, as {@link org.ordercast.engine.Member#publish} says. From any thread.
     *
     * @param payload the message's payload
     * @param acknowledgement how far it must come
     * @param nanos how long to wait for room
     * @return its future
     * @throws InterruptedException if the calling thread was interrupted while it waited
     */
    public CompletableFuture<Place> publish(byte[] payload, Acknowledgement acknowledgement, long nanos)
            throws InterruptedException {
        requireAllowed(payload);
        takeRoom(PendingPublication.room(payload), nanos);
        PendingPublication publication = new PendingPublication(this, payload, acknowledgement);
        waiting.add(publication, publication);
        failIfEnded(publication);
        arrived.run();
        return publication;
    }

    /** The member's thread may have looked a last time before this message came. */
    private void failIfEnded(PendingPublication publication) {
        MemberEnd ended = end;
        if (ended != null) {
            publication.completeExceptionally(ended.exception());
        }
    }

    private void takeRoom(long bytes, long nanos) throws InterruptedException {
        if (!room.take(bytes, nanos)) {
            throw new NoRoomException(name + ": no room to publish " + bytes + " bytes within "
                    + Math.max(0, nanos) / 1_000_000 + " ms, for " + room.used() + " of " + room.capacity()
                    + " bytes wait to be ordered; "
                    + obstacle.get().orElse("publish more slowly, wait for longer, or raise publishBuffer"));
        }
    }

    @Override
    public @Nullable Publication peek() {
        return waiting.peek();
    }

    @Override
    public @Nullable Publication poll() {
        PendingPublication publication = waiting.poll();
        if (publication != null) {
            onTheWay.add(publication);
        }
        return publication;
    }

    /** Gives back the room that was freed in this turn, all at once. */
    void turnEnded() {
        if (freedRoom > 0) {
            room.giveBack(freedRoom);
            freedRoom = 0;
        }
    }

    /** Takes no more, and sends away who waits for room: what fails from now on fails for this reason. */
    void refuse(MemberEnd reason) {
        end = reason;
        room.end(reason);
    }

    /** Fails everything that waits or is on its way, and whatever comes later. */
    void end(MemberEnd reason) {
        refuse(reason);
        for (PendingPublication oldest = onTheWay.oldest(); oldest != null; oldest = onTheWay.oldest()) {
            oldest.failed(reason.exception());
        }
        while (!waiting.isEmpty()) {
            PendingPublication next = waiting.poll();
            if (next != null) {
                next.failed(reason.exception());
            } else {
                // Somebody is about to link what was added.
                Thread.onSpinWait();
            }
        }
    }

    void roomFreed(long bytes) {
        freedRoom += bytes;
    }

    void done(PendingPublication publication) {
        onTheWay.remove(publication);
    }

    RuntimeException failure(String reason) {
        MemberEnd ended = end;
        return new MemberEnd(ended == null ? MemberState.FAILED : ended.state(), name + ": " + reason).exception();
    }

    private long roomFor(List<byte[]> payloads) {
        if (payloads.isEmpty()) {
            throw new IllegalArgumentException(name + ": there is no payload to publish; give at least one");
        }
        long bytes = 0;
        for (byte[] payload : payloads) {
            requireAllowed(payload);
            bytes += PendingPublication.room(payload);
        }
        if (bytes > room.capacity()) {
            throw new PayloadTooLargeException(name + ": " + payloads.size() + " payloads take " + bytes
                    + " bytes together, each with " + PendingPublication.OVERHEAD
                    + " for its bookkeeping, which is more than publishBuffer, which is " + settings.publishBuffer()
                    + "; publish fewer at once");
        }
        return bytes;
    }

    private void requireAllowed(byte[] payload) {
        if (payload.length > settings.maxMessageSize()) {
            throw new PayloadTooLargeException(name + ": a payload of " + payload.length
                    + " bytes is larger than maxMessageSize, which is " + settings.maxMessageSize());
        }
    }
}
