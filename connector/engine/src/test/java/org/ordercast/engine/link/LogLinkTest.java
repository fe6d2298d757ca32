package org.ordercast.engine.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ordercast.engine.Eventually;
import org.ordercast.engine.log.Damage;
import org.ordercast.engine.log.Deleted;
import org.ordercast.engine.log.LogItem;
import org.ordercast.engine.log.LogRecord;

/** What one member gets of another's log. */
class LogLinkTest extends Linking {

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aWholeLogIsReadAsItWasWritten(boolean sealed) throws IOException {
        List<LogItem> log = Records.upTo(2001);
        Fetched member = member(sealing(sealed)).from(serve(new FakeLog(log), sealing(sealed)), 0);

        assertThat(member.untilEnded()).isTrue();
        assertThat(member.records()).isEqualTo(log);
        assertThat(member.warnings).isEmpty();
    }

    @Test
    void readingResumesFromASequence() throws IOException {
        Fetched member = member().from(serve(new FakeLog(Records.upTo(101))), 57);

        assertThat(member.untilEnded()).isTrue();
        assertThat(member.records().stream().mapToLong(Records::last).filter(last -> last > 0))
                .first()
                .isEqualTo(58L);
    }

    @Test
    void aLogWithNothingNewEndsAtOnce() throws IOException {
        Fetched member = member().from(serve(new FakeLog(List.of())), 7);

        assertThat(member.untilEnded()).isTrue();
        assertThat(member.records()).isEmpty();
    }

    @Test
    void aMemberWithoutALogSaysThatNothingIsToBeHad() throws IOException {
        Fetched member = member().from(serve(sequence -> Optional.empty(), LinkSealing.none()), 0);

        assertThat(member.untilEnded()).isTrue();
        assertThat(member.records()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRecordOfManyMegabytesPasses(boolean sealed) throws IOException {
        List<LogRecord> log = List.of(Records.batch(1, 1, 16 << 20), Records.batch(2, 2, 3));
        Fetched member = member(sealing(sealed)).from(serve(new FakeLog(log), sealing(sealed)), 0);

        assertThat(member.untilEnded()).isTrue();
        assertThat(member.records()).isEqualTo(log);
    }

    @Test
    void whatIsDeletedIsPassedOverToACheckpoint() throws IOException {
        List<LogItem> log = List.of(new Deleted(1, 10), Records.checkpoint(10), Records.batch(11, 2, 3));
        Fetched member = member().from(serve(new FakeLog(log)), 1);

        assertThat(member.untilEnded()).isTrue();
        assertThat(member.records()).isEqualTo(log.subList(1, 3));
    }

    @Test
    void whatIsDeletedIsNotPassedOverToAnythingElse() throws IOException {
        Fetched member = member().from(serve(new FakeLog(List.of(new Deleted(1, 10), Records.batch(11, 2, 3)))), 1);

        assertThat(member.untilEnded()).isFalse();
        assertThat(member.records()).isEmpty();
        assertThat(member.warnings).singleElement().asString().contains("sequences 1 to 10");
    }

    @Test
    void damageThatLosesMessagesIsNeverPassedOver() throws IOException {
        LogRecord before = Records.batch(1, 2, 3);
        FakeLog log = new FakeLog(
                List.of(before, new Damage("segment", 100, 50, 3, 4), Records.checkpoint(4), Records.batch(5, 2, 3)));
        Fetched member = member().from(serve(log), 1);

        assertThat(member.untilEnded()).isFalse();
        assertThat(member.records()).containsExactly(before);
        assertThat(member.warnings).singleElement().asString().contains("sequences 3 to 4");
        assertThat(warnings).singleElement().asString().contains("segment is damaged");
    }

    @Test
    void aDamagedViewIsPassedOverToACheckpointAlone() throws IOException {
        Damage damage = new Damage("segment", 100, 50, 3, 2);
        LogRecord next = Records.batch(3, 2, 3);
        int good = serve(new FakeLog(List.of(damage, Records.checkpoint(2), next)));
        int bad = serve(new FakeLog(List.of(damage, next)));
        int tail = serve(new FakeLog(List.of(next, damage)));

        assertThat(member().from(good, 1).untilEnded()).isTrue();
        assertThat(member().from(bad, 1).untilEnded()).isFalse();
        assertThat(member().from(tail, 1).untilEnded()).isFalse();
    }

    @Test
    void aLogThatCannotBeReadBreaksTheAnswerOff() throws IOException {
        FakeLog log = new FakeLog(Records.upTo(11));
        int port = serve(log);
        log.breakDown();

        assertThat(member().from(port, 1).untilEnded()).isFalse();
        assertThat(warnings).singleElement().asString().contains("the disk is gone");
    }

    @Test
    void recordsWaitUntilTheLogHasRoom() throws IOException {
        FakeLog log = new FakeLog(List.of(Records.batch(1, 1, 1000))).endless();
        Fetched member = member();
        member.log.setRoom(false);
        member.from(serve(log), 1);
        Eventually.until("the log is read", () -> log.readers() == 1);

        member.turn();
        assertThat(member.records()).isEmpty();

        member.log.setRoom(true);
        member.untilRecords(1000);
    }

    @Test
    void nothingComesOfAFetchThatWasStopped() throws IOException {
        FakeLog log = new FakeLog(List.of(Records.batch(1, 1, 1000))).endless();
        Fetched member = member().from(serve(log), 1);
        member.untilRecords(1);
        int before = member.records().size();

        member.stop();
        Eventually.until("the server has noticed", () -> log.readers() == 0);
        member.turn();

        assertThat(member.records()).hasSize(before);
        assertThat(member.ends()).isEmpty();
    }

    @Test
    void aNewFetchTakesThePlaceOfTheOneBefore() throws IOException {
        FakeLog endless = new FakeLog(List.of(Records.batch(1, 1, 1000))).endless();
        LogRecord other = Records.batch(5, 1, 7);
        int second = serve(new FakeLog(List.of(other)));
        Fetched member = member().from(serve(endless), 1);
        member.untilRecords(1);
        member.records().clear();

        assertThat(member.from(second, 5).untilEnded()).isTrue();
        assertThat(member.records()).containsExactly(other);
        Eventually.until("the first server has noticed", () -> endless.readers() == 0);
    }
}
