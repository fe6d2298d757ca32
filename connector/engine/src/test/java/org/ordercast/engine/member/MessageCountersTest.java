package org.ordercast.engine.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.Acknowledgement;
import org.ordercast.engine.Counter;
import org.ordercast.engine.MemberState;

/** Every message is counted by its publisher, by the sequencer, and by each member that receives it. */
class MessageCountersTest {

    private final TestNetwork network = new TestNetwork();
    private final TestMember sequencer = network.start("a", 1);
    private final TestMember follower = follower();

    @Test
    void theSequencerCountsEveryMessageThatItOrdersItsOwnIncluded() {
        sequencer.publish("one");
        sequencer.publish(100_000, Acknowledgement.ORDERED);
        follower.publish("two");
        follower.publish("three");

        network.run(Duration.ofSeconds(1));

        assertThat(sequencer.count(Counter.MESSAGES_ORDERED)).isEqualTo(4);
        assertThat(follower.count(Counter.MESSAGES_ORDERED)).isZero();
    }

    @Test
    void everyMemberCountsWhatItPublishedAndWhatItReceived() {
        sequencer.publish("one");
        follower.publish("two");
        follower.publish("three");

        network.run(Duration.ofSeconds(1));

        assertThat(sequencer.count(Counter.MESSAGES_PUBLISHED)).isOne();
        assertThat(follower.count(Counter.MESSAGES_PUBLISHED)).isEqualTo(2);
        assertThat(sequencer.count(Counter.MESSAGES_RECEIVED)).isEqualTo(3);
        assertThat(follower.count(Counter.MESSAGES_RECEIVED)).isEqualTo(3);
    }

    private TestMember follower() {
        network.runUntil(() -> sequencer.state() == MemberState.SEQUENCING);
        TestMember second = network.start("b", 2);
        network.runUntil(() -> second.state() == MemberState.FOLLOWING);
        return second;
    }
}
