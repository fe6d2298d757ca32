package org.ordercast.sample.ordered;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.ordercast.MemberState;
import org.ordercast.sample.replica.Replica;
import org.ordercast.sample.replica.ReplicaState;
import org.ordercast.sample.wire.Content;

@DisplayName("Catching up")
class CatchUpTest {

    private final FakeGroup group = new FakeGroup("server-2");
    private final Replica replica = new Replica("server-2");
    private final List<Content> published = new ArrayList<>();
    private final CatchUp catchUp = new CatchUp(replica, group, published::add);

    private void tickThroughThePatience() {
        for (int tick = 0; tick <= CatchUp.PATIENCE_TICKS; tick++) {
            catchUp.tick();
        }
    }

    @Test
    void isNotNeededAtTheBeginningOfTheOrder() {
        group.state = MemberState.FOLLOWING;
        group.position = Optional.of(0L);

        catchUp.tick();

        assertThat(replica.state()).isEqualTo(ReplicaState.LIVE);
        assertThat(published).isEmpty();
    }

    @Test
    void waitsUntilTheMemberHasJoinedAndTheSubscriptionIsThere() {
        group.state = MemberState.JOINING;
        group.position = Optional.of(0L);
        catchUp.tick();
        assertThat(replica.state()).isEqualTo(ReplicaState.FRESH);

        group.state = MemberState.FOLLOWING;
        group.position = Optional.empty();
        catchUp.tick();
        assertThat(replica.state()).isEqualTo(ReplicaState.FRESH);
    }

    @Test
    void asksAnotherMemberWhenTheReplicaCameLate() {
        group.state = MemberState.FOLLOWING;
        group.position = Optional.of(40L);

        catchUp.tick();

        assertThat(replica.state()).isEqualTo(ReplicaState.CATCHING_UP);
        assertThat(published).containsExactly(new Content.SnapshotRequest("server-1"));
        assertThat(catchUp.asked()).isEqualTo(1);
    }

    @Test
    void asksTheNextMemberOnlyWhenTheFirstHadItsTime() {
        replica.beginAfter(40);
        catchUp.tick();
        catchUp.tick();
        assertThat(published).hasSize(1);

        tickThroughThePatience();

        assertThat(published)
                .containsExactly(new Content.SnapshotRequest("server-1"), new Content.SnapshotRequest("server-3"));
    }

    @Test
    void asksNobodyWhileThereIsNobody() {
        group.members = List.of("server-2");
        replica.beginAfter(40);

        tickThroughThePatience();

        assertThat(published).isEmpty();
    }

    @Test
    void asksNobodyAnyMoreOnceTheReplicaIsLive() {
        replica.beginAfter(0);

        tickThroughThePatience();

        assertThat(published).isEmpty();
    }
}
