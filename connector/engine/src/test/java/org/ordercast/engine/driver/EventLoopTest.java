package org.ordercast.engine.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ordercast.engine.Acknowledgement;
import org.ordercast.engine.Cursor;
import org.ordercast.engine.Eventually;
import org.ordercast.engine.FreshGroup;
import org.ordercast.engine.GroupFailedException;
import org.ordercast.engine.GroupSettings;
import org.ordercast.engine.MemberState;
import org.ordercast.engine.Place;
import org.ordercast.engine.frame.FrameHeader;
import org.ordercast.engine.frame.FramePool;
import org.ordercast.engine.log.MemoryLog;
import org.ordercast.engine.member.MemberProtocol;
import org.ordercast.engine.membership.Endpoint;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.protocol.Counters;
import org.ordercast.engine.security.PlainGate;
import org.ordercast.engine.transport.DatagramReceiver;
import org.ordercast.engine.transport.DatagramTransport;

/** What becomes of a member whose thread breaks. */
@Timeout(120)
class EventLoopTest {

    private static final String NAME = "group 'g', member 'm'";

    private final BreakableTransport transport = new BreakableTransport();
    private Publications publications;
    private MemoryLog log;
    private LoopSignals signals;
    private EventLoop loop;

    @BeforeEach
    void start() {
        // Waits for a sequencer that never comes, so that what is published stays on its way.
        GroupSettings settings =
                FreshGroup.settings().memberId("m").sequencer("nobody").build();
        signals = new LoopSignals(transport::wakeUp);
        publications = new Publications(NAME, settings, Optional::empty, () -> signals.raise(LoopSignals.PUBLICATIONS));
        log = new MemoryLog(settings.logMemory(), () -> signals.raise(LoopSignals.LOG_ROOM));
        MemberEvents events = new MemberEvents(NAME);
        LogFetches fetches = new NoLogs(signals);
        MemberProtocol protocol = new MemberProtocol(
                settings,
                new MemberIdentity("m", 1, transport.endpoint()),
                transport.maxDatagramSize(),
                new Random(1),
                new FramePool(ByteBuffer::allocate),
                new PlainGate(FrameHeader.groupId(settings.group()), new Counters(), events),
                transport,
                publications,
                log,
                fetches,
                events,
                new Counters());
        loop = new EventLoop(
                "loop-under-test",
                new MemberParts(
                        NAME,
                        signals,
                        transport,
                        KeyWatch.none(events),
                        publications,
                        log,
                        fetches,
                        LogUpkeep.NONE,
                        events),
                protocol);
        loop.start();
    }

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void anErrorOnTheThreadFailsTheMemberForEverybodyToSee() throws Exception {
        Cursor cursor = log.openCursor();
        CompletableFuture<Place> waiting = publish();

        breakTheTransport();

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> waiting.get(Eventually.DEADLINE.toSeconds(), TimeUnit.SECONDS))
                .havingCause()
                .isInstanceOf(GroupFailedException.class)
                .withMessageStartingWith(NAME)
                .withMessageContaining("the socket burst");
        assertThatExceptionOfType(GroupFailedException.class)
                .isThrownBy(() -> cursor.peek(Eventually.DEADLINE))
                .withMessageContaining("the socket burst");
        assertThatExceptionOfType(GroupFailedException.class).isThrownBy(this::publish);
        assertThat(loop.snapshot().state()).isEqualTo(MemberState.FAILED);
        assertThat(loop.snapshot().reason()).contains("the socket burst");
        assertThat(transport.closed).isTrue();
    }

    @Test
    void aFailedMemberThatIsClosedIsStopped() {
        breakTheTransport();

        loop.close();

        assertThat(loop.snapshot().state()).isEqualTo(MemberState.STOPPED);
    }

    @Test
    void aCallbackOfAFailedPublicationMayCloseTheMember() throws Exception {
        CompletableFuture<MemberState> seen = publish().handle((place, failure) -> {
            MemberState state = loop.snapshot().state();
            loop.close();
            return state;
        });

        breakTheTransport();

        assertThat(seen.get(Eventually.DEADLINE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(MemberState.FAILED);
        Eventually.until("the member is stopped", () -> loop.snapshot().state() == MemberState.STOPPED);
    }

    private CompletableFuture<Place> publish() throws InterruptedException {
        return publications
                .publish(List.of(new byte[1]), Acknowledgement.ORDERED, Duration.ZERO.toNanos())
                .get(0);
    }

    private void breakTheTransport() {
        transport.broken = true;
        signals.raise(LoopSignals.LOG_ROOM);
    }

    /** Carries nothing, and breaks when told to. */
    private static final class BreakableTransport implements DatagramTransport {
        private final Semaphore wakeUps = new Semaphore(0);
        private volatile boolean broken;
        private volatile boolean closed;

        @Override
        public int receive(DatagramReceiver receiver, int limit) {
            if (broken) {
                throw new IllegalStateException("the socket burst");
            }
            return 0;
        }

        @Override
        public void close() {
            closed = true;
        }

        @Override
        public Endpoint endpoint() {
            return Endpoint.ipv4(0x7f000001, 1);
        }

        @Override
        public int maxDatagramSize() {
            return 1_472;
        }

        @Override
        public void flush() {}

        @Override
        public void await(long nanos) {
            try {
                if (wakeUps.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
                    wakeUps.drainPermits();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void wakeUp() {
            wakeUps.release();
        }

        @Override
        public void multicast(ByteBuffer datagram) {}

        @Override
        public void unicast(Endpoint to, ByteBuffer datagram) {}
    }
}
