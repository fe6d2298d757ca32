package org.ordercast.adapter.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.ordercast.Message;
import org.ordercast.adapter.group.ManagedSubscription;
import org.ordercast.adapter.group.MemberDisplay;
import org.ordercast.adapter.group.SharedMembers;
import org.ordercast.adapter.message.EnvelopeCodec;
import org.ordercast.engine.GroupSettings;

/** The members that the test's adapters start, newest last. */
public final class FakeGroup {

    private final List<FakeMember> started = new ArrayList<>();
    private final SharedMembers members;

    public FakeGroup() {
        this(member -> new NoDisplay());
    }

    public FakeGroup(MemberDisplay.Opener displays) {
        this.members = new SharedMembers(this::start, displays);
    }

    private synchronized FakeMember start(GroupSettings settings) {
        FakeMember member = new FakeMember(settings);
        started.add(member);
        return member;
    }

    public SharedMembers members() {
        return members;
    }

    public synchronized List<FakeMember> started() {
        return List.copyOf(started);
    }

    public synchronized FakeMember member() {
        return started.get(started.size() - 1);
    }

    /** Orders a message of text, sent to a destination. */
    public void order(String destination, String text) {
        member().order(EnvelopeCodec.encode(Message.to(destination).text(text), Instant.EPOCH));
    }

    public static Duration anHour() {
        return Duration.ofHours(1);
    }

    /** Shows nothing. */
    public static final class NoDisplay implements MemberDisplay {
        @Override
        public void show(ManagedSubscription subscription) {}

        @Override
        public void hide(ManagedSubscription subscription) {}

        @Override
        public void close() {}
    }
}
