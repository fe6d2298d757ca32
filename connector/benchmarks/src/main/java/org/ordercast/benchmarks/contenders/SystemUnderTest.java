package org.ordercast.benchmarks.contenders;

import java.util.List;
import java.util.stream.Stream;
import org.ordercast.benchmarks.messages.MessageReceiver;
import org.ordercast.benchmarks.systems.Frames;
import org.ordercast.benchmarks.systems.GroupMember;
import org.ordercast.benchmarks.systems.Place;
import org.ordercast.benchmarks.systems.aeron.AeronMember;
import org.ordercast.benchmarks.systems.floor.FloorMember;
import org.ordercast.benchmarks.systems.jgroups.JGroupsMember;
import org.ordercast.benchmarks.systems.ordercast.OrdercastMember;

/** The systems that can be measured. */
public enum SystemUnderTest {
    /** Ordercast. */
    ORDERCAST("ordercast", true, true, OrdercastMember::start),
    /** JGroups' SEQUENCER as shipped. */
    JGROUPS("jgroups", false, true, jgroups("sequencer")),
    /** JGroups' SEQUENCER, tuned. */
    JGROUPS_TUNED("jgroups-tuned", false, true, jgroups("sequencer-tuned")),
    /** JGroups' SEQUENCER over NAKACK4 and UNICAST4, tuned. */
    JGROUPS_NAKACK4("jgroups-nakack4", false, true, jgroups("sequencer-nakack4")),
    /** JGroups' SEQUENCER2, tuned. */
    JGROUPS_SEQUENCER2("jgroups-sequencer2", false, true, jgroups("sequencer2")),
    /** A pass-through sequencer over Aeron. */
    AERON("aeron", true, true, (place, options, receiver) -> AeronMember.start(place, receiver)),
    /** The same path over bare sockets, without reliability. */
    FLOOR("floor", true, false, (place, options, receiver) -> FloorMember.start(place, receiver));

    /** How a member of a system is started. */
    private interface Start {
        GroupMember start(Place place, List<String> options, MessageReceiver receiver) throws Exception;
    }

    private final String label;
    private final boolean fitsEthernet;
    private final boolean canLose;
    // every one of them captures a string at most
    @SuppressWarnings("ImmutableEnumChecker")
    private final Start start;

    SystemUnderTest(String label, boolean fitsEthernet, boolean canLose, Start start) {
        this.label = label;
        this.fitsEthernet = fitsEthernet;
        this.canLose = canLose;
        this.start = start;
    }

    private static Start jgroups(String configuration) {
        return (place, options, receiver) -> JGroupsMember.start(configuration, place, receiver);
    }

    /**
     * Its name in arguments and tables.
     *
     * @return the name
     */
    public String label() {
        return label;
    }

    /**
     * Whether it can be measured under such conditions.
     *
     * @param frames how large datagrams may be
     * @param loss the share of datagrams to lose
     * @return true if it has what is needed
     */
    public boolean supports(Frames frames, double loss) {
        return (frames == Frames.LOOPBACK || fitsEthernet) && (loss == 0 || canLose);
    }

    /** Starts a member of it. */
    GroupMember start(Place place, List<String> options, MessageReceiver receiver) throws Exception {
        return start.start(place, options, receiver);
    }

    /** The one of that name. */
    static SystemUnderTest of(String label) {
        return Stream.of(values())
                .filter(system -> system.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("system: '" + label + "' is not known; one of "
                        + Stream.of(values()).map(SystemUnderTest::label).toList()));
    }
}
