package org.ordercast.engine.discovery;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.GroupSettings;
import org.ordercast.engine.MemberState;
import org.ordercast.engine.frame.HelloFrame;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.membership.View;

/**
 * How a member without a sequencer finds one, or becomes it.
 *
 * <p>It says hello at short intervals. Where it hears a sequencer, it asks to join. Where it hears none for the
 * discovery time, it claims the role, if it comes first among the members that it hears, by id and then by incarnation.
 * A claim is open for another discovery time, and then succeeds when every member that is heard supports it: all support
 * the first of the claims that they hear, and a member that supports another's claim gives up its own. So two that claim
 * at once settle on one before either orders anything. Nobody claims while a member is heard that waits for a sequencer:
 * such a group has an order already, which a new sequencer would not know.
 */
public final class Discovery {

    /** What is to be done. */
    public enum Step {
        /** Nothing. */
        WAIT,
        /** Say hello, as {@link #hello} gives it. */
        SAY_HELLO,
        /** Take up the sequencer's role. */
        LEAD
    }

    /** The most members that are remembered; more than a view may have. */
    private static final int MAX_PEERS = 2 * View.MAX_MEMBERS;

    /** Within what time the first hellos are spread of members that start together, in nanoseconds. */
    private static final long FIRST_HELLO = 20_000_000;

    private static final long MAX_INTERVAL = 200_000_000;

    private static final Comparator<MemberIdentity> PRECEDENCE =
            Comparator.comparing(MemberIdentity::id).thenComparing(MemberIdentity::incarnation);

    private record Peer(HelloFrame hello, long heardAt) {}

    private final GroupSettings settings;
    private final MemberIdentity self;
    private final RandomGenerator random;
    private final long discoveryTime;
    private final long interval;
    private final Map<Long, Peer> peers = new HashMap<>();

    private MemberState state = MemberState.DISCOVERING;
    private String reason = "listens for a sequencer";
    private long since;
    private long helloAt;

    /** The life that was heard to recover the role and waits for everybody's answer, 0 for none. */
    private long recovering;

    private long sequencerHeardAt;

    /** What the sequencer last told this member to say, and from when on it says so at once. */
    private long invitation;

    private long invitedAt;
    private boolean refused;

    /**
     * Begins to look for a sequencer.
     *
     * @param settings how the member and its group are set up
     * @param self this member
     * @param random spreads the hellos of members that start together
     * @param now the time
     */
    public Discovery(GroupSettings settings, MemberIdentity self, RandomGenerator random, long now) {
        this.settings = settings;
        this.self = self;
        this.random = random;
        this.discoveryTime = settings.discoveryTime().toNanos();
        this.interval = Math.min(MAX_INTERVAL, discoveryTime / 10);
        this.since = now;
        this.invitedAt = now;
        this.helloAt = now + random.nextLong(FIRST_HELLO);
    }

    /**
     * Takes another member's hello.
     *
     * @param hello what it says
     * @param now the time
     */
    public void onHello(HelloFrame hello, long now) {
        if (hello.intent() == HelloFrame.Intent.RECOVER) {
            recovering = hello.member().incarnation();
            onSequencer(now);
            return;
        }
        peers.values().removeIf(peer -> now - peer.heardAt > discoveryTime);
        if (peers.size() < MAX_PEERS || peers.containsKey(hello.member().incarnation())) {
            peers.put(hello.member().incarnation(), new Peer(hello, now));
        }
        if (state == MemberState.CLAIMING) {
            MemberIdentity claimant = firstClaimant(now);
            if (hello.intent() == HelloFrame.Intent.WAIT) {
                become(MemberState.DISCOVERING, waitingReason(hello), now);
            } else if (claimant != null && !claimant.equals(self)) {
                become(MemberState.DISCOVERING, "supports the claim of '" + claimant.id() + "'", now);
            }
        } else if (state == MemberState.DISCOVERING && hello.intent() == HelloFrame.Intent.WAIT) {
            become(MemberState.DISCOVERING, waitingReason(hello), now);
        }
    }

    /**
     * Takes note that a sequencer is heard.
     *
     * @param now the time
     */
    public void onSequencer(long now) {
        sequencerHeardAt = now;
        if (state != MemberState.JOINING) {
            become(MemberState.JOINING, "hears a sequencer and asks to join", now);
            helloAt = now;
        }
    }

    /**
     * Takes a sequencer's invitation. It is answered at once, but not again and again: there may be two sequencers.
     *
     * @param newInvitation what to say in the next hello
     * @param now the time
     */
    public void onInvitation(long newInvitation, long now) {
        invitation = newInvitation;
        if (now >= invitedAt) {
            invitedAt = now + interval;
            helloAt = now;
        }
    }

    /**
     * Takes the sequencer's refusal.
     *
     * @param why why it refuses, as one sentence
     * @return whether this is news
     */
    public boolean onRefusal(String why) {
        boolean news = !refused;
        refused = true;
        reason = why;
        return news;
    }

    /**
     * What is to be done now.
     *
     * @param now the time
     * @return the step
     */
    public Step due(long now) {
        if (now < helloAt) {
            return Step.WAIT;
        }
        helloAt = now + interval / 2 + random.nextLong(interval);
        peers.values().removeIf(peer -> now - peer.heardAt > discoveryTime);
        switch (state) {
            case JOINING -> {
                if (now - sequencerHeardAt > discoveryTime) {
                    become(MemberState.DISCOVERING, "no longer hears the sequencer that it wanted to join", now);
                }
            }
            case CLAIMING -> {
                if (now - since >= discoveryTime && isSupportedByAll()) {
                    reason = "claimed the role of a group that had no sequencer";
                    return Step.LEAD;
                }
            }
            default -> {
                if (now - since >= discoveryTime && mayClaim(now)) {
                    become(
                            MemberState.CLAIMING,
                            "heard no sequencer for " + settings.discoveryTime().toMillis() + " ms",
                            now);
                }
            }
        }
        return Step.SAY_HELLO;
    }

    /**
     * What this member has to say.
     *
     * @param now the time
     * @return a hello
     */
    public HelloFrame hello(long now) {
        MemberIdentity claimant = firstClaimant(now);
        return HelloFrame.newcomer(
                state == MemberState.CLAIMING ? HelloFrame.Intent.CLAIM : HelloFrame.Intent.SEEK,
                supported(claimant),
                invitation,
                self);
    }

    private long supported(@Nullable MemberIdentity claimant) {
        if (state == MemberState.JOINING) {
            return recovering;
        }
        return claimant == null ? 0 : claimant.incarnation();
    }

    /**
     * When {@link #due} has something to do.
     *
     * @return a time
     */
    public long deadline() {
        return helloAt;
    }

    /**
     * What this member is doing.
     *
     * @return {@code DISCOVERING}, {@code CLAIMING} or {@code JOINING}
     */
    public MemberState state() {
        return state;
    }

    /**
     * Why it is doing that.
     *
     * @return one sentence
     */
    public String reason() {
        return reason;
    }

    private void become(MemberState next, String why, long now) {
        state = next;
        reason = why;
        since = now;
    }

    private boolean mayClaim(long now) {
        if (!settings.sequencer().isEmpty()) {
            if (settings.sequencer().equals(self.id())) {
                return true;
            }
            reason = "waits for member '" + settings.sequencer() + "', which the setting 'sequencer' names";
            return false;
        }
        if (firstClaimant(now) != null) {
            return false;
        }
        for (Peer peer : peers.values()) {
            if (peer.hello.intent() == HelloFrame.Intent.WAIT || PRECEDENCE.compare(peer.hello.member(), self) < 0) {
                return false;
            }
        }
        return true;
    }

    private boolean isSupportedByAll() {
        for (Peer peer : peers.values()) {
            if (peer.hello.supports() != self.incarnation()) {
                return false;
            }
        }
        return true;
    }

    /** The first, by precedence, of the claims heard within the discovery time, this member's own included. */
    private @Nullable MemberIdentity firstClaimant(long now) {
        MemberIdentity first = state == MemberState.CLAIMING ? self : null;
        for (Peer peer : peers.values()) {
            if (peer.hello.intent() == HelloFrame.Intent.CLAIM
                    && now - peer.heardAt <= discoveryTime
                    && (first == null || PRECEDENCE.compare(peer.hello.member(), first) < 0)) {
                first = peer.hello.member();
            }
        }
        return first;
    }

    private static String waitingReason(HelloFrame hello) {
        return "member '" + hello.member().id() + "' waits for the sequencer of epoch " + hello.epoch()
                + ": the group has an order already, and goes on only with that sequencer";
    }
}
