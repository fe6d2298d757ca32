package org.ordercast.engine.repair;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.Counter;
import org.ordercast.engine.frame.FramePool;
import org.ordercast.engine.frame.NakFrame.Range;
import org.ordercast.engine.member.RecordingSender;
import org.ordercast.engine.membership.Endpoint;
import org.ordercast.engine.protocol.Counters;

/** What is sent again: once, to whom it concerns, and under a rate. */
class RepairServiceTest {

    private static final Endpoint ONE = Endpoint.ipv4(0x7f000001, 1001);
    private static final Endpoint TWO = Endpoint.ipv4(0x7f000001, 1002);
    private static final int FRAME = 1000;
    private static final long MILLISECOND = 1_000_000;

    private final FramePool pool = new FramePool(ByteBuffer::allocate);
    private final SentWindow window = new SentWindow(pool, 1 << 20);
    private final RecordingSender sender = new RecordingSender();
    private final Counters counters = new Counters();
    private final RepairService service =
            new RepairService(window, new TokenBucket(100_000, 10 * FRAME), sender, counters);

    RepairServiceTest() {
        for (int i = 1; i <= 100; i++) {
            window.add(pool.take(FRAME).putInt(0, i));
        }
    }

    @Test
    void whatOneMissesGoesToItAlone() {
        service.request(new Range(4, 5), ONE, 0);
        service.flush(0);

        assertThat(sent()).containsExactly("4 to 1001", "5 to 1001");
        assertThat(counters.get(Counter.REPAIRS_UNICAST)).isEqualTo(2);
        assertThat(service.deadline()).isEqualTo(NakSchedule.NEVER);
    }

    @Test
    void whatSeveralMissGoesOutOnceByMulticast() {
        service.request(new Range(4, 5), ONE, 0);
        service.request(new Range(5, 6), TWO, 0);
        service.flush(0);

        assertThat(sent()).containsExactly("4 to 1001", "5 to all", "6 to 1002");
        assertThat(counters.get(Counter.REPAIRS_MULTICAST)).isEqualTo(1);
    }

    @Test
    void anEqualRequestOfTheSameTurnIsMerged() {
        service.request(new Range(4, 4), ONE, 0);
        service.request(new Range(4, 4), ONE, 0);
        service.flush(0);
        service.flush(0);

        assertThat(sent()).containsExactly("4 to 1001");
    }

    @Test
    void aRequestThatCrossedItsRepairIsPassedOver() {
        service.request(new Range(4, 4), ONE, 0);
        service.flush(0);
        sender.take();
        service.request(new Range(4, 4), ONE, 3 * MILLISECOND - 1);
        service.flush(3 * MILLISECOND - 1);
        assertThat(sent()).isEmpty();

        service.request(new Range(4, 4), ONE, 3 * MILLISECOND);
        service.flush(3 * MILLISECOND);
        assertThat(sent()).containsExactly("4 to 1001");
    }

    @Test
    void aRepairToAnotherMemberAloneIsNoReasonToPassOverARequest() {
        service.request(new Range(4, 4), ONE, 0);
        service.flush(0);
        service.request(new Range(4, 4), TWO, MILLISECOND);
        service.flush(MILLISECOND);

        assertThat(sent()).containsExactly("4 to 1001", "4 to 1002");
    }

    @Test
    void aRepairToAllCountsForEverybody() {
        service.request(new Range(4, 4), ONE, 0);
        service.request(new Range(4, 4), TWO, 0);
        service.flush(0);
        sender.take();
        service.request(new Range(4, 4), Endpoint.ipv4(0x7f000001, 1003), MILLISECOND);
        service.flush(MILLISECOND);

        assertThat(sent()).isEmpty();
    }

    @Test
    void theFirstRequestOfAllIsNoCrossingWhereverTheClockStarts() {
        service.request(new Range(1, 1), ONE, MILLISECOND);
        service.flush(MILLISECOND);

        assertThat(sent()).containsExactly("1 to 1001");
    }

    @Test
    void whatIsNotKeptIsPassedOver() {
        window.release(10);
        service.request(new Range(9, 11), ONE, 0);
        service.request(new Range(100, 200), ONE, 0);
        service.request(new Range(1L << 61, 1L << 62), ONE, 0);
        service.flush(0);

        assertThat(sent()).containsExactly("11 to 1001", "100 to 1001");
    }

    @Test
    void whatIsReleasedWhileItWaitsIsNotSent() {
        service.request(new Range(4, 5), ONE, 0);
        window.release(4);
        service.flush(0);

        assertThat(sent()).containsExactly("5 to 1001");
    }

    @Test
    void aHugeRequestCostsNoMoreThanTheWindow() {
        for (int i = 0; i < 64; i++) {
            service.request(new Range(1, 1L << 62), ONE, 0);
        }
        service.flush(0);

        assertThat(sent()).hasSize(10);
    }

    @Test
    void whatIsAboveTheRateWaitsAndIsSentLater() {
        service.request(new Range(1, 30), ONE, 0);
        service.flush(0);
        assertThat(sent()).hasSize(10);
        assertThat(counters.get(Counter.REPAIRS_DEFERRED)).isEqualTo(1);

        long now = service.deadline();
        assertThat(now).isBetween(1L, 20 * MILLISECOND);
        int later = 0;
        while (service.deadline() != NakSchedule.NEVER) {
            now = service.deadline();
            service.flush(now);
            later += sender.take().size();
        }
        assertThat(later).isEqualTo(20);
        // 20 frames of 1000 bytes at 100,000 bytes a second.
        assertThat(now).isBetween(180 * MILLISECOND, 201 * MILLISECOND);
    }

    @Test
    void askingForWhatWaitsDoesNotDoubleIt() {
        service.request(new Range(1, 15), ONE, 0);
        service.flush(0);
        sender.take();
        service.request(new Range(11, 15), ONE, MILLISECOND);
        service.request(new Range(11, 11), TWO, MILLISECOND);
        service.flush(1000 * MILLISECOND);

        assertThat(sent()).containsExactly("11 to all", "12 to 1001", "13 to 1001", "14 to 1001", "15 to 1001");
    }

    private List<String> sent() {
        return sender.take().stream()
                .map(sent -> sent.datagram().getInt(0) + " to "
                        + sent.to().map(to -> Integer.toString(to.port())).orElse("all"))
                .toList();
    }
}
