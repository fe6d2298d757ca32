package org.ordercast.engine.simulation;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.ordercast.engine.membership.Endpoint;
import org.ordercast.engine.protocol.DatagramSender;

/**
 * The simulated network: carries datagrams between hosts as well or badly as the quality of each link says, in each
 * direction by itself. Every open socket receives what is multicast, its sender's too if the network loops back.
 */
final class SimulatedNetwork {

    private static final long LOOPBACK_DELAY = TimeUnit.MICROSECONDS.toNanos(5);

    private final Timeline timeline;
    private final Dice dice;
    private final Trace trace;
    private final boolean loopsBack;
    private final DatagramDamage damage;
    private final DatagramHistory history = new DatagramHistory();
    private final Map<Endpoint, Socket> sockets = new LinkedHashMap<>();
    private final Map<Link, LinkQuality> special = new HashMap<>();
    private final Set<Link> cut = new HashSet<>();
    private final Set<byte[]> forged = Collections.newSetFromMap(new IdentityHashMap<>());
    private LinkQuality usual = LinkQuality.PERFECT;
    private int nextPort = 20_000;
    private long datagramsSent;

    SimulatedNetwork(Timeline timeline, Dice dice, Trace trace, boolean loopsBack) {
        this.timeline = timeline;
        this.dice = dice;
        this.trace = trace;
        this.loopsBack = loopsBack;
        this.damage = new DatagramDamage(dice.split());
    }

    /** A port that was never used. */
    int newPort() {
        return nextPort++;
    }

    /** Opens a socket. What arrives is given to the receiver, which must not change it. */
    Socket open(int host, Endpoint endpoint, Consumer<byte[]> receiver) {
        Socket socket = new Socket(host, endpoint, receiver);
        if (sockets.putIfAbsent(endpoint, socket) != null) {
            throw new IllegalStateException("a socket at " + endpoint + " is open already");
        }
        return socket;
    }

    /** The quality of every link that has none of its own. */
    void setQuality(LinkQuality quality) {
        usual = quality;
    }

    /** The quality of one link, in one direction. */
    void setQuality(int from, int to, LinkQuality quality) {
        special.put(new Link(from, to), quality);
    }

    /** Cuts a link in one direction. */
    void cut(int from, int to) {
        cut.add(new Link(from, to));
    }

    /** Mends a link in one direction. */
    void mend(int from, int to) {
        cut.remove(new Link(from, to));
    }

    /** Whether the link between two hosts is cut, in one direction at least: no connection over it goes on. */
    boolean isSeparated(int one, int other) {
        return cut.contains(new Link(one, other)) || cut.contains(new Link(other, one));
    }

    /** Makes every link whole and perfect. */
    void mendAll() {
        cut.clear();
        special.clear();
        usual = LinkQuality.PERFECT;
    }

    /** What was sent of late. */
    DatagramHistory history() {
        return history;
    }

    /** How many datagrams were sent. */
    long datagramsSent() {
        return datagramsSent;
    }

    /** Lets a datagram appear at every open socket, as if from a stranger. */
    void injectEverywhere(byte[] datagram) {
        for (Socket socket : List.copyOf(sockets.values())) {
            deliverLater(LOOPBACK_DELAY, socket.endpoint, datagram);
        }
    }

    /** Lets a datagram appear at one socket, as if from a stranger. */
    void inject(Endpoint to, byte[] datagram) {
        deliverLater(LOOPBACK_DELAY, to, datagram);
    }

    /** Takes note that no member has sent a datagram as it is. */
    byte[] forged(byte[] datagram) {
        forged.add(datagram);
        return datagram;
    }

    /** Whether no member has sent these very bytes: as if they were sealed by nobody. */
    boolean isForged(byte[] datagram) {
        return forged.contains(datagram);
    }

    /** The addresses of the open sockets, in the order in which they were opened. */
    List<Endpoint> endpoints() {
        return new ArrayList<>(sockets.keySet());
    }

    private void carry(Socket from, Socket to, byte[] datagram) {
        if (from.host == to.host) {
            deliverLater(LOOPBACK_DELAY, to.endpoint, datagram);
            return;
        }
        Link link = new Link(from.host, to.host);
        LinkQuality quality = special.getOrDefault(link, usual);
        if (cut.contains(link) || dice.chance(quality.loss())) {
            if (trace.isOn()) {
                trace.tell(
                        timeline.now(), "network", link + " lost " + DatagramDescription.of(ByteBuffer.wrap(datagram)));
            }
            return;
        }
        int copies = dice.chance(quality.duplication()) ? 2 : 1;
        for (int copy = 0; copy < copies; copy++) {
            byte[] arriving = dice.chance(quality.corruption()) ? damage.of(datagram) : datagram;
            if (!Arrays.equals(arriving, datagram)) {
                forged.add(arriving);
            }
            deliverLater(delay(quality), to.endpoint, arriving);
        }
    }

    private long delay(LinkQuality quality) {
        long delay = quality.delay() + dice.between(0, quality.jitter());
        return dice.chance(quality.lateness()) ? delay + dice.between(0, quality.latest()) : delay;
    }

    private void deliverLater(long delay, Endpoint to, byte[] datagram) {
        timeline.after(delay, () -> {
            Socket socket = sockets.get(to);
            if (socket != null) {
                socket.receiver.accept(datagram);
            }
        });
    }

    /** One member's way to the network, until it is closed. */
    final class Socket implements DatagramSender, AutoCloseable {

        private final int host;
        private final Endpoint endpoint;
        private final Consumer<byte[]> receiver;

        private Socket(int host, Endpoint endpoint, Consumer<byte[]> receiver) {
            this.host = host;
            this.endpoint = endpoint;
            this.receiver = receiver;
        }

        @Override
        public void multicast(ByteBuffer datagram) {
            byte[] bytes = sent("all", datagram);
            for (Socket to : sockets.values()) {
                if (to != this || loopsBack) {
                    carry(this, to, bytes);
                }
            }
        }

        @Override
        public void unicast(Endpoint to, ByteBuffer datagram) {
            byte[] bytes = sent(to.toString(), datagram);
            Socket socket = sockets.get(to);
            if (socket != null) {
                carry(this, socket, bytes);
            }
        }

        @Override
        public void close() {
            sockets.remove(endpoint, this);
        }

        private byte[] sent(String to, ByteBuffer datagram) {
            byte[] bytes = new byte[datagram.remaining()];
            datagram.get(datagram.position(), bytes);
            datagramsSent++;
            history.add(bytes);
            if (trace.isOn()) {
                trace.tell(
                        timeline.now(),
                        "host " + host,
                        "sends to " + to + " " + DatagramDescription.of(ByteBuffer.wrap(bytes)));
            }
            return bytes;
        }
    }

    private record Link(int from, int to) {

        @Override
        public String toString() {
            return from + "→" + to;
        }
    }
}
