package org.ordercast.sample.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.ordercast.sample.compare.OrderedVerdict.Kind;
import org.ordercast.sample.compare.OrderedVerdict.Standing;

@DisplayName("The verdict on the ordered lane")
class OrderedVerdictTest {

    private static final Standing SELF = new Standing("server-1", true, 100, 100, 0);

    private static Standing peer(String id, long position, long comparedTo) {
        return new Standing(id, true, position, comparedTo, 0);
    }

    @Test
    void isAgreementUpToTheLastPlaceThatAllWereComparedAt() {
        OrderedVerdict verdict = OrderedVerdict.of(SELF, List.of(peer("server-2", 120, 100), peer("server-3", 60, 60)));

        assertThat(verdict.kind()).isEqualTo(Kind.AGREE);
        assertThat(verdict.upTo()).isEqualTo(60);
        assertThat(verdict.ahead()).isEqualTo(120);
        assertThat(verdict.servers()).containsExactly("server-1", "server-2", "server-3");
    }

    @Test
    void isDifferenceAtTheFirstPlaceWhereAnyDiffers() {
        OrderedVerdict verdict = OrderedVerdict.of(
                SELF,
                List.of(new Standing("server-2", true, 100, 100, 40), new Standing("server-3", true, 100, 100, 30)));

        assertThat(verdict.kind()).isEqualTo(Kind.DIFFER);
        assertThat(verdict.differsAt()).isEqualTo(30);
    }

    @Test
    void namesTheServersThatItIsNotAbout() {
        OrderedVerdict verdict =
                OrderedVerdict.of(SELF, List.of(peer("server-2", 100, 100), new Standing("server-3", false, 0, 0, 0)));

        assertThat(verdict.kind()).isEqualTo(Kind.AGREE);
        assertThat(verdict.upTo()).isEqualTo(100);
        assertThat(verdict.without()).containsExactly("server-3");
    }

    @Test
    void isNoneWhileAlone() {
        assertThat(OrderedVerdict.of(SELF, List.of(new Standing("server-2", false, 0, 0, 0)))
                        .kind())
                .isEqualTo(Kind.ALONE);
    }

    @Test
    void isNoneWhileThisServerIsCatchingUp() {
        assertThat(OrderedVerdict.of(new Standing("server-1", false, 100, 100, 0), List.of(peer("server-2", 100, 100)))
                        .kind())
                .isEqualTo(Kind.CATCHING_UP);
    }

    @Test
    void isNoneBeforeAnythingWasOrdered() {
        assertThat(OrderedVerdict.of(new Standing("server-1", true, 0, 0, 0), List.of(peer("server-2", 0, 0)))
                        .kind())
                .isEqualTo(Kind.NOTHING_YET);
    }
}
