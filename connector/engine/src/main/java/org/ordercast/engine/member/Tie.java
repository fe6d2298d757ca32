package org.ordercast.engine.member;

import org.jspecify.annotations.Nullable;
import org.ordercast.engine.frame.WelcomeFrame;
import org.ordercast.engine.ordering.Follower;
import org.ordercast.engine.publishing.PublishStream;

/** What ties a member to the sequencer that let it join, from its welcome until it joins anew. */
final class Tie {

    final WelcomeFrame welcome;
    final Follower follower;

    /** While it is in the view. */
    @Nullable
    PublishStream stream;

    Tie(WelcomeFrame welcome, Follower follower) {
        this.welcome = welcome;
        this.follower = follower;
    }

    /** Whether it is to a sequencer in an epoch. */
    boolean isWith(long source, long epoch) {
        return welcome.sequencer().incarnation() == source && welcome.epoch() == epoch;
    }
}
