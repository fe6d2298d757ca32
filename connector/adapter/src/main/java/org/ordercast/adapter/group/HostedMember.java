package org.ordercast.adapter.group;

import jakarta.resource.ResourceException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.ordercast.engine.Member;

/**
 * The one member of a group that adapter instances of equal settings share, with the subscriptions of all of them: an
 * administered object that belongs to one instance sees what was activated through another. Safe for use by several
 * threads.
 */
public final class HostedMember {

    private final Member member;
    private final MemberDisplay display;
    private final Map<String, ManagedSubscription> subscriptions = new TreeMap<>();

    HostedMember(Member member, MemberDisplay display) {
        this.member = member;
        this.display = display;
    }

    /**
     * The running member.
     *
     * @return the member
     */
    public Member member() {
        return member;
    }

    /**
     * The group's name.
     *
     * @return the name
     */
    public String group() {
        return member.settings().group();
    }

    /**
     * Adds a subscription.
     *
     * @param subscription the subscription
     * @throws ResourceException if there is one of the same name
     */
    public synchronized void add(ManagedSubscription subscription) throws ResourceException {
        if (subscriptions.containsKey(subscription.name())) {
            throw new ResourceException("subscriptionName: '" + subscription.name()
                    + "' is not allowed; this server has a subscription of that name in group '" + group()
                    + "' already. Give each bean a subscriptionName of its own");
        }
        subscriptions.put(subscription.name(), subscription);
        display.show(subscription);
    }

    /**
     * Takes a subscription away; nothing happens if it is not there.
     *
     * @param subscription the subscription
     */
    public synchronized void remove(ManagedSubscription subscription) {
        if (subscriptions.remove(subscription.name(), subscription)) {
            display.hide(subscription);
        }
    }

    /**
     * All subscriptions.
     *
     * @return a snapshot, ordered by name
     */
    public synchronized List<ManagedSubscription> subscriptions() {
        return List.copyOf(subscriptions.values());
    }

    /**
     * Finds a subscription.
     *
     * @param name its name
     * @return the subscription, or empty
     */
    public synchronized Optional<ManagedSubscription> subscription(String name) {
        return Optional.ofNullable(subscriptions.get(name));
    }

    synchronized void close() {
        display.close();
        subscriptions.clear();
        member.close();
    }
}
