package org.ordercast.engine.simulation;

import org.ordercast.engine.Acknowledgement;
import org.ordercast.engine.protocol.Publication;

/** A message that a simulated publisher waits for. Requires of the protocol what the contract of a publication says. */
final class SimulatedPublication implements Publication {

    private final SimulatedPublications queue;
    private final byte[] payload;
    private final Acknowledgement level;
    private long number;
    private boolean ordered;
    private boolean completed;
    private boolean failed;

    SimulatedPublication(SimulatedPublications queue, byte[] payload, Acknowledgement level) {
        this.queue = queue;
        this.payload = payload;
        this.level = level;
    }

    /** The publisher's number of the message; 0 while it waits. */
    long number() {
        return number;
    }

    boolean isOrdered() {
        return ordered;
    }

    void taken(long publisherNumber) {
        number = publisherNumber;
    }

    @Override
    public byte[] payload() {
        return payload;
    }

    @Override
    public Acknowledgement acknowledgement() {
        return level;
    }

    @Override
    public void ordered() {
        require(number > 0 && !ordered && !failed, "ordered");
        ordered = true;
        queue.ordered(this);
    }

    @Override
    public void completed(long sequence, long epoch) {
        require(number > 0 && !completed && !failed, "completed");
        completed = true;
        queue.completed(this, sequence, epoch);
    }

    @Override
    public void failed(String reason) {
        require(!completed && !failed, "failed");
        failed = true;
        queue.failed(this, reason);
    }

    /** Requires, once the protocol has returned, that a message which is complete was said to be ordered too. */
    void checkAfterCompletion() {
        require(ordered || !completed, "completed without being ordered");
    }

    private void require(boolean allowed, String call) {
        if (!allowed) {
            throw new InvariantViolation(
                    Invariant.CONTRACT,
                    queue.owner() + " calls " + call + " for publication #" + number + " (ordered " + ordered
                            + ", completed " + completed + ", failed " + failed + ")");
        }
    }
}
