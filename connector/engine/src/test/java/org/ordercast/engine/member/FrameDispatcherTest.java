package org.ordercast.engine.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ordercast.engine.Counter;
import org.ordercast.engine.frame.AckFrame;
import org.ordercast.engine.frame.EntryWriter;
import org.ordercast.engine.frame.FrameHeader;
import org.ordercast.engine.frame.FrameType;
import org.ordercast.engine.frame.HelloFrame;
import org.ordercast.engine.frame.LeaveFrame;
import org.ordercast.engine.frame.NakFrame;
import org.ordercast.engine.frame.OrderFrame;
import org.ordercast.engine.frame.PublishFrame;
import org.ordercast.engine.frame.RefuseFrame;
import org.ordercast.engine.frame.WelcomeFrame;
import org.ordercast.engine.protocol.Counters;
import org.ordercast.engine.security.PlainGate;

/** A role hears each kind of frame once, if it is well formed, of whom it says, and for this member. */
class FrameDispatcherTest {

    private static final long SELF = 1;
    private static final long SOURCE = 2;

    private final TestContext parts = new TestContext();
    private final Counters counters = parts.counters();
    private final List<String> heard = new ArrayList<>();
    private final FrameDispatcher dispatcher =
            new FrameDispatcher(parts.context(), new PlainGate(ForgedDatagrams.GROUP, counters, parts.events()));

    /** A kind of frame, as it should be. */
    record Sample(FrameType type, Consumer<ByteBuffer> body) {

        @Override
        public String toString() {
            return type.name();
        }
    }

    static Stream<Sample> samples() {
        return Stream.of(
                new Sample(
                        FrameType.HELLO,
                        HelloFrame.newcomer(HelloFrame.Intent.SEEK, 0, 0, TestMember.identity("beta", 2))::write),
                new Sample(FrameType.WELCOME, welcome(SELF, "beta", 2)::write),
                new Sample(FrameType.ORDER, body -> {
                    OrderFrame.write(body, 1, 1, 1, 0, 0, 0);
                    addMessage(body.position(OrderFrame.ENTRIES));
                }),
                new Sample(FrameType.HEARTBEAT, body -> {
                    OrderFrame.write(body, 1, 1, 1, 0, 0, 0);
                    body.position(OrderFrame.ENTRIES);
                }),
                new Sample(FrameType.PUBLISH, body -> {
                    PublishFrame.write(body, 1, 2, 1, SOURCE);
                    addMessage(body.position(PublishFrame.ENTRIES));
                }),
                new Sample(FrameType.PUBLISH_HEARTBEAT, body -> {
                    PublishFrame.write(body, 1, 2, 1, SOURCE);
                    body.position(PublishFrame.ENTRIES);
                }),
                new Sample(FrameType.NAK, new NakFrame(NakFrame.ORDER, 1, 2, List.of(new NakFrame.Range(1, 2)))::write),
                new Sample(FrameType.ACK, new AckFrame(1, 2, 3, 4)::write),
                new Sample(FrameType.LEAVE, new LeaveFrame(1, 2)::write),
                new Sample(FrameType.REFUSE, refusal(SELF)::write));
    }

    @Test
    void everyKindOfFrameHasASample() {
        assertThat(samples().map(Sample::type)).containsExactlyInAnyOrder(FrameType.values());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whatIsWellFormedIsHeardOnce(Sample sample) {
        dispatch(ForgedDatagrams.datagram(sample.type, SOURCE, sample.body));

        assertThat(heard).containsExactly(sample.type.name());
        assertThat(drops()).isZero();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whatIsTooShortIsMalformed(Sample sample) {
        dispatch(ForgedDatagrams.datagram(sample.type, SOURCE, body -> {
            sample.body.accept(body);
            body.position(body.position() - 1);
        }));

        assertThat(heard).isEmpty();
        assertThat(counters.get(Counter.DROPPED_MALFORMED)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whatIsTooLongIsMalformed(Sample sample) {
        dispatch(ForgedDatagrams.datagram(sample.type, SOURCE, body -> {
            sample.body.accept(body);
            body.put((byte) 1);
        }));

        assertThat(heard).isEmpty();
        assertThat(counters.get(Counter.DROPPED_MALFORMED)).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whatItSentItselfIsPassedOver(Sample sample) {
        dispatch(ForgedDatagrams.datagram(sample.type, SELF, sample.body));

        assertThat(heard).isEmpty();
        assertThat(drops()).isZero();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whatARoleDoesNotHearIsCounted(Sample sample) {
        dispatcher.dispatch(ForgedDatagrams.datagram(sample.type, SOURCE, sample.body), Role.NONE, 0);

        assertThat(counters.get(Counter.DROPPED_OTHER_ROLE)).isEqualTo(1);
        assertThat(drops()).isEqualTo(1);
    }

    @Test
    void whoSaysHelloOrWelcomeInTheNameOfAnotherIsNotHeard() {
        dispatch(ForgedDatagrams.datagram(
                FrameType.HELLO,
                SOURCE,
                HelloFrame.newcomer(HelloFrame.Intent.SEEK, 0, 0, TestMember.identity("gamma", 3))::write));
        dispatch(ForgedDatagrams.datagram(FrameType.WELCOME, SOURCE, welcome(SELF, "gamma", 3)::write));

        assertThat(heard).isEmpty();
        assertThat(counters.get(Counter.DROPPED_MALFORMED)).isEqualTo(2);
    }

    @Test
    void whatIsForAnotherMemberIsNotHeard() {
        dispatch(ForgedDatagrams.datagram(FrameType.WELCOME, SOURCE, welcome(9, "beta", 2)::write));
        dispatch(ForgedDatagrams.datagram(FrameType.REFUSE, SOURCE, refusal(9)::write));

        assertThat(heard).isEmpty();
        assertThat(counters.get(Counter.DROPPED_UNKNOWN_SENDER)).isEqualTo(2);
        assertThat(drops()).isEqualTo(2);
    }

    @Test
    void noFrameOfAnOrderHasTheNumberZero() {
        dispatch(ForgedDatagrams.datagram(FrameType.ORDER, SOURCE, body -> {
            OrderFrame.write(body, 1, 0, 1, 0, 0, 0);
            addMessage(body.position(OrderFrame.ENTRIES));
        }));

        assertThat(heard).isEmpty();
        assertThat(counters.get(Counter.DROPPED_MALFORMED)).isEqualTo(1);
    }

    @Test
    void aDatagramThatEndsInItsHeaderIsDroppedWhoeverSentIt() {
        ByteBuffer own = ForgedDatagrams.datagram(FrameType.LEAVE, SELF, new LeaveFrame(1, 2)::write);
        dispatch(own.limit(FrameHeader.LENGTH - 1));

        assertThat(heard).isEmpty();
        assertThat(drops()).isEqualTo(1);
    }

    private void dispatch(ByteBuffer datagram) {
        dispatcher.dispatch(datagram, new Listener(), 0);
    }

    private long drops() {
        return Stream.of(Counter.values())
                .filter(counter -> counter.name().startsWith("DROPPED_"))
                .mapToLong(counters::get)
                .sum();
    }

    static void addMessage(ByteBuffer body) {
        EntryWriter writer = new EntryWriter();
        writer.wrap(body);
        writer.addMessage(SOURCE, 1, new byte[10], false);
    }

    private static WelcomeFrame welcome(long member, String sequencer, int incarnation) {
        return new WelcomeFrame(member, 1, 1, 2, 2, 0, 0, 1472, TestMember.identity(sequencer, incarnation));
    }

    private static RefuseFrame refusal(long member) {
        return new RefuseFrame(member, 1, 3, 0, RefuseFrame.Reason.NOT_IN_VIEW, TestMember.identity("beta", 2));
    }

    /** Hears everything. */
    private final class Listener implements Role {

        @Override
        public Set<FrameType> hears() {
            return EnumSet.allOf(FrameType.class);
        }

        @Override
        public void onHello(HelloFrame hello, long now) {
            heard.add("HELLO");
        }

        @Override
        public void onWelcome(WelcomeFrame welcome, long now) {
            heard.add("WELCOME");
        }

        @Override
        public void onOrder(ByteBuffer frame, long source, long now) {
            heard.add("ORDER");
        }

        @Override
        public void onHeartbeat(ByteBuffer frame, long source, long now) {
            heard.add("HEARTBEAT");
        }

        @Override
        public void onPublish(ByteBuffer frame, long source, long now) {
            heard.add("PUBLISH");
        }

        @Override
        public void onPublishHeartbeat(ByteBuffer frame, long source, long now) {
            heard.add("PUBLISH_HEARTBEAT");
        }

        @Override
        public void onNak(NakFrame nak, long source, long now) {
            heard.add("NAK");
        }

        @Override
        public void onAck(AckFrame ack, long source, long now) {
            heard.add("ACK");
        }

        @Override
        public void onLeave(LeaveFrame leave, long source, long now) {
            heard.add("LEAVE");
        }

        @Override
        public void onRefuse(RefuseFrame refusal, long source, long now) {
            heard.add("REFUSE");
        }
    }
}
