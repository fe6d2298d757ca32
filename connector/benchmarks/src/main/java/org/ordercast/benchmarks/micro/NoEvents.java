package org.ordercast.benchmarks.micro;

import java.util.List;
import org.ordercast.engine.MemberState;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.protocol.ProtocolEvents;

/** An operator who is told nothing. */
final class NoEvents implements ProtocolEvents {

    @Override
    public void stateChanged(MemberState from, MemberState to, String reason) {}

    @Override
    public void viewChanged(long view, List<MemberIdentity> members) {}

    @Override
    public void warning(String message) {}
}
