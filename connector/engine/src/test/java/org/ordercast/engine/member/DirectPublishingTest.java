package org.ordercast.engine.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.Acknowledgement;
import org.ordercast.engine.Counter;
import org.ordercast.engine.MemberState;
import org.ordercast.engine.frame.FrameHeader;
import org.ordercast.engine.frame.FrameType;
import org.ordercast.engine.frame.OrderFrame;

/** What a publisher sends to the whole group crosses the network once, and has its place where the sequencer refers to it. */
class DirectPublishingTest {

    private final TestNetwork network = new TestNetwork();
    private final List<TestMember> members =
            network.group(settings -> settings.directThreshold(1000), "alpha", "beta", "gamma");
    private final TestMember alpha = members.get(0);
    private final TestMember beta = members.get(1);
    private final TestMember gamma = members.get(2);

    @Test
    void itsContentCrossesTheNetworkOnceAndIsOrderedWithAllElse() {
        int before = network.seen().size();
        long naks = alpha.count(Counter.NAKS_RECEIVED);
        List<TestPublication> messages = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            messages.add(beta.publish(1200, Acknowledgement.ORDERED));
            messages.add(gamma.publish(30, Acknowledgement.ORDERED));
            messages.add(alpha.publish(40, Acknowledgement.ORDERED));
        }
        messages.add(gamma.publish(10_000, Acknowledgement.COMMITTED));
        network.runUntilComplete(messages);
        network.run(Duration.ofMillis(100));

        assertThat(messages).allMatch(message -> message.failures().isEmpty() && message.timesOrdered() == 1);
        TestNetwork.assertSameOrder(members);
        assertThat(alpha.count(Counter.DIRECT_FRAMES)).isGreaterThan(10);
        assertThat(bytes(before, FrameType.ORDER)).isLessThan(5 * 1200);
        assertThat(bytes(before, FrameType.PUBLISH)).isLessThan(2 * (5 * 1200 + 10_000));
        assertThat(alpha.count(Counter.NAKS_RECEIVED)).isEqualTo(naks);
    }

    @Test
    void whatAMemberMissesComesFromTheSequencerAlthoughItsPublisherIsGone() {
        network.lose(
                (from, to, type, unicast) -> to == gamma && (type == FrameType.PUBLISH || type == FrameType.ORDER));
        TestPublication message = beta.publish(5000, Acknowledgement.ORDERED);
        network.runUntilComplete(List.of(message));
        network.remove(beta);
        network.loseNothing();
        network.runUntil(() -> gamma.log().lines().size() == 1);

        assertThat(gamma.log().lines()).isEqualTo(alpha.log().lines());
        assertThat(alpha.count(Counter.REPAIRS_UNICAST)).isPositive();
    }

    @Test
    void whatSeveralMissIsSentAgainToAll() {
        TestMember delta = network.start("delta", 4, settings -> settings.directThreshold(1000));
        network.runUntil(() -> delta.state() == MemberState.FOLLOWING);
        network.lose((from, to, type, unicast) -> from == beta && to != alpha && type == FrameType.PUBLISH);
        TestPublication message = beta.publish(1200, Acknowledgement.STABLE);
        network.runUntilComplete(List.of(message));

        assertThat(message.failures()).isEmpty();
        assertThat(delta.log().lines()).isEqualTo(gamma.log().lines()).hasSize(1);
    }

    @Test
    void nothingIsOrderedThatTheSequencerDoesNotHold() {
        network.lose((from, to, type, unicast) -> from == beta && to == alpha && type == FrameType.PUBLISH);
        beta.publish(1200, Acknowledgement.ORDERED);
        TestPublication other = gamma.publish(1200, Acknowledgement.STABLE);
        network.runUntilComplete(List.of(other));

        assertThat(gamma.log().lines()).hasSize(1).allMatch(line -> line.startsWith("1:gamma"));
        network.loseNothing();
        network.runUntil(() -> gamma.log().lines().size() == 2);
        network.run(Duration.ofMillis(100));
        TestNetwork.assertSameOrder(members);
    }

    @Test
    void lossOfAnyDatagramIsRepaired() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            network.lose((from, to, type, unicast) -> random.nextInt(100) < 15);
            List<TestPublication> messages = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                messages.add(members.get(random.nextInt(3)).publish(random.nextInt(4000), Acknowledgement.COMMITTED));
            }
            network.runUntilComplete(messages);
            assertThat(messages).allMatch(message -> message.failures().isEmpty() && message.timesOrdered() == 1);
        }
        network.loseNothing();
        network.run(Duration.ofSeconds(1));
        TestNetwork.assertSameOrder(members);
    }

    @Test
    void aFrameThatBelongsToAnotherIsNotTaken() {
        TestPublication message = beta.publish(1200, Acknowledgement.ORDERED);
        network.lose((from, to, type, unicast) -> to == gamma && type == FrameType.PUBLISH);
        int before = network.seen().size();
        network.runUntilComplete(List.of(message));
        ByteBuffer direct = network.seen().subList(before, network.seen().size()).stream()
                .filter(datagram -> FrameHeader.type(datagram) == FrameType.PUBLISH)
                .findFirst()
                .orElseThrow();
        ByteBuffer forged = ByteBuffer.allocate(direct.limit());
        FrameHeader.begin(forged, FrameType.PUBLISH, FrameHeader.groupId(TestNetwork.GROUP), 77);
        FrameHeader.setFlag(forged, FrameHeader.FLAG_DIRECT);
        forged.put(direct.slice(FrameHeader.LENGTH, direct.limit() - FrameHeader.LENGTH));
        FrameHeader.finish(forged);
        gamma.receive(forged, network.now());

        assertThat(gamma.count(Counter.DROPPED_UNKNOWN_SENDER)).isEqualTo(1);
        assertThat(gamma.log().lines()).isEmpty();
    }

    private int bytes(int from, FrameType type) {
        return network.seen().subList(from, network.seen().size()).stream()
                .filter(datagram -> FrameHeader.type(datagram) == type)
                .filter(datagram -> type != FrameType.ORDER || OrderFrame.number(datagram) > 0)
                .mapToInt(ByteBuffer::limit)
                .sum();
    }
}
