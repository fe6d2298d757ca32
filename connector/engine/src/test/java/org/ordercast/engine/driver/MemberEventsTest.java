package org.ordercast.engine.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ordercast.engine.MemberState;
import org.ordercast.engine.membership.Endpoint;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.security.SealedDatagrams;

class MemberEventsTest {

    private final List<String> lines = new ArrayList<>();
    private final MemberEvents events = new MemberEvents("group 'g', member 'm'", new Lines());

    @ParameterizedTest
    @CsvSource({
        "DISCOVERING, DEBUG",
        "CLAIMING, DEBUG",
        "JOINING, DEBUG",
        "FOLLOWING, INFO",
        "SEQUENCING, INFO",
        "WAITING, WARNING",
        "FAILED, ERROR",
        "STOPPED, DEBUG"
    })
    void aStateIsLoggedWithItsReasonAsLoudAsItMatters(MemberState to, String level) {
        events.stateChanged(MemberState.JOINING, to, "it's {0} o'clock");

        assertThat(lines).containsExactly(level + " group 'g', member 'm': " + to + " after JOINING: it's {0} o'clock");
    }

    @Test
    void aViewIsLoggedWithItsMembers() {
        events.viewChanged(
                1234,
                List.of(
                        new MemberIdentity("a", 1, Endpoint.ipv4(0x7f000001, 10_000)),
                        new MemberIdentity("b", 2, Endpoint.ipv4(0x7f000001, 20_000))));

        assertThat(lines)
                .containsExactly(
                        "INFO group 'g', member 'm': view 1234 of 2 members: a at 127.0.0.1:10000, b at 127.0.0.1:20000");
    }

    @Test
    void aWarningIsLoggedAsOne() {
        events.warning("look at this");

        assertThat(lines).containsExactly("WARNING group 'g', member 'm': look at this");
    }

    @Test
    void newKeysAreLoggedByTheirIds() {
        events.keysChanged(SealedDatagrams.ring(2, 1));

        assertThat(lines)
                .containsExactly("INFO group 'g', member 'm': new keys are in use (ids, the sealing one first: 2, 1)");
    }

    @Test
    void aFailureIsRemembered() {
        events.stateChanged(MemberState.JOINING, MemberState.FOLLOWING, "joined");
        assertThat(events.failure()).isEmpty();

        events.stateChanged(MemberState.FOLLOWING, MemberState.FAILED, "the orders differ");

        assertThat(events.failure()).hasValue("the orders differ");
    }

    @Test
    void aMoveIsToldOnceToWhoAsks() {
        events.stateChanged(MemberState.DISCOVERING, MemberState.JOINING, "heard the sequencer");

        assertThat(events.takeStateMoved()).isTrue();
        assertThat(events.takeStateMoved()).isFalse();
    }

    private final class Lines implements System.Logger {
        @Override
        public String getName() {
            return "lines";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
            lines.add(level + " " + message + " " + thrown);
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String format, Object... params) {
            lines.add(level + " " + MessageFormat.format(format, params));
        }
    }
}
