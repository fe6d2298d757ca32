package org.ordercast.benchmarks.systems.aeron;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Subscription;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.driver.ext.DebugChannelEndpointConfiguration;
import io.aeron.driver.ext.DebugReceiveChannelEndpointSupplier;
import io.aeron.driver.status.SystemCounterDescriptor;
import io.aeron.driver.status.SystemCounters;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;
import org.ordercast.benchmarks.messages.MessageReceiver;
import org.ordercast.benchmarks.systems.Frames;
import org.ordercast.benchmarks.systems.GroupMember;
import org.ordercast.benchmarks.systems.Place;

/** A member with an Aeron driver in its process; member 0 has the sequencer, too. */
public final class AeronMember implements GroupMember {

    private static final int ETHERNET_MTU = 1_408;
    private static final int LOOPBACK_MTU = 65_504;
    private static final int TERM_LENGTH = 16 << 20;
    private static final int SOCKET_BUFFER = 2 << 20;
    private static final int WINDOW = 1 << 20;

    private final MediaDriver driver;
    private final Aeron aeron;
    private final ExclusivePublication publication;
    private final Subscription order;
    private final IdleStrategy pressure = new BackoffIdleStrategy();
    private final UnsafeBuffer message = new UnsafeBuffer();

    private AeronMember(MediaDriver driver, Aeron aeron, Place place) {
        this.driver = driver;
        this.aeron = aeron;
        publication = aeron.addExclusivePublication(
                place.isSequencer() ? AeronChannels.LOCAL_PUBLISH : AeronChannels.publish(place),
                AeronChannels.PUBLISH_STREAM);
        order = aeron.addSubscription(AeronChannels.orderToOne(place), AeronChannels.ORDER_STREAM);
    }

    /**
     * Starts a member.
     *
     * @param place which one
     * @param receiver takes what it receives
     * @return the member
     */
    public static GroupMember start(Place place, MessageReceiver receiver) {
        MediaDriver driver = MediaDriver.launchEmbedded(context(place));
        Aeron aeron = Aeron.connect(new Aeron.Context()
                .aeronDirectoryName(driver.aeronDirectoryName())
                .errorHandler(AeronMember::fail));
        if (place.isSequencer()) {
            startThread("sequencer", new AeronSequencer(aeron, place));
        }
        AeronMember member = new AeronMember(driver, aeron, place);
        startThread("receiver", new AeronReceiver(member.order, receiver));
        return member;
    }

    private static MediaDriver.Context context(Place place) {
        int mtu = place.frames() == Frames.ETHERNET ? ETHERNET_MTU : LOOPBACK_MTU;
        MediaDriver.Context context = new MediaDriver.Context()
                .aeronDirectoryName(place.memoryDirectory()
                        .resolve("aeron-" + place.index())
                        .toString())
                .threadingMode(ThreadingMode.SHARED)
                .sharedIdleStrategy(new BackoffIdleStrategy())
                .publicationTermBufferLength(TERM_LENGTH)
                .ipcTermBufferLength(TERM_LENGTH)
                .mtuLength(mtu)
                .ipcMtuLength(mtu)
                .socketRcvbufLength(SOCKET_BUFFER)
                .socketSndbufLength(SOCKET_BUFFER)
                .initialWindowLength(WINDOW);
        if (place.loss() > 0) {
            System.setProperty(
                    DebugChannelEndpointConfiguration.RECEIVE_DATA_LOSS_RATE_PROP_NAME, Double.toString(place.loss()));
            context.receiveChannelEndpointSupplier(new DebugReceiveChannelEndpointSupplier());
        }
        return context;
    }

    private static void startThread(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Without this, a client says what is wrong, and goes on. */
    private static void fail(Throwable thrown) {
        Thread thread = Thread.currentThread();
        Thread.UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
        if (handler != null) {
            handler.uncaughtException(thread, thrown);
        }
    }

    @Override
    public boolean isComplete() {
        return publication.isConnected() && order.isConnected();
    }

    @Override
    public void publish(byte[] bytes) throws InterruptedException {
        message.wrap(bytes);
        long result = publication.offer(message, 0, bytes.length);
        if (result < 0) {
            pressure.reset();
            while (result < 0) {
                Offers.failUnlessRetriable(result);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                pressure.idle();
                result = publication.offer(message, 0, bytes.length);
            }
        }
    }

    @Override
    public boolean keepsMessages() {
        return false;
    }

    @Override
    public String remarks() {
        SystemCounters counters = driver.context().systemCounters();
        return "naks:" + counters.get(SystemCounterDescriptor.NAK_MESSAGES_SENT).get() + ",retransmits:"
                + counters.get(SystemCounterDescriptor.RETRANSMITS_SENT).get() + ",stalls:"
                + counters.get(SystemCounterDescriptor.SENDER_FLOW_CONTROL_LIMITS)
                        .get();
    }

    @Override
    public void close() {
        aeron.close();
        driver.close();
    }
}
