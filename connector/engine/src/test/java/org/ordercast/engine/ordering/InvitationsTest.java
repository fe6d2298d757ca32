package org.ordercast.engine.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.member.TestMember;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.membership.View;

/** An invitation holds until a life of the same member id joins or leaves, and is nobody else's. */
class InvitationsTest {

    private static final MemberIdentity ALPHA = TestMember.identity("alpha", 1);
    private static final MemberIdentity BETA = TestMember.identity("beta", 2);
    private static final MemberIdentity BETA_AGAIN = TestMember.identity("beta", 12);
    private static final MemberIdentity GAMMA = TestMember.identity("gamma", 3);

    private final Invitations invitations = new Invitations(new Random(1), view(7, ALPHA));

    @Test
    void whatWasGivenNowIsValidForEverybody() {
        assertThat(invitations.isValid("beta", invitations.current())).isTrue();
        assertThat(invitations.isValid("alpha", invitations.current())).isTrue();
    }

    @Test
    void whatWasNotGivenYetOrByAnotherIsNotValid() {
        long current = invitations.current();

        assertThat(invitations.isValid("beta", current + 1)).isFalse();
        assertThat(invitations.isValid("beta", current - 1)).isFalse();
        assertThat(invitations.isValid("beta", 0)).isFalse();
        assertThat(new Invitations(new Random(2), view(7, ALPHA)).isValid("beta", current))
                .as("another epoch's")
                .isFalse();
    }

    @Test
    void changesOfOthersLeaveItValid() {
        long invitation = invitations.current();
        invitations.onView(view(8, ALPHA, GAMMA));
        invitations.onView(view(9, ALPHA));

        assertThat(invitations.isValid("beta", invitation)).isTrue();
        assertThat(invitations.isValid("alpha", invitation)).isTrue();
        assertThat(invitations.isValid("gamma", invitation)).isFalse();
    }

    @Test
    void itIsVoidOnceALifeOfThatMemberHasJoined() {
        long before = invitations.current();
        invitations.onView(view(8, ALPHA, BETA));

        assertThat(invitations.isValid("beta", before)).isFalse();
        assertThat(invitations.isValid("beta", invitations.current())).isTrue();
    }

    @Test
    void itIsVoidOnceALifeOfThatMemberHasLeft() {
        invitations.onView(view(8, ALPHA, BETA));
        long before = invitations.current();
        invitations.onView(view(9, ALPHA));

        assertThat(invitations.isValid("beta", before)).isFalse();
        assertThat(invitations.isValid("beta", invitations.current())).isTrue();
    }

    @Test
    void itIsVoidOnceAnotherLifeTookTheMembersPlace() {
        invitations.onView(view(8, ALPHA, BETA));
        long before = invitations.current();
        invitations.onView(view(9, ALPHA, BETA_AGAIN));

        assertThat(invitations.isValid("beta", before)).isFalse();
    }

    private static View view(long number, MemberIdentity... members) {
        List<View.Participant> participants = Arrays.stream(members)
                .map(member -> new View.Participant(member, 0))
                .toList();
        return new View(number, participants);
    }
}
