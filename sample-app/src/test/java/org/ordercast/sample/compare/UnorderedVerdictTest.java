package org.ordercast.sample.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.ordercast.sample.compare.UnorderedVerdict.Kind;
import org.ordercast.sample.compare.UnorderedVerdict.Standing;

@DisplayName("The verdict on the lane without ordering")
class UnorderedVerdictTest {

    private static final Map<String, Long> ALL = Map.of("server-1", 6L, "server-2", 4L);

    private static Kind verdict(Standing... all) {
        return UnorderedVerdict.of(List.of(all)).kind();
    }

    @Test
    void isAgreementWhenTheSameCommandsGaveTheSameBook() {
        assertThat(verdict(new Standing(0, ALL, "aa", 0), new Standing(0, ALL, "aa", 0)))
                .isEqualTo(Kind.AGREE);
    }

    @Test
    void isDifferenceWhenTheSameCommandsGaveAnotherBook() {
        UnorderedVerdict verdict =
                UnorderedVerdict.of(List.of(new Standing(0, ALL, "aa", 0), new Standing(0, ALL, "bb", 3)));

        assertThat(verdict.kind()).isEqualTo(Kind.DIFFER);
        assertThat(verdict.differedAt()).isEqualTo(3);
        assertThat(verdict.most()).isEqualTo(10);
    }

    @Test
    void isWithheldWhileNotAllHaveTheSameCommandsEvenIfTheirNumberIsEqual() {
        Map<String, Long> others = Map.of("server-1", 4L, "server-2", 6L);

        assertThat(verdict(new Standing(0, ALL, "aa", 0), new Standing(0, others, "bb", 2)))
                .isEqualTo(Kind.INCOMPLETE);
    }

    @Test
    void isWithheldUntilAResetReachedAll() {
        assertThat(verdict(new Standing(7, ALL, "aa", 0), new Standing(0, ALL, "aa", 0)))
                .isEqualTo(Kind.RESETTING);
    }

    @Test
    void isNoneWhileAloneOrBeforeAnythingWasApplied() {
        assertThat(verdict(new Standing(0, ALL, "aa", 0))).isEqualTo(Kind.ALONE);
        assertThat(verdict(new Standing(0, Map.of(), "aa", 0), new Standing(0, Map.of(), "aa", 0)))
                .isEqualTo(Kind.NOTHING_YET);
    }

    @Test
    void standsWhileCommandsAreOnlyAdded() {
        UnorderedVerdict final10 =
                UnorderedVerdict.of(List.of(new Standing(0, ALL, "aa", 0), new Standing(0, ALL, "bb", 3)));
        Map<String, Long> more = Map.of("server-1", 7L, "server-2", 4L);
        Map<String, Long> restarted = Map.of("server-1", 1L);

        assertThat(final10.isComplete()).isTrue();
        assertThat(UnorderedVerdict.of(List.of(new Standing(0, ALL, "aa", 0), new Standing(0, more, "bb", 3)))
                        .continues(final10))
                .isTrue();
        assertThat(UnorderedVerdict.of(List.of(new Standing(0, ALL, "aa", 0), new Standing(0, restarted, "bb", 3)))
                        .continues(final10))
                .isFalse();
    }
}
