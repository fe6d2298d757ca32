package org.ordercast.engine.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ordercast.engine.Counter;
import org.ordercast.engine.GroupSnapshot;
import org.ordercast.engine.MemberState;
import org.ordercast.engine.frame.FrameHeader;
import org.ordercast.engine.frame.FrameType;
import org.ordercast.engine.frame.HelloFrame;
import org.ordercast.engine.frame.OrderFrame;
import org.ordercast.engine.frame.WelcomeFrame;
import org.ordercast.engine.member.Situation.Target;
import org.ordercast.engine.membership.MemberIdentity;

/**
 * Whatever comes from the network, a member throws nothing and never hangs. What is not a whole datagram of its group
 * changes nothing but a counter.
 */
class HostileInputTest {

    private static final int BROKEN = 8_000;
    private static final int REPAIRED = 8_000;

    @ParameterizedTest
    @EnumSource(Situation.class)
    void whatIsBrokenOrGarbageChangesNothingButACounter(Situation situation) {
        Target target = situation.target();
        TestMember member = target.member();
        GroupSnapshot before = member.snapshot();
        int lines = member.log().lines().size();
        int events = member.events().size();
        MutatedDatagrams mutated =
                new MutatedDatagrams(target.seen(), situation.name().hashCode());
        boolean over = EnumSet.of(MemberState.FAILED, MemberState.STOPPED).contains(before.state());

        for (int i = 0; i < BROKEN; i++) {
            ByteBuffer datagram = i % 4 == 0 ? mutated.garbage() : mutated.broken();
            long drops = drops(member);
            member.receive(datagram, target.now());
            assertThat(drops(member) - drops)
                    .as(() -> "drops of " + hex(datagram))
                    .isEqualTo(over || isOwn(datagram, member) ? 0 : 1);
        }

        assertThat(member.snapshot()).isEqualTo(before);
        assertThat(member.sender().take()).isEmpty();
        assertThat(member.log().lines()).hasSize(lines);
        assertThat(member.events()).hasSize(events);
    }

    @ParameterizedTest
    @EnumSource(Situation.class)
    void whateverHasAChecksumThatIsRightThrowsNothing(Situation situation) {
        for (int seed = 0; seed < REPAIRED / 400; seed++) {
            Target target = situation.target();
            MutatedDatagrams mutated = new MutatedDatagrams(target.seen(), seed);
            long now = target.now();
            for (int i = 0; i < 400; i++) {
                target.member().receive(mutated.repaired(), now);
                if (i % 10 == 0) {
                    now = target.member().rest(now + 1_000_000);
                }
            }
            target.member().rest(now + Duration.ofSeconds(30).toNanos());
        }
    }

    @Test
    void aWelcomeToTheEndOfAllNumbersDoesNotHang() {
        for (long frame : new long[] {Long.MAX_VALUE, Long.MAX_VALUE - 2047, (1L << 62) - 1, 1L << 62}) {
            Target target = Situation.DISCOVERING.target();
            MemberIdentity sequencer = TestMember.identity("evil", 99);
            WelcomeFrame welcome = new WelcomeFrame(
                    target.member().identity().incarnation(), 99, 1, 2, frame, 1L << 62, 0, 1472, sequencer);
            target.member().receive(ForgedDatagrams.datagram(FrameType.WELCOME, 99, welcome::write), target.now());
            target.member()
                    .receive(
                            ForgedDatagrams.datagram(FrameType.HEARTBEAT, 99, body -> {
                                OrderFrame.write(body, 1, frame, 1L << 62, 0, 0, 0);
                                body.position(OrderFrame.ENTRIES);
                            }),
                            target.now());

            target.member().rest(target.now() + Duration.ofSeconds(1).toNanos());
        }
    }

    @Test
    void aMemberWhoseIdIsNotUtf8DoesNotSpoilTheView() {
        TestNetwork network = new TestNetwork();
        TestMember alpha = network.start("alpha", 1);
        network.runUntil(() -> alpha.state() == MemberState.SEQUENCING);
        HelloFrame hello = HelloFrame.newcomer(HelloFrame.Intent.SEEK, 0, 0, TestMember.identity("x".repeat(255), 9));
        ByteBuffer datagram = ForgedDatagrams.datagram(FrameType.HELLO, 9, hello::write);
        for (int at = datagram.limit() - 255; at < datagram.limit(); at++) {
            datagram.put(at, (byte) 0xff);
        }
        FrameHeader.finish(datagram.position(datagram.limit()));
        alpha.receive(datagram, network.now());
        network.run(Duration.ofMillis(10));

        assertThat(alpha.view()).containsExactly("alpha");
        assertThat(alpha.count(Counter.DROPPED_MALFORMED)).isEqualTo(1);
    }

    private static boolean isOwn(ByteBuffer datagram, TestMember member) {
        return datagram.remaining() >= FrameHeader.LENGTH
                && FrameHeader.source(datagram) == member.identity().incarnation();
    }

    private static String hex(ByteBuffer datagram) {
        byte[] bytes = new byte[datagram.remaining()];
        datagram.duplicate().get(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static long drops(TestMember member) {
        return Arrays.stream(Counter.values())
                .filter(counter -> counter.name().startsWith("DROPPED_"))
                .mapToLong(member::count)
                .sum();
    }
}
