package org.ordercast.faults.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ordercast.engine.Acknowledgement;
import org.ordercast.engine.Place;

class HistoryFilesTest {

    private static final Source SOURCE = new Source(2, 1);

    @TempDir
    private Path directory;

    @Test
    void deliveriesAreReadAsTheyWereWrittenAndRunsSayWhatSingleRecordsWould() throws IOException {
        HistoryFiles files = new HistoryFiles(directory, 2);
        try (DeliveryHistory history = DeliveryHistory.begin(files.deliveries(1), 5, 40)) {
            history.delivered(message(41, 1));
            history.delivered(message(42, 2));
            history.delivered(message(43, 4)); // not the next number
            history.gap(9, 44, 50);
            history.corrupt(10, 51);
        }

        Life life = files.readAll(1).get(0);

        assertThat(life.deliveries())
                .containsExactly(
                        new DeliveryEvent.Started(5, 40),
                        new DeliveryEvent.Run(new Delivered(7, 41, 3, -9, 1, SOURCE, 1, 2)),
                        new DeliveryEvent.Run(new Delivered(7, 43, 3, -9, 4, SOURCE, 4, 1)),
                        new DeliveryEvent.Gap(9, 44, 50),
                        new DeliveryEvent.Corrupt(10, 51));
        assertThat(files.positionBefore(2)).isEqualTo(51);
    }

    @Test
    void sendsAreReadAsTheyWereWritten() throws IOException {
        HistoryFiles files = new HistoryFiles(directory, 2);
        try (SendHistory history = SendHistory.begin(files.sends(1))) {
            history.begun(1, 10);
            history.completed(Acknowledgement.COMMITTED, 1, new Place(5, 2));
            history.completed(Acknowledgement.COMMITTED, 2, new Place(6, 2));
            history.completed(Acknowledgement.COMMITTED, 3, new Place(9, 2)); // others came between
            history.completed(Acknowledgement.STABLE, 4, new Place(10, 2));
            history.unknown(5);
            history.refused(6, 5);
        }

        assertThat(files.readAll(1).get(0).sends())
                .containsExactlyInAnyOrder(
                        new SendEvent.Begun(1, 10),
                        new SendEvent.Completed(Acknowledgement.COMMITTED, 1, 2, 5, 2),
                        new SendEvent.Completed(Acknowledgement.COMMITTED, 3, 1, 9, 2),
                        new SendEvent.Completed(Acknowledgement.STABLE, 4, 1, 10, 2),
                        new SendEvent.Unknown(5),
                        new SendEvent.Refused(6, 5));
    }

    @Test
    void aRecordThatAKillCutOffIsNotThere() throws IOException {
        HistoryFiles files = new HistoryFiles(directory, 2);
        try (DeliveryHistory history = DeliveryHistory.begin(files.deliveries(1), 5, 40)) {
            history.delivered(message(41, 1));
        }
        Files.write(files.deliveries(1), new byte[17], StandardOpenOption.APPEND);

        assertThat(files.positionBefore(2)).isEqualTo(41);
    }

    @Test
    void aLifeThatWasKilledBeforeItBeganToReadIsSkipped() throws IOException {
        HistoryFiles files = new HistoryFiles(directory, 2);
        try (DeliveryHistory history = DeliveryHistory.begin(files.deliveries(1), 5, 40)) {
            history.delivered(message(41, 1));
        }

        assertThat(files.positionBefore(3)).isEqualTo(41);
        assertThat(files.readAll(2).get(1)).isEqualTo(new Life(new Source(2, 2), List.of(), List.of()));
        assertThat(new HistoryFiles(directory, 1).positionBefore(1)).isZero();
    }

    private static Delivered message(long sequence, long number) {
        return new Delivered(7, sequence, 3, -9, number, SOURCE, number, 1);
    }
}
