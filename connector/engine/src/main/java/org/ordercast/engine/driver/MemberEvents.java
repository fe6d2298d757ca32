package org.ordercast.engine.driver;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Optional;
import org.ordercast.engine.MemberState;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.protocol.ProtocolEvents;
import org.ordercast.engine.security.KeyRing;

/**
 * Writes what happens to a member into its server's log, and remembers what the event loop must act on. Called on the
 * member's thread; {@link #warning} also on the one that starts the member, and on the one that reads its keys.
 */
public final class MemberEvents implements ProtocolEvents {

    /** The name of the log that operators look for. */
    public static final String LOGGER = "org.ordercast.member";

    private final System.Logger logger;
    private final String name;
    private Optional<String> failure = Optional.empty();
    private boolean stateMoved;

    /**
     * Starts to write.
     *
     * @param name the group and member, with which each line begins
     */
    public MemberEvents(String name) {
        this(name, System.getLogger(LOGGER));
    }

    MemberEvents(String name, System.Logger logger) {
        this.name = name;
        this.logger = logger;
    }

    @Override
    public void stateChanged(MemberState from, MemberState to, String reason) {
        stateMoved = true;
        if (to == MemberState.FAILED) {
            failure = Optional.of(reason);
        }
        logger.log(level(to), "{0}: {1} after {2}: {3}", name, to, from, reason);
    }

    @Override
    public void viewChanged(long view, List<MemberIdentity> members) {
        String who = members.stream()
                .map(member -> member.id() + " at " + member.endpoint())
                .collect(joining(", "));
        logger.log(
                System.Logger.Level.INFO,
                "{0}: view {1} of {2} members: {3}",
                name,
                Long.toString(view),
                Integer.toString(members.size()),
                who);
    }

    @Override
    public void warning(String message) {
        logger.log(System.Logger.Level.WARNING, "{0}: {1}", name, message);
    }

    /**
     * Something that an operator may want to know, and need not act on.
     *
     * @param message what, as one sentence
     */
    public void info(String message) {
        logger.log(System.Logger.Level.INFO, "{0}: {1}", name, message);
    }

    /** Says that the member seals with the first of these keys from now on, and opens with all of them. */
    void keysChanged(KeyRing keys) {
        logger.log(System.Logger.Level.INFO, "{0}: new keys are in use (ids, the sealing one first: {1})", name, keys);
    }

    /** Says that the member's thread met an error that nobody foresaw. */
    void broke(String what, Throwable error) {
        logger.log(System.Logger.Level.ERROR, name + ": " + what, error);
    }

    /** Why the protocol stopped, if it did because safety could not be had. */
    Optional<String> failure() {
        return failure;
    }

    /** Whether the state moved since this was asked last. */
    boolean takeStateMoved() {
        boolean moved = stateMoved;
        stateMoved = false;
        return moved;
    }

    private static System.Logger.Level level(MemberState to) {
        return switch (to) {
            case FOLLOWING, SEQUENCING -> System.Logger.Level.INFO;
            case WAITING, RECOVERING -> System.Logger.Level.WARNING;
            case FAILED -> System.Logger.Level.ERROR;
            case DISCOVERING, CLAIMING, JOINING, STOPPED -> System.Logger.Level.DEBUG;
        };
    }
}
