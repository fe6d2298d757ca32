package org.ordercast.adapter.outbound;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.ordercast.Acknowledgement;
import org.ordercast.GroupUnavailableException;
import org.ordercast.Message;
import org.ordercast.MessageTooLargeException;
import org.ordercast.OrdercastException;
import org.ordercast.OutcomeUnknownException;
import org.ordercast.Receipt;
import org.ordercast.adapter.group.GroupAccess;
import org.ordercast.engine.GroupSettings;
import org.ordercast.engine.Member;
import org.ordercast.engine.Place;

/** Hands payloads to the member, and waits for their acknowledgement. Safe for use by several threads. */
final class Publisher {

    private final GroupAccess group;
    private final Duration timeout;

    Publisher(GroupAccess group, Duration timeout) {
        this.group = group;
        this.timeout = timeout;
    }

    /** How many bytes of payloads a transaction can send at once. */
    long transactionLimit() throws GroupUnavailableException {
        return settings().publishBuffer();
    }

    /**
     * Refuses a payload that the group would not take, before anything else is done with it.
     *
     * @throws MessageTooLargeException if it is too large
     */
    void checkSize(int bytes, Message message) throws OrdercastException {
        GroupSettings settings = settings();
        if (bytes > settings.maxMessageSize()) {
            throw new MessageTooLargeException(message + " takes " + bytes
                    + " bytes with what goes along with it; group '" + settings.group()
                    + "' allows maxMessageSize, which is " + settings.maxMessageSize());
        }
    }

    /** Hands payloads over; all of them or, when it fails, none. */
    List<CompletableFuture<Place>> publish(List<byte[]> payloads, Acknowledgement level) throws OrdercastException {
        Member member = group.join().member();
        try {
            return member.publish(payloads, engineLevel(level), timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OrdercastException("interrupted while it waited for room; nothing was sent", e);
        } catch (RuntimeException e) {
            throw EngineFailures.refused(e);
        }
    }

    /** Hands payloads over and waits until all have come as far as asked for, within the send timeout altogether. */
    List<Receipt> publishAndWait(List<byte[]> payloads, Acknowledgement level) throws OrdercastException {
        long deadline = System.nanoTime() + timeout.toNanos();
        List<Receipt> receipts = new ArrayList<>(payloads.size());
        for (CompletableFuture<Place> place : publish(payloads, level)) {
            receipts.add(await(place, deadline, level));
        }
        return receipts;
    }

    static Receipt receipt(Place place) {
        return new Receipt(place.sequence(), place.epoch());
    }

    OrdercastException unknown(Throwable cause) {
        Throwable origin = cause.getCause() != null
                        && (cause instanceof ExecutionException || cause instanceof CompletionException)
                ? cause.getCause()
                : cause;
        return new OutcomeUnknownException(
                "the message was sent, and its acknowledgement failed: " + origin.getMessage(), origin);
    }

    private Receipt await(CompletableFuture<Place> place, long deadline, Acknowledgement level)
            throws OrdercastException {
        try {
            return receipt(place.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            throw new OutcomeUnknownException(
                    "sent to group '" + settings().group() + "', and not " + level + " within the sendTimeout of "
                            + timeout.toMillis() + " ms: it is ordered at most once, now, later or never" + alarms(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OutcomeUnknownException("sent, and interrupted while it waited to be " + level, e);
        } catch (ExecutionException e) {
            throw unknown(e);
        }
    }

    /** What is wrong with this member's log, which may be why. */
    private String alarms() throws GroupUnavailableException {
        return group.join().member().logSnapshot().alarms().stream()
                .map(alarm -> "; " + alarm.text())
                .collect(Collectors.joining());
    }

    private GroupSettings settings() throws GroupUnavailableException {
        return group.join().member().settings();
    }

    private static org.ordercast.engine.Acknowledgement engineLevel(Acknowledgement level) {
        return switch (level) {
            case ORDERED -> org.ordercast.engine.Acknowledgement.ORDERED;
            case COMMITTED -> org.ordercast.engine.Acknowledgement.COMMITTED;
            case STABLE -> org.ordercast.engine.Acknowledgement.STABLE;
        };
    }
}
