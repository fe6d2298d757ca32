package org.ordercast.engine.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** Members that read each other's logs over real sockets, and leave no thread behind. */
@Timeout(120)
abstract class Linking {

    static final String CLIENT = "link-test-client";
    static final String SERVER = "link-test-server";

    final List<AutoCloseable> opened = new ArrayList<>();
    final List<String> warnings = new CopyOnWriteArrayList<>();

    @AfterEach
    void leaveNoThreadBehind() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain(CLIENT, SERVER);
    }

    static LinkSealing sealing(boolean sealed) {
        return sealed ? Keys.sealing(Keys.key(1)) : LinkSealing.none();
    }

    static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    int serve(FakeLog log) throws IOException {
        return serve(log, LinkSealing.none());
    }

    int serve(LogSource log, LinkSealing sealing) throws IOException {
        LogServer server = keep(LogServer.bind(loopback(), Fetched.LIMITS));
        server.start(SERVER, Fetched.GROUP, sealing, log, warnings::add);
        return server.address().getPort();
    }

    Fetched member() {
        return member(LinkSealing.none());
    }

    Fetched member(LinkSealing sealing) {
        return keep(new Fetched(CLIENT, sealing));
    }

    /** A member that gives up soon on an answer that does not come. */
    Fetched member(LinkSealing sealing, Duration stall) {
        LinkLimits limits = Fetched.LIMITS;
        return keep(new Fetched(
                CLIENT,
                sealing,
                new LinkLimits(
                        limits.clients(),
                        limits.connect(),
                        limits.handshake(),
                        stall,
                        limits.pause(),
                        limits.backlog())));
    }

    Relay relay(int port) throws IOException {
        return keep(new Relay(port));
    }

    <T extends AutoCloseable> T keep(T closeable) {
        opened.add(0, closeable);
        return closeable;
    }
}
