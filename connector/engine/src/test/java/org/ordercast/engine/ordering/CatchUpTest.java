package org.ordercast.engine.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.LogState;
import org.ordercast.engine.member.TestFetcher;
import org.ordercast.engine.member.TestLog;
import org.ordercast.engine.member.TestQueue;
import org.ordercast.engine.membership.View;
import org.ordercast.engine.publishing.OwnMessages;

/** A fetch begins where this member's order stands, takes records while it runs, and says whether it brought any. */
class CatchUpTest {

    private static final LogState START =
            new LogState(TrueRecords.ALPHA.incarnation(), 1, "alpha", 0xa, 0, 0, View.NONE, 0, List.of());

    private final TestFetcher fetcher = new TestFetcher();
    private final TestLog log = new TestLog();
    private final OrderState state = new OrderState(new LoggedOrder(log, 99, new OwnMessages(99, new TestQueue())));
    private final CatchUp catchUp = new CatchUp(fetcher, state);
    private final TrueRecords truth = new TrueRecords(new Random(1));

    CatchUpTest() {
        truth.messages(2, 10);
        log.begin(START);
        state.standAt(START);
    }

    @Test
    void whatItFetchesGoesOnFromWhereTheOrderStands() {
        assertThat(catchUp.isRunning()).isFalse();
        catchUp.begin(TrueRecords.ALPHA.endpoint());
        assertThat(catchUp.isRunning()).isTrue();
        assertThat(fetcher.request()).isEqualTo(new TestFetcher.Request(TrueRecords.ALPHA.endpoint(), 0));
        for (LogRecord record : truth.all()) {
            assertThat(catchUp.onRecord(record)).isNull();
        }

        assertThat(state.sequence()).isEqualTo(2);
        assertThat(catchUp.onEnded()).as("it brought something").isTrue();
        assertThat(catchUp.isRunning()).isFalse();
    }

    @Test
    void recordsThatDoNotGoOnAreReported() {
        catchUp.begin(TrueRecords.ALPHA.endpoint());

        assertThat(catchUp.onRecord(truth.all().get(2))).contains("theirs is");
    }

    @Test
    void aFetchThatBringsNothingSaysSo() {
        catchUp.begin(TrueRecords.ALPHA.endpoint());

        assertThat(catchUp.onEnded()).isFalse();
    }

    @Test
    void afterItsEndNothingIsTaken() {
        catchUp.begin(TrueRecords.ALPHA.endpoint());
        catchUp.stop();
        assertThat(fetcher.request()).isNull();
        assertThat(catchUp.isRunning()).isFalse();

        assertThat(catchUp.onRecord(truth.all().get(2))).isNull();
        assertThat(state.sequence()).isZero();
    }
}
