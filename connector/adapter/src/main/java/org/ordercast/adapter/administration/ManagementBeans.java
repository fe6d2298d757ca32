package org.ordercast.adapter.administration;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.ordercast.adapter.group.ManagedSubscription;
import org.ordercast.adapter.group.MemberDisplay;
import org.ordercast.engine.Member;

/**
 * Shows a member and its subscriptions as management beans, for as long as the member runs:
 *
 * <pre>
 *  org.ordercast:type=Member,group="…",member="…"
 *  org.ordercast:type=Log,group="…",member="…"
 *  org.ordercast:type=Counters,group="…",member="…"
 *  org.ordercast:type=Subscription,group="…",member="…",name="…"
 * </pre>
 *
 * <p>Where a name is taken, by another copy of the adapter in the same JVM, {@code instance=2} and so on is added.
 * Management is a help and no need: what cannot be registered is logged, and the member works on without.
 */
public final class ManagementBeans implements MemberDisplay {

    private static final Logger LOG = System.getLogger(ManagementBeans.class.getName());
    private static final String DOMAIN = "org.ordercast";

    /** More copies of one member in one JVM are a mistake that need not be looked for name by name. */
    private static final int MOST_INSTANCES = 100;

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final String group;
    private final String memberId;
    private final Map<Object, ObjectName> registered = new HashMap<>();
    private final MemberBean memberBean;

    private ManagementBeans(Member member) {
        this.memberBean = new MemberBean(member);
        this.group = ObjectName.quote(member.settings().group());
        this.memberId = ObjectName.quote(member.settings().memberId());
    }

    /**
     * Shows a member.
     *
     * @param member the member
     * @return its management beans
     */
    public static ManagementBeans open(Member member) {
        ManagementBeans beans = new ManagementBeans(member);
        beans.register(beans.memberBean, beans.memberBean, "Member", "");
        beans.memberBean.open();
        LogBean log = new LogBean(member);
        beans.register(log, log, "Log", "");
        CountersBean counters = new CountersBean(member);
        beans.register(counters, counters, "Counters", "");
        return beans;
    }

    @Override
    public void show(ManagedSubscription subscription) {
        register(
                subscription,
                new SubscriptionBean(subscription),
                "Subscription",
                ",name=" + ObjectName.quote(subscription.name()));
    }

    @Override
    public void hide(ManagedSubscription subscription) {
        unregister(registered.remove(subscription));
    }

    @Override
    public void close() {
        memberBean.close();
        registered.values().forEach(this::unregister);
        registered.clear();
    }

    private void register(Object key, Object bean, String type, String more) {
        String name = DOMAIN + ":type=" + type + ",group=" + group + ",member=" + memberId + more;
        try {
            registered.put(key, registerUnderFreeName(bean, name));
        } catch (JMException | RuntimeException e) {
            LOG.log(Level.WARNING, "no management bean " + name + "; the member works without", e);
        }
    }

    private ObjectName registerUnderFreeName(Object bean, String name) throws JMException {
        ObjectName free = new ObjectName(name);
        for (int instance = 2; instance <= MOST_INSTANCES && server.isRegistered(free); instance++) {
            free = new ObjectName(name + ",instance=" + instance);
        }
        return server.registerMBean(bean, free).getObjectName();
    }

    private void unregister(@Nullable ObjectName name) {
        if (name == null) {
            return;
        }
        try {
            server.unregisterMBean(name);
        } catch (InstanceNotFoundException e) {
            LOG.log(Level.DEBUG, "{0} was unregistered by somebody else", name);
        } catch (JMException | RuntimeException e) {
            LOG.log(Level.WARNING, name + " could not be unregistered", e);
        }
    }
}
