package org.ordercast.engine.log.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.OrderedBatch;
import org.ordercast.engine.log.PublisherPosition;
import org.ordercast.engine.membership.Endpoint;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.membership.View;

/** What a log knows behind its records. */
class LogStateTest {

    private final RunningState state = new RunningState();

    @Test
    void aViewBringsItsMembersWithWhatTheyPublishedBefore() {
        state.apply(view(1, member("alpha", 1, 0), member("beta", 2, 17)));

        assertThat(state.snapshot().publishers())
                .containsExactly(new PublisherPosition("alpha", 1, 0), new PublisherPosition("beta", 2, 17));
    }

    @Test
    void aMemberThatLeftIsRememberedForItMayComeBack() {
        state.apply(view(1, member("alpha", 1, 0), member("beta", 2, 0)));
        state.apply(batch(1, "beta", 2, 1, 5));
        state.apply(view(2, member("alpha", 1, 0)));

        assertThat(state.snapshot().publisher("beta")).contains(new PublisherPosition("beta", 2, 5));
    }

    @Test
    void aLaterLifeTakesThePlaceOfTheEarlierOne() {
        state.apply(view(1, member("alpha", 1, 0), member("beta", 2, 0)));
        state.apply(batch(1, "beta", 2, 1, 5));
        state.apply(view(2, member("alpha", 1, 0), member("beta", 3, 0)));

        assertThat(state.snapshot().publishers())
                .containsExactlyInAnyOrder(new PublisherPosition("alpha", 1, 0), new PublisherPosition("beta", 3, 0));
    }

    @Test
    void aViewNeverTakesBackWhatIsOrdered() {
        state.apply(view(1, member("alpha", 1, 0)));
        state.apply(batch(1, "alpha", 1, 1, 5));
        state.apply(view(2, member("alpha", 1, 3)));

        assertThat(state.snapshot().publisher("alpha")).contains(new PublisherPosition("alpha", 1, 5));
    }

    @Test
    void aGapIntoANewEpochLeavesItsSequencerUnknownUntilSomethingSaysIt() {
        state.apply(new LogRecord.EpochStart(1, 1, "alpha", 1));
        state.apply(new LogRecord.Gap(1, 9, 2, 77, "away"));
        assertThat(state.snapshot().sequencer()).isEmpty();
        assertThat(state.snapshot().lastSequence()).isEqualTo(9);

        LogRecord start = new LogRecord.EpochStart(1, 2, "beta", 2);
        assertThat(state.objectionTo(start)).isNull();
        state.apply(start);

        assertThat(state.snapshot().sequencer()).isEqualTo("beta");
    }

    @Test
    void theCommittedPositionDoesNotGoBack() {
        state.commit(9);
        state.commit(7);

        assertThat(state.snapshot().committed()).isEqualTo(9);
    }

    private static LogRecord view(long number, View.Participant... members) {
        return new LogRecord.ViewChange(1, new View(number, Arrays.asList(members)), 0);
    }

    private static View.Participant member(String id, long incarnation, long published) {
        return new View.Participant(new MemberIdentity(id, incarnation, Endpoint.ipv4(0x7f000001, 4000)), published);
    }

    private static LogRecord batch(long first, String publisher, long incarnation, long published, int count) {
        return new LogRecord.Batch(
                new OrderedBatch(1, first, publisher, incarnation, published, count, ByteBuffer.allocate(4 * count)),
                first);
    }
}
