package org.ordercast.engine.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.membership.Endpoint;

class SimulatedNetworkTest {

    private static final int SENT = 10_000;
    private static final LinkQuality QUICK = LinkQuality.PERFECT.withDelay(100, 0);

    private final Timeline timeline = new Timeline();
    private final List<List<String>> arrived = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    private SimulatedNetwork network = new SimulatedNetwork(timeline, new Dice(1), Trace.OFF, false);
    private final List<SimulatedNetwork.Socket> sockets = new ArrayList<>();

    @Test
    void multicastReachesEveryOtherMember() {
        open();

        sockets.get(0).multicast(datagram("hello"));
        runAll();

        assertThat(arrived).containsExactly(List.of(), List.of("hello"), List.of("hello"));
    }

    @Test
    void multicastReachesItsSenderTooWhereTheNetworkLoopsBack() {
        network = new SimulatedNetwork(timeline, new Dice(1), Trace.OFF, true);
        open();

        sockets.get(0).multicast(datagram("hello"));
        runAll();

        assertThat(arrived).containsExactly(List.of("hello"), List.of("hello"), List.of("hello"));
    }

    @Test
    void unicastReachesOneMember() {
        open();

        sockets.get(0).unicast(endpoint(2), datagram("hello"));
        runAll();

        assertThat(arrived).containsExactly(List.of(), List.of(), List.of("hello"));
    }

    @Test
    void unicastToNobodyIsLost() {
        open();

        sockets.get(0).unicast(endpoint(9), datagram("hello"));
        runAll();

        assertThat(arrived).allSatisfy(each -> assertThat(each).isEmpty());
    }

    @Test
    void aClosedSocketReceivesNothingMore() {
        open();

        sockets.get(0).multicast(datagram("hello"));
        sockets.get(1).close();
        runAll();

        assertThat(arrived).containsExactly(List.of(), List.of(), List.of("hello"));
    }

    @Test
    void aDatagramIsWhatItWasWhenItWasSentWhateverBecomesOfItsBuffer() {
        open();
        ByteBuffer buffer = datagram("hello");

        sockets.get(0).multicast(buffer);
        buffer.put(0, (byte) '?');
        runAll();

        assertThat(arrived.get(1)).containsExactly("hello");
        assertThat(buffer.position()).isZero();
        assertThat(buffer.remaining()).isEqualTo(5);
    }

    @Test
    void aCutGoesOneWayOnlyUntilItIsMended() {
        open();

        network.cut(0, 1);
        sockets.get(0).unicast(endpoint(1), datagram("there"));
        sockets.get(1).unicast(endpoint(0), datagram("back"));
        runAll();
        network.mend(0, 1);
        sockets.get(0).unicast(endpoint(1), datagram("again"));
        runAll();

        assertThat(arrived.get(0)).containsExactly("back");
        assertThat(arrived.get(1)).containsExactly("again");
    }

    @Test
    void aLinkMayBeWorseThanTheOthers() {
        open();
        network.setQuality(QUICK);
        network.setQuality(0, 1, QUICK.withLoss(1.0));

        sockets.get(0).multicast(datagram("hello"));
        sockets.get(1).multicast(datagram("hello too"));
        runAll();

        assertThat(arrived).containsExactly(List.of("hello too"), List.of(), List.of("hello", "hello too"));
    }

    @Test
    void aPerfectLinkKeepsTheOrder() {
        open();
        network.setQuality(QUICK);

        sendMany();

        assertThat(arrived.get(1)).hasSize(SENT).isEqualTo(numbers());
    }

    @Test
    void lossTakesItsShare() {
        open();
        network.setQuality(QUICK.withLoss(0.2));

        sendMany();

        assertThat(arrived.get(1)).hasSizeBetween(7_500, 8_500).doesNotHaveDuplicates();
    }

    @Test
    void duplicationAddsItsShare() {
        open();
        network.setQuality(QUICK.withDuplication(0.2));

        sendMany();

        assertThat(arrived.get(1)).hasSizeBetween(11_500, 12_500).containsAll(numbers());
    }

    @Test
    void jitterReorders() {
        open();
        network.setQuality(QUICK.withDelay(100, 1_000));

        sendMany();

        assertThat(arrived.get(1))
                .containsExactlyInAnyOrderElementsOf(numbers())
                .isNotEqualTo(numbers());
    }

    @Test
    void latenessHoldsItsShareUp() {
        open();
        network.setQuality(QUICK.withLateness(0.2, 1_000_000));

        sendMany();

        assertThat(arrived.get(1))
                .containsExactlyInAnyOrderElementsOf(numbers())
                .isNotEqualTo(numbers());
    }

    @Test
    void corruptionDamagesItsShare() {
        open();
        network.setQuality(QUICK.withCorruption(0.2));

        sendMany();

        arrived.get(1).removeAll(numbers());
        assertThat(arrived.get(1)).hasSizeBetween(1_400, 2_600);
    }

    @Test
    void theSameSeedTreatsDatagramsTheSame() {
        LinkQuality bad = QUICK.withLoss(0.1)
                .withDuplication(0.1)
                .withCorruption(0.1)
                .withLateness(0.1, 5_000)
                .withDelay(100, 1_000);
        open();
        network.setQuality(bad);
        sendMany();
        List<String> first = List.copyOf(arrived.get(1));

        arrived.forEach(List::clear);
        network = new SimulatedNetwork(timeline, new Dice(1), Trace.OFF, false);
        sockets.clear();
        open();
        network.setQuality(bad);
        sendMany();

        assertThat(arrived.get(1)).isEqualTo(first);
    }

    @Test
    void strangersReachOneSocketOrAll() {
        open();

        network.inject(endpoint(1), "one".getBytes(UTF_8));
        network.injectEverywhere("all".getBytes(UTF_8));
        runAll();

        assertThat(arrived).containsExactly(List.of("all"), List.of("one", "all"), List.of("all"));
    }

    private void open() {
        for (int host = 0; host < arrived.size(); host++) {
            List<String> here = arrived.get(host);
            sockets.add(network.open(host, endpoint(host), bytes -> here.add(new String(bytes, UTF_8))));
        }
    }

    private void sendMany() {
        for (String number : numbers()) {
            sockets.get(0).unicast(endpoint(1), datagram(number));
            runUntil(timeline.now() + 10);
        }
        runAll();
    }

    private static List<String> numbers() {
        List<String> numbers = new ArrayList<>();
        for (int number = 0; number < SENT; number++) {
            numbers.add(Integer.toString(1_000_000 + number));
        }
        return numbers;
    }

    private void runAll() {
        runUntil(timeline.now() + 10_000_000);
    }

    private void runUntil(long time) {
        while (timeline.runNextUntil(time)) {
            assertThat(timeline.now()).isLessThanOrEqualTo(time);
        }
    }

    private static Endpoint endpoint(int host) {
        return Endpoint.ipv4(host + 1, 1000);
    }

    private static ByteBuffer datagram(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }
}
