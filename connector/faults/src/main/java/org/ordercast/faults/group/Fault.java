package org.ordercast.faults.group;

import static org.ordercast.faults.group.GroupPlan.FOLLOWER;
import static org.ordercast.faults.group.GroupPlan.PUBLISHER;
import static org.ordercast.faults.group.GroupPlan.SEQUENCER;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.ordercast.faults.network.NamespaceNetwork;

/** What is done to a group at work. Each ends with everything whole again. */
public enum Fault {

    /** One of a hundred packets is lost at each member. */
    LOSS_1("1 % loss", "each member loses 1 % of all that arrives, for 5 s", network(net -> net.lose(1))),
    /** One of twenty. */
    LOSS_5("5 % loss", "5 %, for 5 s", network(net -> net.lose(5))),
    /** One of five. */
    LOSS_20("20 % loss", "20 %, for 5 s", network(net -> net.lose(20))),

    /** The sequencer is alone on its side. */
    SEQUENCER_CUT_OFF("partition", "the sequencer is cut off for 5 s", network(net -> net.isolate(SEQUENCER))),
    /** A follower is alone on its side. */
    FOLLOWER_CUT_OFF("partition", "a follower is cut off for 5 s", network(net -> net.isolate(FOLLOWER))),
    /** From the sequencer, nothing gets through. */
    SEQUENCER_UNHEARD("one-way partition", "nobody hears the sequencer for 5 s", network(net -> net.mute(SEQUENCER))),
    /** To the sequencer, nothing gets through. */
    SEQUENCER_DEAF("one-way partition", "the sequencer hears nobody for 5 s", network(net -> net.deafen(SEQUENCER))),
    /** From a publisher, nothing gets through. */
    PUBLISHER_UNHEARD("one-way partition", "nobody hears a publisher for 5 s", network(net -> net.mute(PUBLISHER))),
    /** To a follower, nothing gets through. */
    FOLLOWER_DEAF("one-way partition", "a follower hears nobody for 5 s", network(net -> net.deafen(FOLLOWER))),

    /** The member that orders dies. */
    SEQUENCER_KILLED("kill -9", "the sequencer is killed, and started again after 1 s", kill(SEQUENCER)),
    /** A member that only follows dies. */
    FOLLOWER_KILLED("kill -9", "a follower is killed, and started again after 1 s", kill(FOLLOWER)),
    /** A member that publishes dies. */
    PUBLISHER_KILLED("kill -9", "a publisher is killed, and started again after 1 s", kill(PUBLISHER)),
    /** Everybody dies, again and again. */
    RESTART_STORM("restart storm", "12 times, a member drawn by lot is killed and started again at once", Fault::storm),

    /** The member that orders stands still. */
    SEQUENCER_STOPPED("SIGSTOP", "the sequencer stands still for 5 s", stop(SEQUENCER, 5)),
    /** A member that only follows stands still. */
    FOLLOWER_STOPPED("SIGSTOP", "a follower stands still for 5 s", stop(FOLLOWER, 5)),
    /** A member that publishes stands still. */
    PUBLISHER_STOPPED("SIGSTOP", "a publisher stands still for 5 s", stop(PUBLISHER, 5)),
    /** A receiver stands still for long. */
    FOLLOWER_STOPPED_LONG("SIGSTOP", "a follower stands still for 30 s", stop(FOLLOWER, 30));

    private static final int LASTS_SECONDS = 5;
    private static final int DOWN_SECONDS = 1;
    private static final int STORM = 12;

    private final String kind;
    private final String done;

    /** Made of constants, so that it has no state. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Act act;

    /** Does it all, and says since when everything was whole again. */
    private interface Act {
        long on(ProcessGroup group);
    }

    Fault(String kind, String done, Act act) {
        this.kind = kind;
        this.done = done;
        this.act = act;
    }

    /**
     * What kind of fault it is.
     *
     * @return a word or two
     */
    public String kind() {
        return kind;
    }

    /**
     * What is done.
     *
     * @return half a sentence
     */
    public String done() {
        return done;
    }

    /**
     * Does it.
     *
     * @param group the group, at work and whole
     * @return when
     */
    public Window inflictOn(ProcessGroup group) {
        long begun = System.nanoTime();
        return new Window(begun, act.on(group));
    }

    private static Act network(Consumer<NamespaceNetwork> change) {
        return group -> {
            change.accept(group.network());
            pass(LASTS_SECONDS);
            group.network().heal();
            return System.nanoTime();
        };
    }

    private static Act kill(int index) {
        return group -> {
            group.member(index).kill();
            pass(DOWN_SECONDS);
            long whole = System.nanoTime();
            group.member(index).restart();
            return whole;
        };
    }

    private static Act stop(int index, int seconds) {
        return group -> {
            group.member(index).standStill();
            pass(seconds);
            group.member(index).goOn();
            return System.nanoTime();
        };
    }

    private static long storm(ProcessGroup group) {
        SplittableRandom lot = new SplittableRandom(STORM);
        long whole = 0;
        for (int i = 0; i < STORM; i++) {
            int victim = lot.nextInt(GroupPlan.NAMES.size());
            group.member(victim).kill();
            whole = System.nanoTime();
            group.member(victim).restart();
        }
        return whole;
    }

    /** Lets the fault last. Nothing waits for this time: it is what is being tried. */
    private static void pass(int seconds) {
        try {
            TimeUnit.SECONDS.sleep(seconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
