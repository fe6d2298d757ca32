package org.ordercast.engine.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.MemberState;
import org.ordercast.engine.frame.FrameHeader;
import org.ordercast.engine.frame.FrameType;

/** A hello that comes so late that its sender's life has ended lets nobody in. */
class LateHelloTest {

    private final TestNetwork network = new TestNetwork();
    private final List<TestMember> members = network.group("alpha", "beta");
    private final TestMember alpha = members.get(0);
    private final TestMember beta = members.get(1);

    @Test
    void itDoesNotMakeTheLogForgetWhatTheNewestLifeHasHadOrdered() {
        network.serveLogs();
        TestMember newest = network.restart(beta, 12, true);
        network.runUntilComplete(List.of(newest.publish("one")));
        network.isolate(newest);
        TestPublication retried = newest.publish("two");
        network.runUntil(() -> alpha.view().equals(List.of("alpha")));
        hellosOf(beta).forEach(hello -> alpha.receive(hello, network.now()));
        network.run(Duration.ofSeconds(1));
        TestMember back = network.restart(alpha, 11, true);
        network.loseNothing();
        network.runUntilComplete(List.of(retried));
        network.run(Duration.ofMillis(200));

        assertThat(retried.failures()).isEmpty();
        assertThat(newest.log().lines()).containsExactly("1:beta/1:one", "2:beta/2:two");
        assertThat(back.log().lines()).containsExactly("2:beta/2:two");
        assertThat(newest.state()).isEqualTo(MemberState.FOLLOWING);
    }

    @Test
    void itDoesNotTakeThePlaceOfAMemberThatIsSilentForAWhile() {
        network.run(Duration.ofSeconds(1));
        network.isolate(beta);
        network.run(Duration.ofSeconds(2));
        hellosOf(beta).forEach(hello -> alpha.receive(hello, network.now()));
        network.run(Duration.ofMillis(10));

        assertThat(alpha.view()).containsExactly("alpha", "beta");
    }

    private List<ByteBuffer> hellosOf(TestMember member) {
        List<ByteBuffer> hellos = network.seen().stream()
                .filter(datagram -> FrameHeader.type(datagram) == FrameType.HELLO
                        && FrameHeader.source(datagram) == member.identity().incarnation())
                .map(ByteBuffer::duplicate)
                .toList();
        assertThat(hellos).isNotEmpty();
        return hellos;
    }
}
