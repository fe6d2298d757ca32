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
    ORDERCAST("ordercast", true, true) {
        @Override
        GroupMember start(Place place, List<String> options, MessageReceiver receiver) throws Exception {
            return OrdercastMember.start(place, options, receiver);
        }
    },
    /** JGroups' SEQUENCER as shipped. */
    JGROUPS("jgroups", false, true) {
        @Override
        GroupMember start(Place place, List<String> options, MessageReceiver receiver) throws Exception {
            return JGroupsMember.start("sequencer", place, receiver);
        }
    },
    /** JGroups' SEQUENCER, tuned. */
    JGROUPS_TUNED("jgroups-tuned", false, true) {
        @Override
        GroupMember start(Place place, List<String> options, MessageReceiver receiver) throws Exception {
            return JGroupsMember.start("sequencer-tuned", place, receiver);
        }
    },
    /** JGroups' SEQUENCER over NAKACK4 and UNICAST4, tuned. */
    JGROUPS_NAKACK4("jgroups-nakack4", false, true) {
        @Override
        GroupMember start(Place place, List<String> options, MessageReceiver receiver) throws Exception {
            return JGroupsMember.start("sequencer-nakack4", place, receiver);
        }
    },
    /** JGroups' SEQUENCER2, tuned. */
    JGROUPS_SEQUENCER2("jgroups-sequencer2", false, true) {
        @Override
        GroupMember start(Place place, List<String> options, MessageReceiver receiver) throws Exception {
            return JGroupsMember.start("sequencer2", place, receiver);
        }
    },
    /** A pass-through sequencer over Aeron. */
    AERON("aeron", true, true) {
        @Override
        GroupMember start(Place place, List<String> options, MessageReceiver receiver) {
            return AeronMember.start(place, receiver);
        }
    },
    /** The same path over bare sockets, without reliability. */
    FLOOR("floor", true, false) {
        @Override
        GroupMember start(Place place, List<String> options, MessageReceiver receiver) throws Exception {
            return FloorMember.start(place, receiver);
        }
    };

    private final String label;
    private final boolean fitsEthernet;
    private final boolean canLose;

    SystemUnderTest(String label, boolean fitsEthernet, boolean canLose) {
        this.label = label;
        this.fitsEthernet = fitsEthernet;
        this.canLose = canLose;
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
    abstract GroupMember start(Place place, List<String> options, MessageReceiver receiver) throws Exception;

    /** The one of that name. */
    static SystemUnderTest of(String label) {
        return Stream.of(values())
                .filter(system -> system.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("system: '" + label + "' is not known; one of "
                        + Stream.of(values()).map(SystemUnderTest::label).toList()));
    }
}
