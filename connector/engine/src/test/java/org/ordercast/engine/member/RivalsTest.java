package org.ordercast.engine.member;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.ordercast.engine.Counter;

/** A second sequencer is proved by several signs that come close together, once. */
class RivalsTest {

    private static final long CLOSE = 300_000_000 - 1;

    private final TestContext parts = new TestContext();
    private final Rivals rivals = new Rivals(parts.context());
    private long now = 5_000_000_000L;

    @Test
    void theFifthSignProvesItAndTheNextProveNothingNew() {
        for (int sign = 1; sign <= 10; sign++) {
            assertThat(rivals.isProved(now)).as("sign %s", sign).isEqualTo(sign == 5);
            now += CLOSE;
        }
        assertThat(parts.counters().get(Counter.DROPPED_OLD_EPOCH)).isEqualTo(10);
    }

    @Test
    void signsThatAreNotCloseTogetherProveNothing() {
        for (int sign = 1; sign <= 20; sign++) {
            assertThat(rivals.isProved(now)).isFalse();
            now += sign % 4 == 0 ? CLOSE + 1 : CLOSE;
        }
    }

    @Test
    void theOperatorIsToldWhichItIs() {
        rivals.report(0xbeef, 7);

        assertThat(parts.events().lines())
                .singleElement()
                .asString()
                .contains("incarnation beef")
                .contains("group '" + TestNetwork.GROUP + "' in epoch 7")
                .contains("stop one part of it");
    }
}
