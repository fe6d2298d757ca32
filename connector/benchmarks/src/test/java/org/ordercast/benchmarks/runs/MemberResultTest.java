package org.ordercast.benchmarks.runs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemberResultTest {

    @Test
    void aResultComesThroughALineOfWordsUnchanged() {
        Latencies latencies = new Latencies();
        latencies.record(true, 1_000);
        latencies.record(false, 5_000_000);
        MemberResult result = MemberResult.of(
                new Usage(0, 10, 100, 1_000), new Usage(2_000_000_000, 30, 400, 5_000), 77, 0xabc, "", latencies);

        assertThat(MemberResult.decode(result.encode())).isEqualTo(result);
        assertThat(result.rate()).isEqualTo(2_000);
        assertThat(result.cpu()).isEqualTo(20);
        assertThat(result.allocated()).isEqualTo(300);
    }

    @Test
    void latenciesOfSeveralMembersAddUp() {
        Latencies one = new Latencies();
        Latencies other = new Latencies();
        one.record(false, 1_000);
        other.record(false, 9_000);
        one.add(other);

        assertThat(one.atOthers().getTotalCount()).isEqualTo(2);
        assertThat(one.atPublisher().getTotalCount()).isZero();
    }
}
