package org.ordercast.engine.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.frame.WireFormatPage;

/** The running digest is the one that the page of the wire format describes, and tells orders apart. */
class OrderDigestTest {

    @Test
    void theStepsAreThoseOfThePage() {
        List<long[]> steps = new WireFormatPage().digestSteps();

        assertThat(steps).hasSizeGreaterThanOrEqualTo(3);
        for (long[] step : steps) {
            assertThat(Long.toHexString(OrderDigest.next(step[0], step[1], step[2], (int) step[3])))
                    .isEqualTo(Long.toHexString(step[4]));
        }
    }

    @Test
    void twoMessagesThatChangePlacesAreSeen() {
        long oneFirst = OrderDigest.next(OrderDigest.next(0, 1, 1, 10), 2, 1, 10);
        long twoFirst = OrderDigest.next(OrderDigest.next(0, 2, 1, 10), 1, 1, 10);

        assertThat(oneFirst).isNotEqualTo(twoFirst);
    }

    @Test
    void everyFieldOfAMessageCounts() {
        Set<Long> digests = new HashSet<>();
        for (long before = 0; before < 10; before++) {
            for (long publisher = 1000; publisher < 1010; publisher++) {
                for (long number = 1; number <= 10; number++) {
                    for (int length = 0; length < 10; length++) {
                        digests.add(OrderDigest.next(before << 20, publisher, number, length << 8));
                    }
                }
            }
        }

        assertThat(digests).hasSize(10_000);
    }
}
