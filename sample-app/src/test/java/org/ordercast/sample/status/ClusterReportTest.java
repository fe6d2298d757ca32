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
import org.ordercast.sample.compare.TrailPlace;
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
        self.ordered.record(new TrailPlace(sequence, 0, digest));
        peer.ordered.record(new TrailPlace(sequence, 0, digest));
    }

    @Test
    void saysUpToWhichSequenceAllAgree() {
        bothApply(1, 11);
        bothApply(2, 22);
        self.ordered.record(new TrailPlace(3, 0, 33));

        JsonObject verdict = next().getJsonObject("ordered");

        assertThat(verdict.getString("kind")).isEqualTo("AGREE");
        assertThat(verdict.getInt("upTo")).isEqualTo(2);
        assertThat(verdict.getInt("ahead")).isEqualTo(3);
    }

    @Test
    void saysWhereTwoDifferAlsoOnceTheyAreEqualAgain() {
        bothApply(1, 11);
        self.ordered.record(new TrailPlace(2, 0, 22));
        peer.ordered.record(new TrailPlace(2, 0, 23));
        bothApply(3, 33);

        assertThat(next().getJsonObject("ordered").getString("kind")).isEqualTo("DIFFER");
        assertThat(next().getJsonObject("ordered").getInt("differsAt")).isEqualTo(2);
    }

    @Test
    void comparesAPeerAnewThatWasStartedAgain() {
        self.ordered.record(new TrailPlace(1, 0, 11));
        peer.ordered.record(new TrailPlace(1, 0, 12));
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
    void saysOfTheLaneWithoutOrderingAfterWhichCommandsTheBooksDiffer() {
        self.unordered.record(new TrailPlace(1, 7, 11));
        peer.unordered.record(new TrailPlace(1, 7, 12));
        self.unordered.record(new TrailPlace(2, 8, 22));

        JsonObject verdict = next().getJsonObject("unordered");

        assertThat(verdict.getString("kind")).isEqualTo("DIFFER");
        assertThat(verdict.getInt("after")).isEqualTo(1);
        assertThat(verdict.getInt("fewest")).isEqualTo(1);
        assertThat(verdict.getInt("most")).isEqualTo(2);
    }

    @Test
    void isMadeOnceForManyThatAskAtTheSameTime() {
        JsonObject first = next();

        assertThat(report.toJson()).isSameAs(first);
    }
}
