package org.ordercast.sample.ordered;

import java.util.List;
import java.util.Optional;
import org.ordercast.GroupPositions;
import org.ordercast.MemberState;
import org.ordercast.MemberStatus;
import org.ordercast.OrderedGroup;
import org.ordercast.SubscriptionState;
import org.ordercast.SubscriptionStatus;

/** A group of three that says what a test lets it say. */
final class FakeGroup implements OrderedGroup {

    private final String memberId;
    MemberState state = MemberState.FOLLOWING;
    List<String> members = List.of("server-1", "server-2", "server-3");
    Optional<Long> position = Optional.of(0L);
    boolean paused;

    FakeGroup(String memberId) {
        this.memberId = memberId;
    }

    @Override
    public String groupName() {
        return "test";
    }

    @Override
    public String memberId() {
        return memberId;
    }

    @Override
    public MemberState state() {
        return state;
    }

    @Override
    public Optional<String> sequencer() {
        return Optional.of("server-1");
    }

    @Override
    public List<MemberStatus> members() {
        return members.stream()
                .map(id -> new MemberStatus(id, 1, "127.0.0.1:1", id.equals("server-1"), -1))
                .toList();
    }

    @Override
    public GroupPositions positions() {
        return new GroupPositions(1, position.orElse(0L), 0, 0, 0);
    }

    @Override
    public List<SubscriptionStatus> subscriptions() {
        SubscriptionState doing = paused ? SubscriptionState.PAUSED : SubscriptionState.DELIVERING;
        return position.stream()
                .map(last -> new SubscriptionStatus(Delivery.SUBSCRIPTION, "orders", doing, last, 0, 0, 0, 0))
                .toList();
    }

    @Override
    public void pause(String subscription) {
        paused = true;
    }

    @Override
    public void resume(String subscription) {
        paused = false;
    }
}
