package org.ordercast.engine.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.ordercast.engine.Acknowledgement;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.protocol.Publication;
import org.ordercast.engine.protocol.PublicationQueue;

/** What the publishers of one member, in one life, wait to have published, and what has become of it. */
final class SimulatedPublications implements PublicationQueue {

    private final MemberIdentity member;
    private final Checker checker;
    private final int room;
    private final int wire;
    private final Deque<SimulatedPublication> waiting = new ArrayDeque<>();
    private final List<SimulatedPublication> justCompleted = new ArrayList<>();
    private long unorderedBytes;
    private long bytesOnTheirWay;
    private long taken;
    private long complete;
    private long failed;
    private String lastFailure = "";

    /**
     * A queue with nothing in it.
     *
     * @param room how many bytes may be unordered
     * @param wire how many bytes the protocol may have taken that are unordered
     */
    SimulatedPublications(MemberIdentity member, Checker checker, int room, int wire) {
        this.member = member;
        this.checker = checker;
        this.room = room;
        this.wire = wire;
    }

    String owner() {
        return member.id();
    }

    /** Offers a message, as a publisher's thread does. Returns false if there is no room for it. */
    boolean offer(byte[] payload, Acknowledgement level) {
        if (unorderedBytes + payload.length > room) {
            return false;
        }
        unorderedBytes += payload.length;
        waiting.addLast(new SimulatedPublication(this, payload, level));
        return true;
    }

    @Override
    public Publication peek() {
        return waiting.peekFirst();
    }

    @Override
    public Publication poll() {
        SimulatedPublication publication = waiting.pollFirst();
        if (publication != null) {
            taken++;
            publication.taken(taken);
            bytesOnTheirWay += publication.payload().length;
            checker.published(member, taken, publication.payload());
        }
        return publication;
    }

    /** How many messages neither completed nor failed. */
    long open() {
        return waiting.size() + taken - complete - failed;
    }

    /** How many messages that the protocol took neither completed nor failed. */
    long openTaken() {
        return open() - waiting.size();
    }

    /** How many messages failed. */
    long failed() {
        return failed;
    }

    /** Which message failed last, and why. */
    String lastFailure() {
        return lastFailure;
    }

    /** How many messages the protocol has taken. */
    long taken() {
        return taken;
    }

    /** Requires what must hold whenever the protocol has returned. */
    void checkAfterStep() {
        justCompleted.forEach(SimulatedPublication::checkAfterCompletion);
        justCompleted.clear();
        if (bytesOnTheirWay > wire) {
            throw new InvariantViolation(
                    Invariant.BOUNDED,
                    member.id() + " has " + bytesOnTheirWay + " bytes on their way to be ordered; at most " + wire);
        }
    }

    void ordered(SimulatedPublication publication) {
        release(publication);
    }

    void completed(SimulatedPublication publication, long sequence, long epoch) {
        complete++;
        justCompleted.add(publication);
        checker.completed(member, publication.number(), publication.acknowledgement(), sequence, epoch);
    }

    void failed(SimulatedPublication publication, String reason) {
        if (reason.isBlank()) {
            throw new InvariantViolation(
                    Invariant.CONTRACT, member.id() + " fails #" + publication.number() + " without a reason");
        }
        failed++;
        lastFailure = "#" + publication.number() + " " + reason;
        if (!publication.isOrdered()) {
            release(publication);
        }
    }

    private void release(SimulatedPublication publication) {
        unorderedBytes -= publication.payload().length;
        if (publication.number() > 0) {
            bytesOnTheirWay -= publication.payload().length;
        }
    }
}
