package org.ordercast.engine.driver;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.Acknowledgement;
import org.ordercast.engine.Place;
import org.ordercast.engine.protocol.Publication;

/**
 * A message on its way, which is the future that its publisher holds: one object for each message. Belongs to the member's
 * thread once it is handed over.
 */
final class PendingPublication extends CompletableFuture<Place> implements Publication {

    /** What a message takes beside its payload, roughly: it bounds the number of empty messages. */
    static final int OVERHEAD = 64;

    private final Publications owner;
    private final byte[] payload;
    private final Acknowledgement acknowledgement;
    private boolean holdsRoom = true;

    /** The one that was handed over behind this one. */
    private volatile @Nullable PendingPublication next;

    /** The neighbours on {@link OnTheWay}, which are its to change. */
    @Nullable
    PendingPublication before;

    @Nullable
    PendingPublication after;

    PendingPublication(Publications owner, byte[] payload, Acknowledgement acknowledgement) {
        this.owner = owner;
        this.payload = payload;
        this.acknowledgement = acknowledgement;
    }

    /** The room that a message takes. */
    static long room(byte[] payload) {
        return (long) payload.length + OVERHEAD;
    }

    @Nullable
    PendingPublication next() {
        return next;
    }

    void linkTo(PendingPublication follower) {
        next = follower;
    }

    void unlink() {
        next = null;
    }

    @Override
    public byte[] payload() {
        return payload;
    }

    @Override
    public Acknowledgement acknowledgement() {
        return acknowledgement;
    }

    @Override
    public void ordered() {
        if (holdsRoom) {
            holdsRoom = false;
            owner.roomFreed(room(payload));
        }
    }

    @Override
    public void completed(long sequence, long epoch) {
        ordered();
        owner.done(this);
        complete(new Place(sequence, epoch));
    }

    @Override
    public void failed(String reason) {
        failed(owner.failure(reason));
    }

    void failed(RuntimeException failure) {
        ordered();
        owner.done(this);
        completeExceptionally(failure);
    }
}
