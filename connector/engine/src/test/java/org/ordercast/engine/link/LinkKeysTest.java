package org.ordercast.engine.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.log.LogItem;

/** Who is let in, with which keys. */
class LinkKeysTest extends Linking {

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
}
