package org.ordercast.engine.repair;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ordercast.engine.Counter;
import org.ordercast.engine.frame.NakFrame;
import org.ordercast.engine.membership.Endpoint;
import org.ordercast.engine.protocol.Counters;
import org.ordercast.engine.protocol.DatagramSender;

/**
 * Sends again what receivers ask for. Requests of one turn are merged: what several miss goes out once, by multicast;
 * what one misses goes to it alone. A request for what has just been sent again to the same receiver is taken for one
 * that crossed the repair. Repair keeps to a rate of its own; what is above it waits.
 */
public final class RepairService {

    /** How long after a repair an equal request is taken for one that crossed it, in nanoseconds. */
    private static final long CROSSING = 3_000_000;

    private static final int MASK = ReceiveWindow.CAPACITY - 1;

    /** Stands for the whole group; no member has port 0. */
    private static final Endpoint EVERYBODY = new Endpoint(0, 0, 0);

    private final KeptFrames frames;
    private final TokenBucket rate;
    private final DatagramSender sender;
    private final Counters counters;

    private final Map<Long, Endpoint> waiting = new LinkedHashMap<>();
    private final long[] repairedAt = new long[ReceiveWindow.CAPACITY];
    private final long[] repairedFrame = new long[ReceiveWindow.CAPACITY];
    private final Endpoint[] repairedFor = new Endpoint[ReceiveWindow.CAPACITY];
    private long deferredUntil = NakSchedule.NEVER;

    /**
     * Creates a service without requests.
     *
     * @param frames the frames that may be asked for
     * @param rate the limit of what it sends
     * @param sender sends datagrams
     * @param counters what is counted
     */
    public RepairService(KeptFrames frames, TokenBucket rate, DatagramSender sender, Counters counters) {
        this.frames = frames;
        this.rate = rate;
        this.sender = sender;
        this.counters = counters;
    }

    /**
     * Takes a request. Frames that are not kept are passed over.
     *
     * @param range the frames asked for
     * @param requester who asks
     * @param now the time
     */
    public void request(NakFrame.Range range, Endpoint requester, long now) {
        long last = Math.min(range.last(), frames.last());
        for (long number = Math.max(range.first(), frames.first()); number <= last; number++) {
            if (!isCrossing(number, requester, now)) {
                waiting.merge(number, requester, (one, other) -> one.equals(other) ? one : EVERYBODY);
            }
        }
    }

    /**
     * Sends what was asked for, as far as the rate allows.
     *
     * @param now the time
     */
    public void flush(long now) {
        deferredUntil = NakSchedule.NEVER;
        Iterator<Map.Entry<Long, Endpoint>> requests = waiting.entrySet().iterator();
        while (requests.hasNext()) {
            Map.Entry<Long, Endpoint> request = requests.next();
            ByteBuffer frame = frames.get(request.getKey());
            if (frame != null) {
                if (!rate.take(frame.limit(), now)) {
                    counters.increment(Counter.REPAIRS_DEFERRED);
                    deferredUntil = rate.readyAt(now);
                    return;
                }
                send(request.getKey(), frame, request.getValue(), now);
            }
            requests.remove();
        }
    }

    /**
     * When the rate allows what had to wait.
     *
     * @return a time, or {@link NakSchedule#NEVER}
     */
    public long deadline() {
        return deferredUntil;
    }

    private void send(long number, ByteBuffer frame, Endpoint target, long now) {
        if (target.equals(EVERYBODY)) {
            counters.increment(Counter.REPAIRS_MULTICAST);
            sender.multicast(frame);
        } else {
            counters.increment(Counter.REPAIRS_UNICAST);
            sender.unicast(target, frame);
        }
        int slot = (int) number & MASK;
        repairedAt[slot] = now;
        repairedFrame[slot] = number;
        repairedFor[slot] = target;
    }

    private boolean isCrossing(long number, Endpoint requester, long now) {
        int slot = (int) number & MASK;
        return repairedFrame[slot] == number
                && now - repairedAt[slot] < CROSSING
                && (repairedFor[slot].equals(EVERYBODY) || repairedFor[slot].equals(requester));
    }
}
