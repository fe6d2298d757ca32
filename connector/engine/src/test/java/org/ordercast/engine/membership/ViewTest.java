package org.ordercast.engine.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A view knows its members by their lives. */
class ViewTest {

    private static final MemberIdentity ALPHA = new MemberIdentity("alpha", 7, Endpoint.ipv4(0x7f000001, 1));
    private static final MemberIdentity BETA = new MemberIdentity("beta", 8, Endpoint.ipv4(0x7f000001, 2));

    private final View view = new View(3, List.of(new View.Participant(ALPHA, 0), new View.Participant(BETA, 5)));

    @Test
    void aMemberIsFoundByItsLife() {
        assertThat(view.find(7)).isEqualTo(ALPHA);
        assertThat(view.find(8)).isEqualTo(BETA);
        assertThat(view.find(9)).isNull();
        assertThat(View.NONE.find(0)).isNull();
    }

    @Test
    void identitiesComeInTheOrderInWhichTheyJoined() {
        assertThat(view.identities()).containsExactly(ALPHA, BETA);
    }
}
