package org.ordercast.benchmarks.runs;

import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.ordercast.benchmarks.messages.MessageContent;
import org.ordercast.benchmarks.systems.GroupMember;

/** Publishes one member's share of a load until it is told to stop. Runs on a thread of its own. */
final class Publisher implements Runnable {

    private final GroupMember member;
    private final int index;
    private final Load load;
    private final Schedule schedule;
    private final Semaphore onTheirWay;
    private final MessageContent content;
    private byte[] message;
    private long number;
    private volatile boolean stopped;

    /**
     * A publisher that has sent nothing yet.
     *
     * @param onTheirWay has a permit for each message that may be on its way, if the load bounds them
     */
    Publisher(GroupMember member, int index, Load load, Schedule schedule, Semaphore onTheirWay) {
        this.member = member;
        this.index = index;
        this.load = load;
        this.schedule = schedule;
        this.onTheirWay = onTheirWay;
        content = new MessageContent(load.payload());
        message = new byte[load.payload()];
    }

    @Override
    public void run() {
        try {
            if (load.rate() > 0) {
                publishAtRate();
            } else {
                publishAllItCan();
            }
            member.flush();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Every message whose moment is before the end, however late: those left out would have been the slowest. */
    private void publishAtRate() throws InterruptedException {
        while (schedule.intended(index, number + 1) - schedule.measuredUntil() < 0) {
            waitUntil(schedule.intended(index, number + 1));
            publishNext();
        }
    }

    private void publishAllItCan() throws InterruptedException {
        while (!stopped && System.nanoTime() - schedule.slowUntil() < 0) {
            waitUntil(schedule.intendedSlowly(index, number + 1, load.payload()));
            publishNext();
        }
        while (!stopped) {
            publishNext();
        }
    }

    /** Has it publish no more, if it publishes all it can. */
    void stop() {
        stopped = true;
    }

    /** How many messages it published. To be asked when its thread has ended. */
    long published() {
        return number;
    }

    private void publishNext() throws InterruptedException {
        if (load.inFlight() > 0 && !onTheirWay.tryAcquire()) {
            member.flush();
            onTheirWay.acquire();
        }
        if (member.keepsMessages()) {
            message = new byte[load.payload()];
        }
        number++;
        content.write(message, index, number);
        member.publish(message);
    }

    private void waitUntil(long time) throws InterruptedException {
        long left = time - System.nanoTime();
        if (left > 0) {
            member.flush();
        }
        while (left > 0) {
            LockSupport.parkNanos(left);
            left = time - System.nanoTime();
        }
    }
}
