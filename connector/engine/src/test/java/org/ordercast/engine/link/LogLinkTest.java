package org.ordercast.engine.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ordercast.engine.Eventually;
import org.ordercast.engine.log.Damage;
import org.ordercast.engine.log.Deleted;
import org.ordercast.engine.log.LogItem;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.membership.Endpoint;

/** One member reads another's log, over real sockets, whatever happens in between. */
@Timeout(120)
class LogLinkTest {

    private static final String CLIENT = "link-test-client";
    private static final String SERVER = "link-test-server";

    private final List<AutoCloseable> opened = new ArrayList<>();
    private final List<String> warnings = new CopyOnWriteArrayList<>();

    @AfterEach
    void leaveNoThreadBehind() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain(CLIENT, SERVER);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aWholeLogIsReadAsItWasWritten(boolean sealed) throws IOException {
        List<LogItem> log = Records.upTo(2001);
        Fetched member = member(sealing(sealed)).from(serve(new FakeLog(log), sealing(sealed)), 0);

        assertThat(member.untilEnded()).isTrue();
        assertThat(member.records()).isEqualTo(log);
        assertThat(member.warnings).isEmpty();
    }

    @Test
    void readingResumesFromASequence() throws IOException {
        Fetched member = member().from(serve(new FakeLog(Records.upTo(101))), 57);

        assertThat(member.untilEnded()).isTrue();
        assertThat(member.records().stream().mapToLong(Records::last).filter(last -> last > 0))
                .first()
                .isEqualTo(58L);
    }

    @Test
    void aLogWithNothingNewEndsAtOnce() throws IOException {
        Fetched member = member().from(serve(new FakeLog(List.of())), 7);

        assertThat(member.untilEnded()).isTrue();
        assertThat(member.records()).isEmpty();
    }

    @Test
    void aMemberWithoutALogSaysThatNothingIsToBeHad() throws IOException {
        Fetched member = member().from(serve(sequence -> Optional.empty(), LinkSealing.none()), 0);

        assertThat(member.untilEnded()).isTrue();
        assertThat(member.records()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRecordOfManyMegabytesPasses(boolean sealed) throws IOException {
        List<LogRecord> log = List.of(Records.batch(1, 1, 16 << 20), Records.batch(2, 2, 3));
        Fetched member = member(sealing(sealed)).from(serve(new FakeLog(log), sealing(sealed)), 0);

        assertThat(member.untilEnded()).isTrue();
        assertThat(member.records()).isEqualTo(log);
    }

    @Test
    void whatIsDeletedIsPassedOverToACheckpoint() throws IOException {
        List<LogItem> log = List.of(new Deleted(1, 10), Records.checkpoint(10), Records.batch(11, 2, 3));
        Fetched member = member().from(serve(new FakeLog(log)), 1);

        assertThat(member.untilEnded()).isTrue();
        assertThat(member.records()).isEqualTo(log.subList(1, 3));
    }

    @Test
    void whatIsDeletedIsNotPassedOverToAnythingElse() throws IOException {
        Fetched member = member().from(serve(new FakeLog(List.of(new Deleted(1, 10), Records.batch(11, 2, 3)))), 1);

        assertThat(member.untilEnded()).isFalse();
        assertThat(member.records()).isEmpty();
        assertThat(member.warnings).singleElement().asString().contains("sequences 1 to 10");
    }

    @Test
    void damageThatLosesMessagesIsNeverPassedOver() throws IOException {
        LogRecord before = Records.batch(1, 2, 3);
        FakeLog log = new FakeLog(
                List.of(before, new Damage("segment", 100, 50, 3, 4), Records.checkpoint(4), Records.batch(5, 2, 3)));
        Fetched member = member().from(serve(log), 1);

        assertThat(member.untilEnded()).isFalse();
        assertThat(member.records()).containsExactly(before);
        assertThat(member.warnings).singleElement().asString().contains("sequences 3 to 4");
        assertThat(warnings).singleElement().asString().contains("segment is damaged");
    }

    @Test
    void aDamagedViewIsPassedOverToACheckpointAlone() throws IOException {
        Damage damage = new Damage("segment", 100, 50, 3, 2);
        LogRecord next = Records.batch(3, 2, 3);
        int good = serve(new FakeLog(List.of(damage, Records.checkpoint(2), next)));
        int bad = serve(new FakeLog(List.of(damage, next)));
        int tail = serve(new FakeLog(List.of(next, damage)));

        assertThat(member().from(good, 1).untilEnded()).isTrue();
        assertThat(member().from(bad, 1).untilEnded()).isFalse();
        assertThat(member().from(tail, 1).untilEnded()).isFalse();
    }

    @Test
    void aLogThatCannotBeReadBreaksTheAnswerOff() throws IOException {
        FakeLog log = new FakeLog(Records.upTo(11));
        int port = serve(log);
        log.breakDown();

        assertThat(member().from(port, 1).untilEnded()).isFalse();
        assertThat(warnings).singleElement().asString().contains("the disk is gone");
    }

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
    void recordsWaitUntilTheLogHasRoom() throws IOException {
        FakeLog log = new FakeLog(List.of(Records.batch(1, 1, 1000))).endless();
        Fetched member = member();
        member.log.setRoom(false);
        member.from(serve(log), 1);
        Eventually.until("the log is read", () -> log.readers() == 1);

        member.turn();
        assertThat(member.records()).isEmpty();

        member.log.setRoom(true);
        member.untilRecords(1000);
    }

    @Test
    void nothingComesOfAFetchThatWasStopped() throws IOException {
        FakeLog log = new FakeLog(List.of(Records.batch(1, 1, 1000))).endless();
        Fetched member = member().from(serve(log), 1);
        member.untilRecords(1);
        int before = member.records().size();

        member.stop();
        Eventually.until("the server has noticed", () -> log.readers() == 0);
        member.turn();

        assertThat(member.records()).hasSize(before);
        assertThat(member.ends()).isEmpty();
    }

    @Test
    void aNewFetchTakesThePlaceOfTheOneBefore() throws IOException {
        FakeLog endless = new FakeLog(List.of(Records.batch(1, 1, 1000))).endless();
        LogRecord other = Records.batch(5, 1, 7);
        int second = serve(new FakeLog(List.of(other)));
        Fetched member = member().from(serve(endless), 1);
        member.untilRecords(1);
        member.records().clear();

        assertThat(member.from(second, 5).untilEnded()).isTrue();
        assertThat(member.records()).containsExactly(other);
        Eventually.until("the first server has noticed", () -> endless.readers() == 0);
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

    @Test
    void aMemberOfAnotherGroupIsTold() throws IOException {
        LogServer server = keep(LogServer.bind(loopback(), Fetched.LIMITS));
        server.start(SERVER, 1, LinkSealing.none(), new FakeLog(List.of()), warnings::add);
        Fetched member = member().from(server.address().getPort(), 1);

        assertThat(member.untilEnded()).isFalse();
        assertThat(member.warnings).singleElement().asString().contains("another group");
    }

    @Test
    void aServerWithoutAKeyTellsAClientWithOne() throws IOException {
        Fetched member =
                member(Keys.sealing(Keys.key(1))).from(serve(new FakeLog(Records.upTo(9)), LinkSealing.none()), 1);

        assertThat(member.untilEnded()).isFalse();
        assertThat(member.warnings).singleElement().asString().contains("has no group key");
    }

    @Test
    void withoutTheGroupsKeyNothingIsLearned() throws IOException {
        FakeLog log = new FakeLog(Records.upTo(9));
        int port = serve(log, Keys.sealing(Keys.key(1)));

        for (LinkSealing stranger :
                List.of(LinkSealing.none(), Keys.sealing(Keys.key(2)), Keys.sealing(Keys.key(1, 9)))) {
            Fetched member = member(stranger).from(port, 0);
            assertThat(member.untilEnded()).isFalse();
            assertThat(member.records()).isEmpty();
        }
        assertThat(log.everRead()).isZero();
    }

    @Test
    void keysRotateWithoutABreak() throws IOException {
        List<LogItem> log = Records.upTo(9);
        int port = serve(new FakeLog(log), Keys.sealing(Keys.key(2), Keys.key(1)));

        for (LinkSealing each : List.of(Keys.sealing(Keys.key(1), Keys.key(2)), Keys.sealing(Keys.key(2)))) {
            Fetched member = member(each).from(port, 0);
            assertThat(member.untilEnded()).isTrue();
            assertThat(member.records()).isEqualTo(log);
        }
    }

    private static LinkSealing sealing(boolean sealed) {
        return sealed ? Keys.sealing(Keys.key(1)) : LinkSealing.none();
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private int serve(FakeLog log) throws IOException {
        return serve(log, LinkSealing.none());
    }

    private int serve(LogSource log, LinkSealing sealing) throws IOException {
        LogServer server = keep(LogServer.bind(loopback(), Fetched.LIMITS));
        server.start(SERVER, Fetched.GROUP, sealing, log, warnings::add);
        return server.address().getPort();
    }

    private Fetched member() {
        return member(LinkSealing.none());
    }

    private Fetched member(LinkSealing sealing) {
        return keep(new Fetched(CLIENT, sealing));
    }

    /** A member that gives up soon on an answer that does not come. */
    private Fetched member(LinkSealing sealing, Duration stall) {
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

    private Relay relay(int port) throws IOException {
        return keep(new Relay(port));
    }

    private <T extends AutoCloseable> T keep(T closeable) {
        opened.add(0, closeable);
        return closeable;
    }
}
