package org.ordercast.adapter.inbound;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.ordercast.SubscriptionStatus;
import org.ordercast.adapter.group.ManagedSubscription;
import org.ordercast.adapter.message.Envelope;
import org.ordercast.adapter.message.EnvelopeCodec;
import org.ordercast.adapter.message.MalformedEnvelopeException;
import org.ordercast.adapter.message.ReceivedMessage;
import org.ordercast.engine.Cursor;
import org.ordercast.engine.Delivery;
import org.ordercast.engine.GroupFailedException;
import org.ordercast.engine.MemberClosedException;
import org.ordercast.engine.OrderGapException;

/**
 * One bean's way through the order: reads its cursor and delivers one message after the other, each again in its place
 * until it is accepted, passed over, or delivery stops at it. The cursor moves only after a message is done with.
 *
 * <p>{@link #run()} is one thread's for as long as the activation lasts; everything else may be called by any.
 */
final class Subscription implements ManagedSubscription, Runnable {

    private static final Logger LOG = System.getLogger(Subscription.class.getName());

    /** Closing the cursor wakes its reader, so this only bounds how long one wait takes. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final String name;
    private final String group;
    private final OrderedActivationSpec spec;
    private final Cursor cursor;
    private final DeliveryGate gate;
    private final EndpointSupply endpoints;
    private final DeliveryCounts counts = new DeliveryCounts();
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable Thread thread;

    /** The message at the head of the line, and how often it was handed over and refused; for the subscription's thread. */
    private long sequence;

    private int deliveries;
    private int refusals;
    private long lastMalformed;

    Subscription(
            String name,
            String group,
            OrderedActivationSpec spec,
            Cursor cursor,
            DeliveryGate gate,
            EndpointSupply endpoints) {
        this.name = name;
        this.group = group;
        this.spec = spec;
        this.cursor = cursor;
        this.gate = gate;
        this.endpoints = endpoints;
    }

    /** Delivers until the subscription is closed. */
    @Override
    public void run() {
        if (!begun.compareAndSet(false, true)) {
            return;
        }
        thread = Thread.currentThread();
        try {
            while (gate.awaitOpen()) {
                if (endpoints.take().isPresent()) {
                    deliverNext();
                }
                if (!gate.isOpen()) {
                    // Held, perhaps for long: the server may have better use for the bean.
                    endpoints.release();
                }
            }
        } catch (InterruptedException e) {
            if (!gate.isClosed()) {
                stop("the server interrupted its thread; redeploy the bean's application", e);
            }
        } catch (MemberClosedException e) {
            if (!gate.isClosed()) {
                stop("its member has left the group; restart the resource adapter", e);
            }
        } catch (RuntimeException | Error e) {
            stop("an error of the adapter itself; please report it", e);
            throw e;
        } finally {
            endpoints.release();
            thread = null;
            ended.countDown();
        }
    }

    private void deliverNext() throws InterruptedException {
        try {
            Optional<Delivery> next = cursor.peek(LONGEST_WAIT);
            // Held while it waited: the message stays the next one.
            if (next.isPresent() && gate.isOpen() && isDoneWith(next.get())) {
                cursor.advance();
            }
        } catch (OrderGapException e) {
            stop(
                    e.getMessage() + ". What this bean keeps no longer agrees with the other members: restore it, then "
                            + "resume the subscription after the gap",
                    e);
        } catch (GroupFailedException e) {
            stop("its member failed: " + e.getMessage(), e);
        }
    }

    private boolean isDoneWith(Delivery delivery) throws InterruptedException {
        if (delivery.sequence() != sequence) {
            sequence = delivery.sequence();
            deliveries = 0;
            refusals = 0;
        }
        Envelope envelope;
        try {
            envelope = EnvelopeCodec.decode(delivery.payload());
        } catch (MalformedEnvelopeException e) {
            if (sequence != lastMalformed) {
                lastMalformed = sequence;
                counts.malformed.incrementAndGet();
            }
            return giveUp("message " + sequence + ", published by " + delivery.publisher() + ", is not an envelope", e);
        }
        String destination = spec.getDestination();
        if (!destination.equals(OrderedActivationSpec.ALL_DESTINATIONS)
                && !destination.equals(envelope.destination())) {
            return true;
        }
        return isDelivered(delivery, envelope);
    }

    private boolean isDelivered(Delivery delivery, Envelope envelope) throws InterruptedException {
        Optional<BeanEndpoint> endpoint = endpoints.take();
        if (endpoint.isEmpty()) {
            return false;
        }
        long holds = gate.holds();
        deliveries++;
        Optional<Throwable> failure =
                endpoint.get().deliver(new ReceivedMessage(group, delivery, envelope, deliveries));
        // An interrupt that the bean left behind is not meant for the wait for the next message.
        Thread.interrupted();
        if (failure.isEmpty()) {
            counts.delivered.incrementAndGet();
            return true;
        }
        // The server may have discarded the bean behind the endpoint.
        endpoints.release();
        counts.failed.incrementAndGet();
        refusals++;
        if (refusals > spec.getRedeliveryAttempts()) {
            return giveUp(
                    "message " + sequence + " to " + envelope.destination() + " failed in its last attempt of "
                            + refusals,
                    failure.get());
        }
        LOG.log(
                Level.WARNING,
                "subscription " + name + ": message " + sequence + " to " + envelope.destination()
                        + " failed in attempt "
                        + refusals + " of " + (spec.getRedeliveryAttempts() + 1L) + "; it is delivered again in "
                        + spec.getRedeliveryInterval() + " ms",
                failure.get());
        gate.pauseFor(Duration.ofMillis(spec.getRedeliveryInterval()), holds);
        return false;
    }

    /** Does as the failure strategy says; true if the message is passed over. */
    private boolean giveUp(String what, Throwable why) {
        switch (spec.strategy()) {
            case SKIP -> {
                counts.skipped.incrementAndGet();
                LOG.log(
                        Level.ERROR,
                        "subscription " + name + ": " + what + "; it is skipped, as failureStrategy says",
                        why);
                return true;
            }
            case STOP -> {
                // Whoever resumes grants the message its attempts anew.
                refusals = 0;
                stop(what + "; nothing is delivered until the cause is mended and the subscription resumed", why);
            }
        }
        return false;
    }

    private void stop(String reason, Throwable why) {
        gate.stop(reason);
        LOG.log(Level.ERROR, "subscription " + name + " of group '" + group + "' stopped: " + reason, why);
    }

    /** Ends delivery after the message in flight, without waiting for it. */
    void end() {
        gate.close();
        cursor.close();
    }

    /**
     * Ends delivery, and waits for the message in flight.
     *
     * @param patience how long to wait before the bean is interrupted, and once more after that
     */
    void close(Duration patience) {
        end();
        Thread delivering = thread;
        if (begun.compareAndSet(false, true) || delivering == Thread.currentThread()) {
            return;
        }
        try {
            if (ended.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
            LOG.log(
                    Level.WARNING,
                    "subscription " + name + ": its bean still handles message " + (cursor.position() + 1) + " after "
                            + patience + "; it is interrupted");
            if (delivering != null) {
                delivering.interrupt();
            }
            if (!ended.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.log(
                        Level.ERROR,
                        "subscription {0}: its bean does not return from onMessage; its thread is left behind",
                        name);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends a subscription that the server gave no thread for. */
    void abandon(String reason, Throwable why) {
        stop(reason, why);
        end();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public SubscriptionStatus status() {
        return new SubscriptionStatus(
                name,
                spec.getDestination(),
                gate.state(),
                cursor.position(),
                cursor.lag(),
                counts.delivered.get(),
                counts.failed.get(),
                counts.skipped.get());
    }

    @Override
    public String reason() {
        return gate.reason();
    }

    @Override
    public long malformed() {
        return counts.malformed.get();
    }

    @Override
    public void pause() {
        gate.pause();
    }

    @Override
    public void resume() {
        gate.resume();
    }
}
