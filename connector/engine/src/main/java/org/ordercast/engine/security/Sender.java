package org.ordercast.engine.security;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One life of a sender, as a receiver knows it: the keys derived for it, and the counters seen from it. */
final class Sender {

    private record Derived(int keyId, RecordSeal seal) {}

    private final long incarnation;
    private final List<Derived> derived = new ArrayList<>(1);

    /** Null while the sender is a stranger: whoever forges is not worth its memory. */
    private @Nullable ReplayWindow window;

    private long heardAt;

    Sender(long incarnation) {
        this.incarnation = incarnation;
    }

    long incarnation() {
        return incarnation;
    }

    /** The seal derived from a key, or null if none was derived yet. */
    @Nullable
    RecordSeal seal(int keyId) {
        for (int i = 0; i < derived.size(); i++) {
            if (derived.get(i).keyId == keyId) {
                return derived.get(i).seal;
            }
        }
        return null;
    }

    /** Keeps the seal derived from a key. */
    RecordSeal keep(int keyId, RecordSeal seal) {
        derived.add(new Derived(keyId, seal));
        return seal;
    }

    /** Forgets what was derived, for the keys are others now. What was seen stays seen. */
    void forgetKeys() {
        derived.clear();
    }

    /** Whether it ever sent what was authentic. */
    boolean isKnown() {
        return window != null;
    }

    /** It sent what is authentic; says whether that is no replay. */
    boolean accept(long counter, long now) {
        if (window == null) {
            window = new ReplayWindow();
        }
        if (!window.accept(counter)) {
            return false;
        }
        heardAt = now;
        return true;
    }

    /** For how long it has sent nothing new. */
    long silence(long now) {
        return now - heardAt;
    }
}
