package org.ordercast.engine.member;

import java.util.ArrayList;
import java.util.List;
import org.ordercast.engine.MemberState;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.protocol.ProtocolEvents;

/** Keeps what a member's operator is told. */
public final class TestEvents implements ProtocolEvents {

    private final List<String> lines = new ArrayList<>();

    /** Creates a record without events. */
    public TestEvents() {}

    /**
     * What was told.
     *
     * @return one line for each event
     */
    public List<String> lines() {
        return lines;
    }

    @Override
    public void stateChanged(MemberState from, MemberState to, String reason) {
        lines.add(from + " -> " + to + ": " + reason);
    }

    @Override
    public void viewChanged(long view, List<MemberIdentity> members) {
        lines.add(
                "view " + view + ": " + members.stream().map(MemberIdentity::id).toList());
    }

    @Override
    public void warning(String message) {
        lines.add("warning: " + message);
    }
}
