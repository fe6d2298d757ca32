package org.ordercast.sample.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.ordercast.sample.compare.UnorderedVerdict.Kind;
import org.ordercast.sample.compare.UnorderedVerdict.Standing;

@DisplayName("The verdict on the lane without ordering")
class UnorderedVerdictTest {

    private static final Standing EQUAL = new Standing(0, 10, 10, true, 0);
    private static final Standing DIFFERENT = new Standing(0, 10, 9, false, 3);

    private static UnorderedVerdict verdict(Standing... peers) {
        return UnorderedVerdict.of(0, 10, List.of(peers));
    }

    @Test
    void isAgreementWhenTheSameCommandsGaveTheSameBooks() {
        assertThat(verdict(EQUAL, EQUAL)).isEqualTo(new UnorderedVerdict(Kind.AGREE, 10, 0, 10, 10));
    }

    @Test
    void isDifferenceWhenTheSameCommandsGaveAnotherBook() {
        assertThat(verdict(EQUAL, DIFFERENT)).isEqualTo(new UnorderedVerdict(Kind.DIFFER, 9, 3, 10, 10));
    }

    @Test
    void isAgreementAgainWhenBooksCameTogetherAndStillTellsThatTheyHadDiffered() {
        UnorderedVerdict verdict = verdict(new Standing(0, 10, 10, true, 3));

        assertThat(verdict.kind()).isEqualTo(Kind.AGREE);
        assertThat(verdict.differedAt()).isEqualTo(3);
    }

    @Test
    void isWithheldWhileAServerNeverHadTheSameCommands() {
        assertThat(verdict(EQUAL, new Standing(0, 4, 0, true, 0)))
                .isEqualTo(new UnorderedVerdict(Kind.INCOMPLETE, 0, 0, 4, 10));
    }

    @Test
    void isWithheldUntilAResetReachedAll() {
        assertThat(verdict(new Standing(7, 10, 10, true, 0)).kind()).isEqualTo(Kind.RESETTING);
    }

    @Test
    void isNoneWhileAloneOrBeforeAnythingWasApplied() {
        assertThat(verdict().kind()).isEqualTo(Kind.ALONE);
        assertThat(UnorderedVerdict.of(0, 0, List.of(new Standing(0, 0, 0, true, 0)))
                        .kind())
                .isEqualTo(Kind.NOTHING_YET);
    }
}
