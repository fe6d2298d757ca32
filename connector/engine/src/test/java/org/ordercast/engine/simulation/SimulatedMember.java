package org.ordercast.engine.simulation;

import java.io.IOException;
import org.ordercast.engine.Durability;
import org.ordercast.engine.log.LogState;
import org.ordercast.engine.log.segment.ProcessDeath;
import org.ordercast.engine.membership.Endpoint;
import org.ordercast.engine.membership.MemberIdentity;

/** A member on a host of its own, life after life. */
final class SimulatedMember {

    private static final int NETWORK = 0x0a00_0000;

    private final SimulatedGroup group;
    private final String id;
    private final int host;
    private final MemberDisk disk;
    private final WallClock wallClock;
    private MemberLife life;
    private MemberIdentity lastLife;
    private Endpoint endpoint;

    SimulatedMember(SimulatedGroup group, String id, int host) {
        this.group = group;
        this.id = id;
        this.host = host;
        this.wallClock = new WallClock(group.timeline());
        this.disk = group.plan().scenario.hasDisks() ? new MemberDisk(group, id, wallClock) : null;
    }

    String id() {
        return id;
    }

    int host() {
        return host;
    }

    /** What outlives a life, or null if nothing does. */
    MemberDisk disk() {
        return disk;
    }

    /** The wall clock of its machine. */
    WallClock wallClock() {
        return wallClock;
    }

    /** The present life, or null while there is none. */
    MemberLife life() {
        return life;
    }

    /** Whether there is a life. */
    boolean isUp() {
        return life != null;
    }

    /** Begins a new life, on the same port as the last one or on another; unless its log cannot be opened now. */
    void start() {
        if (endpoint == null || group.dice().chance(0.5)) {
            endpoint = Endpoint.ipv4(NETWORK | host + 1, group.network().newPort());
        }
        try {
            life = new MemberLife(group, this, endpoint);
        } catch (IOException e) {
            tell("cannot start: " + e);
            ended(false);
            return;
        } catch (ProcessDeath death) {
            tell("cannot start: " + death.getMessage());
            dieInChange();
            return;
        }
        lastLife = life.identity();
        group.lives().add(life);
        life.begin();
    }

    /** The process dies, and the machine with it if its power was to fail. */
    void crash() {
        life.crash();
        if (disk != null) {
            disk.kill();
        }
        ended(false);
    }

    /** The process dies in the middle of a change to its disk: of itself, or since the machine loses power. */
    void diedInChange() {
        life.crash();
        dieInChange();
    }

    private void dieInChange() {
        boolean power = disk.powerFailsToo() && group.bearsLossAt(this);
        if (power) {
            tell("its machine loses power");
            disk.losePower();
        } else {
            disk.kill();
        }
        ended(power && group.plan().durability != Durability.DISK);
    }

    /** The machine loses power, and its disk perhaps some of what was written. */
    void losePower() {
        life.crash();
        disk.losePower();
        ended(group.plan().durability != Durability.DISK);
    }

    /** The member's log can be relied upon no more: it stops, and what could not be forced may be gone. */
    void failed(String reason) {
        tell("fails: " + reason);
        life.crash();
        try {
            life.log().close();
        } catch (ProcessDeath death) {
            tell(death.getMessage());
        }
        disk.dropPages();
        ended(group.plan().durability != Durability.DISK);
    }

    /** The member leaves as its operator asks. */
    void leave() {
        life.process(life::leave);
        if (life != null) {
            if (disk != null) {
                disk.kill();
            }
            ended(false);
        }
    }

    /** Has the checker know what is left of the last life, if anything is. */
    private void ended(boolean mayLose) {
        MemberLife ended = life;
        life = null;
        if (disk != null && lastLife != null) {
            LogState remains = disk.remains();
            if (ended != null) {
                ((PersistentLog) ended.log()).tellRemains(remains);
            }
            group.checker().died(lastLife);
            long held = group.checker().history(lastLife).position();
            if (remains.lastSequence() < held) {
                tell("goes on from sequence " + remains.lastSequence() + " of " + held);
                requireExcuse(mayLose, held, remains);
                group.checker().lost(lastLife, remains.lastSequence());
            }
        }
        group.wentDown(this);
    }

    private void requireExcuse(boolean mayLose, long held, LogState remains) {
        if (!mayLose && !disk.awaitsView()) {
            throw new InvariantViolation(
                    Invariant.COMMITTED_STAYS,
                    id + " held sequence " + held + " durably, and its log ends with " + remains.lastSequence());
        }
    }

    private void tell(String what) {
        if (group.trace().isOn()) {
            group.trace().tell(group.timeline().now(), group.name() + "." + id, what);
        }
    }
}
