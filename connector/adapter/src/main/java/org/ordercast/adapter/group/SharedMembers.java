package org.ordercast.adapter.group;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.ordercast.engine.GroupSettings;
import org.ordercast.engine.Member;

/**
 * The members of this JVM, one for each different settings. A server may make several instances of one adapter, with
 * equal properties or as mere holders of a connection factory; together they are one member, not several. The first
 * lease starts a member and the last one that is closed ends it. Safe for use by several threads.
 */
public final class SharedMembers {

    /** Starts a member. */
    @FunctionalInterface
    public interface Starter {

        /**
         * Starts a member.
         *
         * @param settings how it is set up
         * @return the running member
         * @throws IOException if a network interface or a socket cannot be had
         */
        Member start(GroupSettings settings) throws IOException;
    }

    /** One adapter instance's part in a member. */
    public final class Lease implements AutoCloseable {

        private final GroupSettings settings;
        private final HostedMember member;
        private boolean closed;

        private Lease(GroupSettings settings, HostedMember member) {
            this.settings = settings;
            this.member = member;
        }

        /**
         * The member that this is a part in.
         *
         * @return the member
         */
        public HostedMember member() {
            return member;
        }

        /** Gives the part back, and ends the member if it was the last one. Closing again has no effect. */
        @Override
        public void close() {
            synchronized (SharedMembers.this) {
                if (!closed) {
                    closed = true;
                    release(settings);
                }
            }
        }
    }

    private static final class Shared {
        private final HostedMember member;
        private int leases;

        private Shared(HostedMember member) {
            this.member = member;
        }
    }

    private final Starter starter;
    private final MemberDisplay.Opener displays;
    private final Map<GroupSettings, Shared> running = new HashMap<>();

    /**
     * Creates an empty set of members.
     *
     * @param starter starts a member
     * @param displays shows a member to its operators
     */
    public SharedMembers(Starter starter, MemberDisplay.Opener displays) {
        this.starter = starter;
        this.displays = displays;
    }

    /**
     * Takes part in the member of the given settings, which is started if there is none yet. It waits while another
     * thread starts or ends a member: settings that ask for the same port must not meet half-way.
     *
     * @param settings how the member and its group are set up
     * @return a part in the member, to be closed by its user
     * @throws IOException if the member has to be started, and a network interface or a socket cannot be had
     */
    public synchronized Lease acquire(GroupSettings settings) throws IOException {
        Shared shared = running.get(settings);
        if (shared == null) {
            Member member = starter.start(settings);
            shared = new Shared(new HostedMember(member, displays.open(member)));
            running.put(settings, shared);
        }
        shared.leases++;
        return new Lease(settings, shared.member);
    }

    private void release(GroupSettings settings) {
        Shared shared = running.get(settings);
        if (shared != null && --shared.leases == 0) {
            running.remove(settings);
            shared.member.close();
        }
    }
}
