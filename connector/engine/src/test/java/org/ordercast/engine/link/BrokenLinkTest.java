package org.ordercast.engine.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ordercast.engine.Eventually;
import org.ordercast.engine.log.Damage;
import org.ordercast.engine.log.LogItem;
import org.ordercast.engine.membership.Endpoint;

/** Answers that are cut off, changed, or never come. */
class BrokenLinkTest extends Linking {

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAnswerBrokenOffAtAnyByteIsNotComplete(boolean sealed) throws IOException {
        List<LogItem> log = Records.upTo(9);
        Relay relay = relay(serve(new FakeLog(log), sealing(sealed)));
        Fetched member = member(sealing(sealed));
        assertThat(member.from(relay.port(), 0).untilEnded()).isTrue();
        long whole = relay.passed();

        for (long cut = 0; cut < whole; cut++) {
            long end = cut;
            relay.inject((position, value) -> position == end ? Relay.Fault.CLOSE : value);
            member.records().clear();

            assertThat(member.from(relay.port(), 0).untilEnded()).isFalse();
            assertThat(log.subList(0, member.records().size())).isEqualTo(member.records());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAnswerWithAFlippedBitIsNotComplete(boolean sealed) throws IOException {
        List<LogItem> log = Records.upTo(9);
        Relay relay = relay(serve(new FakeLog(log), sealing(sealed)));
        Fetched member = member(sealing(sealed), Duration.ofMillis(200));
        assertThat(member.from(relay.port(), 0).untilEnded()).isTrue();
        long whole = relay.passed();
        Random random = new Random(sealed ? 1 : 2);

        for (long flipped = 0; flipped < whole; flipped++) {
            long at = flipped;
            int bit = 1 << random.nextInt(8);
            relay.inject((position, value) -> position == at ? (value ^ bit) & 0xff : value);
            member.records().clear();

            assertThat(member.from(relay.port(), 0).untilEnded())
                    .as("byte %d of %d, bit %d", flipped, whole, bit)
                    .isFalse();
            assertThat(log.subList(0, member.records().size())).isEqualTo(member.records());
        }
    }

    @Test
    void garbageForAnAnswerIsRefused() throws IOException {
        Random random = new Random(3);
        try (ServerSocket nonsense = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Fetched member = member();
            for (int i = 0; i < 50; i++) {
                member.from(nonsense.getLocalPort(), 0);
                try (Socket client = nonsense.accept()) {
                    byte[] bytes = new byte[random.nextInt(500)];
                    random.nextBytes(bytes);
                    OutputStream out = client.getOutputStream();
                    out.write(bytes);
                    client.shutdownOutput();

                    assertThat(member.untilEnded()).isFalse();
                }
            }
            assertThat(member.records()).isEmpty();
        }
    }

    @Test
    void whereNobodyListensTheFetchIsBrokenOff() throws IOException {
        int free;
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = listener.getLocalPort();
        }

        assertThat(member().from(free, 0).untilEnded()).isFalse();
    }

    @Test
    void anEndpointOfAnotherNetworkIsNotConnectedTo() {
        Fetched listener = member();
        LogLink link =
                keep(new LogLink(CLIENT, Fetched.GROUP, LinkSealing.none(), endpoint -> null, () -> {}, warnings::add));
        link.fetch(Endpoint.ipv4(0x0a000001, 9), 0);

        Eventually.until("the fetch has ended", () -> {
            link.deliver(listener, listener.log, 0);
            return !listener.ends().isEmpty();
        });
        assertThat(listener.ends()).containsExactly(false);
    }

    @Test
    void whatKeepsOnFailingIsReportedOnce() throws IOException {
        FakeLog log = new FakeLog(List.of(new Damage("segment", 100, 50, 3, 4)));
        int port = serve(log);
        Fetched member = member();

        for (int i = 0; i < 5; i++) {
            assertThat(member.from(port, 1).untilEnded()).isFalse();
        }
        assertThat(member.warnings).hasSize(1);
        assertThat(warnings).hasSize(1);
    }

    @Test
    void aServerThatGoesAwayBreaksTheFetchOff() throws IOException {
        LogServer server = keep(LogServer.bind(loopback(), Fetched.LIMITS));
        server.start(
                SERVER,
                Fetched.GROUP,
                LinkSealing.none(),
                new FakeLog(List.of(Records.batch(1, 1, 1000))).endless(),
                warnings::add);
        Fetched member = member().from(server.address().getPort(), 1);
        member.untilRecords(1);

        server.close();

        assertThat(member.untilEnded()).isFalse();
    }
}
