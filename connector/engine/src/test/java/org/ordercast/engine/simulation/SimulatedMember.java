package org.ordercast.engine.simulation;

import org.ordercast.engine.membership.Endpoint;

/** A member on a host of its own, life after life. */
final class SimulatedMember {

    private static final int NETWORK = 0x0a00_0000;

    private final SimulatedGroup group;
    private final String id;
    private final int host;
    private final MemberDisk disk;
    private MemberLife life;
    private Endpoint endpoint;

    SimulatedMember(SimulatedGroup group, String id, int host) {
        this.group = group;
        this.id = id;
        this.host = host;
        this.disk = group.plan().scenario.hasDisks() ? new MemberDisk(group.plan().lagFactor) : null;
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

    /** The present life, or null while there is none. */
    MemberLife life() {
        return life;
    }

    /** Whether there is a life. */
    boolean isUp() {
        return life != null;
    }

    /** Begins a new life, on the same port as the last one or on another. */
    void start() {
        if (endpoint == null || group.dice().chance(0.5)) {
            endpoint = Endpoint.ipv4(NETWORK | host + 1, group.network().newPort());
        }
        life = new MemberLife(group, id, host, endpoint, disk);
        group.lives().add(life);
    }

    /** The process dies. */
    void crash() {
        life.crash();
        life = null;
    }

    /** The machine loses power, and its disk perhaps some of what was written. */
    void losePower() {
        MemberLife lost = life;
        crash();
        lost.losePower();
    }

    /** The member leaves as its operator asks. */
    void leave() {
        life.leave();
        life = null;
    }
}
