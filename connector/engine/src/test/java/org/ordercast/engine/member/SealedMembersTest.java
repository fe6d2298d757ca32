package org.ordercast.engine.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.Acknowledgement;
import org.ordercast.engine.Counter;
import org.ordercast.engine.GroupSettingsBuilder;
import org.ordercast.engine.GroupSnapshot;
import org.ordercast.engine.MemberState;
import org.ordercast.engine.frame.FrameHeader;
import org.ordercast.engine.frame.FrameType;
import org.ordercast.engine.frame.LeaveFrame;
import org.ordercast.engine.security.CipherSuite;

/** A group with a key: its members and nobody else take part, whatever is sent to them, and keys change under load. */
class SealedMembersTest {

    private static final String FIRST = "1:" + "B".repeat(42) + "A=";
    private static final String SECOND = "2:" + "C".repeat(42) + "A=";

    private final TestNetwork network = new TestNetwork();

    @Test
    void membersWithTheSameKeyAreOneGroup() {
        for (CipherSuite suite : CipherSuite.values()) {
            TestNetwork another = new TestNetwork();
            UnaryOperator<GroupSettingsBuilder> settings =
                    builder -> builder.groupKey(FIRST).cipher(suite.label()).maxDatagramSize(512);
            TestMember alpha = another.start("alpha", 1, settings);
            TestMember beta = another.start("beta", 2, settings);
            another.runUntil(() -> alpha.view().size() == 2 && beta.view().size() == 2);
            TestPublication large = beta.publish(20_000, Acknowledgement.STABLE);
            TestPublication sequencers = alpha.publish(20_000, Acknowledgement.STABLE);
            another.runUntilComplete(List.of(large, sequencers));

            assertThat(another.seen()).allSatisfy(datagram -> {
                assertThat(FrameHeader.isSealed(datagram)).isTrue();
                assertThat(datagram.remaining()).isLessThanOrEqualTo(512);
            });
            assertThat(another.seen())
                    .anySatisfy(datagram -> assertThat(datagram.remaining()).isGreaterThan(496));
            assertThat(alpha.log().lines()).isEqualTo(beta.log().lines());
        }
    }

    @Test
    void aMemberWithAnotherKeyOrNoneTakesNoPartAndDoesNoHarm() {
        TestMember alpha = network.start("alpha", 1, SealedMembersTest::sealed);
        network.runUntil(() -> alpha.state() == MemberState.SEQUENCING);
        TestMember other = network.start("other", 2, settings -> settings.groupKey(SECOND));
        TestMember plain = network.start("plain", 3);
        network.run(Duration.ofSeconds(20));

        assertThat(alpha.view()).containsExactly("alpha");
        assertThat(alpha.count(Counter.DROPPED_UNAUTHENTICATED)).isPositive();
        assertThat(alpha.count(Counter.DROPPED_UNSEALED)).isPositive();
        assertThat(warnings(alpha)).hasSize(1);
        assertThat(warnings(plain)).hasSize(1);
        assertThat(plain.count(Counter.DROPPED_SEALED)).isPositive();
        assertThat(other.view()).containsExactly("other");
    }

    @Test
    void forgedAndReplayedDatagramsChangeNothing() {
        TestMember alpha = network.start("alpha", 1, SealedMembersTest::sealed);
        TestMember beta = network.start("beta", 2, SealedMembersTest::sealed);
        network.runUntil(() -> alpha.view().size() == 2 && beta.view().size() == 2);
        TestPublication message = beta.publish(3_000, Acknowledgement.STABLE);
        network.runUntil(() -> !message.isOpen());
        for (TestMember target : List.of(alpha, beta)) {
            GroupSnapshot before = target.snapshot();
            target.sender().take();

            MutatedDatagrams mutated = new MutatedDatagrams(network.seen(), 5);
            for (int i = 0; i < 3_000; i++) {
                target.receive(i % 2 == 0 ? mutated.broken() : mutated.repaired(), network.now());
            }
            network.seen().forEach(datagram -> target.receive(datagram.duplicate(), network.now()));
            target.receive(leave(1), network.now());
            target.receive(leave(2), network.now());

            assertThat(target.snapshot()).isEqualTo(before);
            assertThat(target.sender().take()).isEmpty();
        }
    }

    @Test
    void keysRotateUnderLoadAndLossWithoutALostMessage() {
        List<TestMember> members = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            members.add(network.start("m" + i, i, SealedMembersTest::sealed));
        }
        network.runUntil(() -> members.stream().allMatch(member -> member.view().size() == 3));
        Random random = new Random(11);
        network.lose((from, to, type, unicast) -> random.nextInt(10) == 0);
        List<TestPublication> published = new ArrayList<>();

        for (String keys : List.of(FIRST + "," + SECOND, SECOND + "," + FIRST, SECOND)) {
            for (TestMember rotating : members) {
                publish(members, published);
                rotating.useKeys(keys);
                publish(members, published);
                network.run(Duration.ofMillis(3));
            }
        }
        network.runUntil(() -> published.stream().noneMatch(TestPublication::isOpen));
        network.loseNothing();
        network.runUntil(() -> members.stream()
                        .map(member -> member.snapshot().digest())
                        .distinct()
                        .count()
                == 1);

        assertThat(members).allSatisfy(member -> {
            assertThat(member.log().lines()).isEqualTo(members.get(0).log().lines());
            assertThat(member.count(Counter.MESSAGES_RECEIVED)).isEqualTo(published.size());
            assertThat(warnings(member)).isEmpty();
        });
    }

    private static GroupSettingsBuilder sealed(GroupSettingsBuilder settings) {
        return settings.groupKey(FIRST);
    }

    private static void publish(List<TestMember> members, List<TestPublication> published) {
        for (TestMember member : members) {
            for (int i = 0; i < 20; i++) {
                published.add(member.publish(50 * i, Acknowledgement.ORDERED));
            }
        }
    }

    private static List<String> warnings(TestMember member) {
        return member.events().stream()
                .filter(line -> line.startsWith("warning: ") && line.contains("incarnation"))
                .toList();
    }

    private static ByteBuffer leave(long source) {
        ByteBuffer frame = ByteBuffer.allocate(100);
        FrameHeader.begin(frame, FrameType.LEAVE, FrameHeader.groupId(TestNetwork.GROUP), source);
        new LeaveFrame(1, source).write(frame);
        FrameHeader.finish(frame);
        return frame;
    }
}
