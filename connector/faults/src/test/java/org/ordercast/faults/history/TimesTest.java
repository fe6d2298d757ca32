package org.ordercast.faults.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TimesTest {

    private static final Source SOURCE = new Source(0, 1);

    @Test
    void aGroupHasRecoveredWhenTheLastMemberIsBeyondWhatAnybodyHadAtTheFaultsEnd() {
        List<Life> ahead = member(run(10, 1, 5), run(20, 6, 5), run(35, 11, 5));
        List<Life> behind = member(run(10, 1, 5), run(40, 6, 5), run(50, 11, 5));

        assertThat(Times.recovery(List.of(ahead, behind), 30)).hasValue(20);
        assertThat(Times.recovery(List.of(ahead, behind), 45)).isEmpty();
    }

    @Test
    void whatAMemberDeliveredInATimeIsCounted() {
        List<Life> member = member(run(10, 1, 5), run(20, 6, 5), run(35, 11, 5));

        assertThat(Times.delivered(member, 10, 20)).isEqualTo(5);
        assertThat(Times.delivered(member, 0, 100)).isEqualTo(15);
    }

    private static List<Life> member(DeliveryEvent... events) {
        return List.of(new Life(SOURCE, List.of(events), List.of()));
    }

    private static DeliveryEvent run(long time, long sequence, int count) {
        return new DeliveryEvent.Run(new Delivered(time, sequence, 1, 1, sequence, SOURCE, sequence, count));
    }
}
