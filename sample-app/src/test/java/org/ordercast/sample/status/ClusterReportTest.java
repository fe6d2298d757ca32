package org.ordercast.sample.status;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.ordercast.sample.server.Servers;

@DisplayName("The report of a cluster")
class ClusterReportTest {

    private final AtomicLong clock = new AtomicLong();
    private Peer self;
    private Peer peer;
    private ClusterReport report;

    @BeforeEach
    void startTwoServers() throws IOException {
        self = new Peer("server-1");
        peer = new Peer("server-2");
        report = new ClusterReport(
                Servers.parse("server-1", self.entry() + "," + peer.entry()),
                self::report,
                self.ordered,
                self.unordered,
                HttpClient.newHttpClient(),
                clock::get);
    }

    @AfterEach
    void stopServers() {
        self.close();
        peer.close();
    }

    /** A new report; so late after the last one that the peer's answer is waited for. */
    private JsonObject next() {
        clock.addAndGet(Duration.ofSeconds(5).toNanos());
        return report.toJson();
    }

    private void bothApply(long sequence, long digest) {
        self.ordered.record(sequence, digest);
        peer.ordered.record(sequence, digest);
    }

    @Test
    void saysUpToWhichSequenceAllAgree() {
        bothApply(1, 11);
        bothApply(2, 22);
        self.ordered.record(3, 33);

        JsonObject verdict = next().getJsonObject("ordered");

        assertThat(verdict.getString("kind")).isEqualTo("AGREE");
        assertThat(verdict.getInt("upTo")).isEqualTo(2);
        assertThat(verdict.getInt("ahead")).isEqualTo(3);
    }

    @Test
    void saysWhereTwoDifferAlsoOnceTheyAreEqualAgain() {
        bothApply(1, 11);
        self.ordered.record(2, 22);
        peer.ordered.record(2, 23);
        bothApply(3, 33);

        assertThat(next().getJsonObject("ordered").getString("kind")).isEqualTo("DIFFER");
        assertThat(next().getJsonObject("ordered").getInt("differsAt")).isEqualTo(2);
    }

    @Test
    void comparesAPeerAnewThatWasStartedAgain() {
        self.ordered.record(1, 11);
        peer.ordered.record(1, 12);
        assertThat(next().getJsonObject("ordered").getString("kind")).isEqualTo("DIFFER");

        peer.incarnation = "second";
        peer.ordered.clear();
        bothApply(2, 22);

        assertThat(next().getJsonObject("ordered").getString("kind")).isEqualTo("AGREE");
    }

    @Test
    void namesAPeerThatIsDownAndComparesWithoutIt() {
        bothApply(1, 11);
        peer.close();

        JsonObject down = next();

        assertThat(down.getJsonArray("servers").getJsonObject(1).getBoolean("up"))
                .isFalse();
        assertThat(down.getJsonArray("servers").getJsonObject(1).getString("problem"))
                .contains("the server is down");
        assertThat(down.getJsonObject("ordered").getString("kind")).isEqualTo("ALONE");
        assertThat(down.getJsonObject("ordered").getJsonArray("without").getString(0))
                .isEqualTo("server-2");
    }

    @Test
    void leavesOutAPeerThatIsCatchingUp() {
        bothApply(1, 11);
        peer.state = "CATCHING_UP";

        assertThat(next().getJsonObject("ordered").getString("kind")).isEqualTo("ALONE");
    }

    @Test
    void keepsTheLastFinalWordOnTheLaneWithoutOrderingWhileCommandsArrive() {
        self.unordered.record(1, 11);
        peer.unordered.record(1, 12);
        peer.bookDigest = "01";
        assertThat(next().getJsonObject("unordered").getString("kind")).isEqualTo("DIFFER");

        self.unordered.record(2, 22);
        JsonObject verdict = next().getJsonObject("unordered");

        assertThat(verdict.getString("kind")).isEqualTo("INCOMPLETE");
        assertThat(verdict.getInt("differedAt")).isEqualTo(1);
        assertThat(verdict.getJsonObject("lastComplete").getString("kind")).isEqualTo("DIFFER");
        assertThat(verdict.getJsonObject("lastComplete").getInt("count")).isEqualTo(1);
    }

    @Test
    void isMadeOnceForManyThatAskAtTheSameTime() {
        JsonObject first = next();

        assertThat(report.toJson()).isSameAs(first);
    }
}
