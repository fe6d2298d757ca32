package org.ordercast.engine.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.frame.FramePool;
import org.ordercast.engine.member.TestMember;

/** A message is committed when a majority of those holds it who joined before it, and stable when all of them do. */
class HoldersTest {

    @Test
    void aMajorityCountsTheSequencerItself() {
        assertThat(Holders.majority(List.of(member(0, 7)), 0)).isEqualTo(7);
        assertThat(Holders.majority(List.of(member(0, 7), member(0, 5)), 0)).isEqualTo(5);
        assertThat(Holders.majority(List.of(member(0, 7), member(0, 3), member(0, 5)), 0))
                .isEqualTo(5);
        assertThat(Holders.majority(List.of(member(0, 7), member(0, 3), member(0, 5), member(0, 4)), 0))
                .isEqualTo(4);
    }

    @Test
    void stableIsWhatAllHold() {
        assertThat(Holders.all(List.of(member(0, 7), member(0, 3), member(0, 5)), 0))
                .isEqualTo(3);
    }

    @Test
    void aMemberHasNoSayInMessagesFromBeforeItJoined() {
        Participant newcomer = member(6, 6);

        assertThat(Holders.all(List.of(member(0, 9), member(0, 5), newcomer), 0))
                .isEqualTo(5);
        assertThat(Holders.all(List.of(member(0, 9), member(0, 8), newcomer), 0))
                .isEqualTo(6);
        assertThat(Holders.majority(List.of(member(0, 9), member(0, 6), newcomer), 0))
                .as("six are required of two, the rest of three")
                .isEqualTo(6);
        assertThat(Holders.majority(List.of(member(0, 9), member(0, 7), newcomer), 0))
                .isEqualTo(7);
    }

    @Test
    void newcomersCountOneAfterTheOther() {
        List<Participant> members = List.of(member(0, 20), member(4, 12), member(8, 9));

        assertThat(Holders.all(members, 0)).isEqualTo(9);
        assertThat(Holders.majority(members, 0)).isEqualTo(12);
    }

    @Test
    void aPositionDoesNotGoBack() {
        assertThat(Holders.all(List.of(member(0, 9), member(0, 2)), 5)).isEqualTo(5);
        assertThat(Holders.majority(List.of(member(0, 9), member(3, 3)), 5)).isEqualTo(5);
    }

    private static Participant member(long before, long acknowledged) {
        Participant member = new Participant(
                TestMember.identity("m", 1),
                1,
                1,
                before,
                0,
                0,
                0,
                new Random(1),
                new FramePool(ByteBuffer::allocate),
                65_536,
                10);
        member.acknowledgedSequence = acknowledged;
        return member;
    }
}
