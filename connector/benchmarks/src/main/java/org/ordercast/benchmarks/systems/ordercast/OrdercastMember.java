package org.ordercast.benchmarks.systems.ordercast;

import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.ordercast.benchmarks.messages.MessageReceiver;
import org.ordercast.benchmarks.systems.Frames;
import org.ordercast.benchmarks.systems.GroupMember;
import org.ordercast.benchmarks.systems.Place;
import org.ordercast.engine.Acknowledgement;
import org.ordercast.engine.Counter;
import org.ordercast.engine.Cursor;
import org.ordercast.engine.Delivery;
import org.ordercast.engine.Durability;
import org.ordercast.engine.GroupSettings;
import org.ordercast.engine.GroupSettingsBuilder;
import org.ordercast.engine.Member;
import org.ordercast.engine.MemberClosedException;
import org.ordercast.engine.StorageSettings;

/**
 * Ordercast itself, with default settings but for what its options say: {@code memory}, {@code os} or {@code disk},
 * {@code sealed}, {@code nio} for the JDK's sockets, {@code direct=BYTES}. A thread reads a cursor, as a subscription of the
 * resource adapter does.
 */
public final class OrdercastMember implements GroupMember {

    private static final int ETHERNET_DATAGRAM = 1_472;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int KEY_BYTES = 32;

    /** How much of the log is kept on the disk beside what waits for a reader: little, so that segments come and go in a run. */
    private static final long KEPT_BYTES = 64L << 20;

    private final Member member;
    private final int members;
    private final MessageReceiver receiver;
    private final Cursor cursor;

    private OrdercastMember(Member member, int members, MessageReceiver receiver) {
        this.member = member;
        this.members = members;
        this.receiver = receiver;
        cursor = member.openCursor();
        Thread reader = new Thread(this::read, "reader");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts a member.
     *
     * @param place which one
     * @param options what is not as the settings' defaults are
     * @param receiver takes what it receives
     * @return the member
     * @throws IOException if a socket or the log's directory cannot be had
     */
    public static GroupMember start(Place place, List<String> options, MessageReceiver receiver) throws IOException {
        GroupSettingsBuilder settings = GroupSettings.builder()
                .group(place.group())
                .groupAddress(place.groupAddress())
                .port(place.ports().get(0))
                .memberId("member-" + place.index())
                .maxDatagramSize(place.frames() == Frames.ETHERNET ? ETHERNET_DATAGRAM : 0)
                .simulatedLoss(place.loss())
                .sequencer("member-0");
        Durability durability = StorageSettings.DEFAULT_DURABILITY;
        for (String option : options) {
            if (option.equals("sealed")) {
                settings.groupKey("1:" + Base64.getEncoder().encodeToString(key()));
            } else if (option.equals("nio")) {
                settings.nativeTransport(false);
            } else if (option.startsWith("direct=")) {
                settings.directThreshold(Integer.parseInt(option.substring("direct=".length())));
            } else {
                durability = Durability.valueOf(option.toUpperCase(Locale.ROOT));
            }
        }
        settings.storage(new StorageSettings(
                durability,
                place.directory().toString(),
                StorageSettings.DEFAULT_SEGMENT_SIZE,
                KEPT_BYTES,
                StorageSettings.DEFAULT_KEEP_TIME));
        return new OrdercastMember(Member.start(settings.build()), place.members(), receiver);
    }

    /** The same in all processes. */
    private static byte[] key() {
        byte[] key = new byte[KEY_BYTES];
        new SplittableRandom(KEY_BYTES).nextBytes(key);
        return key;
    }

    private void read() {
        try {
            while (true) {
                Optional<Delivery> next = cursor.peek(POLL);
                if (next.isPresent()) {
                    receiver.onMessage(next.get().payload());
                    cursor.advance();
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (MemberClosedException closed) {
            // The run is over.
        }
    }

    @Override
    public boolean isComplete() {
        return member.snapshot().members().size() == members;
    }

    @Override
    public void publish(byte[] message) throws InterruptedException {
        CompletableFuture<?> unused = member.publish(message, Acknowledgement.ORDERED, PATIENCE);
    }

    @Override
    public boolean keepsMessages() {
        return true;
    }

    @Override
    public String remarks() {
        return "naks:" + member.counters().get(Counter.NAKS_SENT) + ",stalls:"
                + member.counters().get(Counter.WINDOW_STALLS);
    }

    @Override
    public void close() {
        cursor.close();
        member.close();
    }
}
