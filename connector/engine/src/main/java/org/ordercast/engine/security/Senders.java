package org.ordercast.engine.security;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.repair.TokenBucket;

/**
 * The senders that a member has heard, bounded whatever is sent to it.
 *
 * <p><b>Known senders</b> have sent a datagram that was authentic; nothing that is forged adds one, or displaces one. When
 * there are too many, a new one takes the place of the one that was silent longest, if that was long: a live member
 * says something every tenth of a second, so recordings of the group's dead members, played back, cannot displace it and
 * with it the memory of what it has sent.
 *
 * <p><b>Strangers</b> might become known with this very datagram, so a key must be derived for them to find out. A flood
 * under ever new names gets a few places, and no more derivations a second than cost a small part of a processor; what is
 * above that is refused unopened. A true newcomer has to get through once, and sends its hellos until it does.
 */
final class Senders {

    /** How many senders are known at most: two lives of each member of the largest group. */
    static final int MOST_KNOWN = 512;

    /** How many strangers are remembered, so that one that goes on does not cost a derivation each time. */
    static final int MOST_STRANGERS = 64;

    /** How many keys are derived for strangers in a second, at about two microseconds each. */
    static final int STRANGERS_A_SECOND = 4_000;

    /** How many keys are derived for strangers at once: more than a large group that starts together. */
    static final int STRANGERS_AT_ONCE = 512;

    /** How long a known sender must have been silent to be displaced, in nanoseconds. */
    static final long LONG_SILENCE = TimeUnit.SECONDS.toNanos(10);

    /** Spreads incarnations over the places: 2 to the 64th, divided by the golden ratio. */
    private static final long SPREAD = 0x9e3779b97f4a7c15L;

    private static final int PLACE_BITS = Integer.numberOfTrailingZeros(MOST_STRANGERS);

    private final CipherSuite suite;
    private final long groupId;
    private final Map<Long, Sender> known = new HashMap<>();
    private final @Nullable Sender[] strangers = new Sender[MOST_STRANGERS];
    private final TokenBucket derivations = new TokenBucket(STRANGERS_A_SECOND, STRANGERS_AT_ONCE);
    private Sender latest = new Sender(0);

    Senders(CipherSuite suite, long groupId) {
        this.suite = suite;
        this.groupId = groupId;
    }

    /** The sender of that incarnation, known or not. */
    Sender find(long incarnation) {
        if (latest.incarnation() == incarnation) {
            return latest;
        }
        Sender sender = known.get(incarnation);
        if (sender == null) {
            Sender stranger = strangers[place(incarnation)];
            return stranger != null && stranger.incarnation() == incarnation ? stranger : new Sender(incarnation);
        }
        latest = sender;
        return sender;
    }

    /** What opens a sender's datagrams under a key; null if it is a stranger, and there were too many lately. */
    @Nullable
    RecordSeal seal(Sender sender, GroupKey key, long now) {
        RecordSeal seal = sender.seal(key.id());
        if (seal != null) {
            return seal;
        }
        if (!sender.isKnown()) {
            if (!derivations.take(1, now)) {
                return null;
            }
            strangers[place(sender.incarnation())] = sender;
        }
        return sender.keep(key.id(), key.seal(GroupSeal.PURPOSE, suite, groupId, sender.incarnation()));
    }

    /** A sender's datagram is authentic. Says whether it is let in: it is no replay, and there is room for the sender. */
    boolean accept(Sender sender, long counter, long now) {
        if (!sender.isKnown()) {
            if (known.size() >= MOST_KNOWN && !displaceSilent(now)) {
                return false;
            }
            strangers[place(sender.incarnation())] = null;
            known.put(sender.incarnation(), sender);
        }
        return sender.accept(counter, now);
    }

    /** Forgets what was derived from keys, and all strangers. */
    void forgetKeys() {
        known.values().forEach(Sender::forgetKeys);
        Arrays.fill(strangers, null);
    }

    /** How many senders are known. */
    int known() {
        return known.size();
    }

    private boolean displaceSilent(long now) {
        Sender quietest = known.values().stream()
                .max(Comparator.comparingLong(sender -> sender.silence(now)))
                .orElseThrow();
        if (quietest.silence(now) < LONG_SILENCE) {
            return false;
        }
        known.remove(quietest.incarnation());
        if (latest == quietest) {
            latest = new Sender(0);
        }
        return true;
    }

    private static int place(long incarnation) {
        return (int) ((incarnation * SPREAD) >>> (Long.SIZE - PLACE_BITS));
    }
}
