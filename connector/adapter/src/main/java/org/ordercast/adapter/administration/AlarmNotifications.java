package org.ordercast.adapter.administration;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.ListenerNotFoundException;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;
import javax.management.NotificationFilter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.LogAlarm;
import org.ordercast.engine.LogListener;

/**
 * Sends a member's alarms as notifications: one when it is raised, or says something new, and one when it is cleared. The
 * message is the alarm's text, the user data the alarm. Listeners run on a thread of their own, which ends when it has
 * been idle for a while: the engine's threads do not wait for them, and at most {@value #BACKLOG} notifications wait.
 */
final class AlarmNotifications implements LogListener, AutoCloseable {

    static final String RAISED = "org.ordercast.alarm.raised";
    static final String CLEARED = "org.ordercast.alarm.cleared";

    private static final int BACKLOG = 100;
    private static final int IDLE_SECONDS = 10;
    private static final CompositeType ALARM = type();

    private final Object source;
    private final AtomicLong numbers = new AtomicLong();
    private final ThreadPoolExecutor executor = new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(BACKLOG),
            AlarmNotifications::thread,
            new ThreadPoolExecutor.DiscardOldestPolicy());
    private final NotificationBroadcasterSupport broadcaster = new NotificationBroadcasterSupport(
            executor,
            new MBeanNotificationInfo(
                    new String[] {RAISED, CLEARED},
                    Notification.class.getName(),
                    "an alarm of the member's log: its message says what is wrong, its user data is the alarm"));

    /** Sends in the name of a management bean. */
    AlarmNotifications(Object source) {
        this.source = source;
        executor.allowCoreThreadTimeOut(true);
    }

    @Override
    public void raised(LogAlarm alarm) {
        send(RAISED, alarm);
    }

    @Override
    public void cleared(LogAlarm alarm) {
        send(CLEARED, alarm);
    }

    MBeanNotificationInfo[] info() {
        return broadcaster.getNotificationInfo();
    }

    void add(NotificationListener listener, @Nullable NotificationFilter filter, @Nullable Object handback) {
        broadcaster.addNotificationListener(listener, filter, handback);
    }

    void remove(NotificationListener listener) throws ListenerNotFoundException {
        broadcaster.removeNotificationListener(listener);
    }

    void remove(NotificationListener listener, @Nullable NotificationFilter filter, @Nullable Object handback)
            throws ListenerNotFoundException {
        broadcaster.removeNotificationListener(listener, filter, handback);
    }

    /** Sends no more. What is being sent is finished by itself. */
    @Override
    public void close() {
        executor.shutdown();
    }

    private void send(String type, LogAlarm alarm) {
        if (!executor.isShutdown()) {
            Notification notification =
                    new Notification(type, source, numbers.incrementAndGet(), System.currentTimeMillis(), alarm.text());
            notification.setUserData(data(alarm));
            broadcaster.sendNotification(notification);
        }
    }

    /** The alarm in open types, which clients understand that have no class of Ordercast. */
    private static CompositeData data(LogAlarm alarm) {
        try {
            return new CompositeDataSupport(
                    ALARM,
                    new String[] {"kind", "text", "directory", "freeBytes", "missingBytes", "since"},
                    new Object[] {
                        alarm.kind().name(),
                        alarm.text(),
                        alarm.directory(),
                        alarm.freeBytes(),
                        alarm.missingBytes(),
                        alarm.since().toString()
                    });
        } catch (OpenDataException e) {
            throw new IllegalStateException("the fields are those of the type", e);
        }
    }

    private static CompositeType type() {
        try {
            return new CompositeType(
                    "LogAlarm",
                    "something that is wrong with a member's log",
                    new String[] {"kind", "text", "directory", "freeBytes", "missingBytes", "since"},
                    new String[] {
                        "what kind of thing is wrong",
                        "what is wrong, where, and what to do",
                        "the log's directory",
                        "bytes free on its disk, -1 where nobody knows",
                        "bytes that wait to be written",
                        "when it began"
                    },
                    new OpenType<?>[] {
                        SimpleType.STRING,
                        SimpleType.STRING,
                        SimpleType.STRING,
                        SimpleType.LONG,
                        SimpleType.LONG,
                        SimpleType.STRING
                    });
        } catch (OpenDataException e) {
            throw new IllegalStateException("every field has a name, a description and a type", e);
        }
    }

    /** Takes over nothing from whoever is served first, which may be an application that is redeployed. */
    private static Thread thread(Runnable work) {
        Thread thread = new Thread(null, work, "ordercast-alarms", 0, false);
        thread.setContextClassLoader(AlarmNotifications.class.getClassLoader());
        thread.setDaemon(true);
        return thread;
    }
}
