package org.ordercast.engine.driver;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.ordercast.engine.Acknowledgement;
import org.ordercast.engine.GroupSettings;
import org.ordercast.engine.MemberClosedException;
import org.ordercast.engine.MemberState;
import org.ordercast.engine.Place;
import org.ordercast.engine.stress.Unfailing;

/** A message is published while the member ends: its publisher is told, whichever was first. */
@JCStressTest
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "refused")
@Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "taken, and failed")
@Outcome(expect = Expect.FORBIDDEN, desc = "nobody will ever say what became of it")
@State
public class PublishAgainstEnd {

    private static final GroupSettings SETTINGS =
            GroupSettings.builder().group("stress").build();

    private final Publications publications = new Publications("stress", SETTINGS, Optional::empty, () -> {});
    private @Nullable CompletableFuture<Place> future;

    @Actor
    public void publisher() {
        try {
            future = Unfailing.call(() -> publications.publish(List.of(new byte[] {1}), Acknowledgement.ORDERED, 0))
                    .get(0);
        } catch (MemberClosedException refused) {
            future = null;
        }
    }

    @Actor
    public void member() {
        publications.end(new MemberEnd(MemberState.STOPPED, "closed"));
    }

    @Arbiter
    public void after(I_Result result) {
        CompletableFuture<Place> taken = future;
        if (taken == null) {
            result.r1 = 1;
        } else {
            result.r1 = taken.isCompletedExceptionally() ? 2 : 3;
        }
    }
}
