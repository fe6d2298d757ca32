package org.ordercast.engine.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ordercast.engine.Acknowledgement;
import org.ordercast.engine.Counter;
import org.ordercast.engine.GroupSnapshot;
import org.ordercast.engine.MemberState;
import org.ordercast.engine.frame.Entry;
import org.ordercast.engine.frame.EntryKind;
import org.ordercast.engine.frame.EntryWriter;
import org.ordercast.engine.frame.FrameHeader;
import org.ordercast.engine.frame.FrameType;
import org.ordercast.engine.frame.HelloFrame;
import org.ordercast.engine.frame.LeaveFrame;
import org.ordercast.engine.frame.NakFrame;
import org.ordercast.engine.frame.OrderFrame;
import org.ordercast.engine.frame.PublishFrame;
import org.ordercast.engine.frame.RefuseFrame;
import org.ordercast.engine.frame.ViewCodec;
import org.ordercast.engine.frame.WelcomeFrame;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.membership.View;
import org.ordercast.engine.ordering.ForgedOrder;

/**
 * Whatever comes from the network, a member throws nothing and never hangs. What is not a whole datagram of its group
 * changes nothing but a counter.
 */
class HostileInputTest {

    private static final long GROUP = FrameHeader.groupId(TestNetwork.GROUP);
    private static final int BROKEN = 8_000;
    private static final int REPAIRED = 8_000;

    /** How a member comes into a state that hostile datagrams find it in. */
    enum Situation {
        DISCOVERING,
        CLAIMING,
        JOINING,
        FOLLOWING,
        SEQUENCING,
        WAITING,
        CATCHING_UP,
        RECOVERING,
        FAILED,
        STOPPED
    }

    /** A member in a state, and the datagrams that were seen on its network. */
    record Target(TestMember member, List<ByteBuffer> seen, long now) {}

    @ParameterizedTest
    @EnumSource(Situation.class)
    void whatIsBrokenOrGarbageChangesNothingButACounter(Situation situation) {
        Target target = target(situation);
        TestMember member = target.member;
        GroupSnapshot before = member.snapshot();
        int lines = member.log().lines().size();
        int events = member.events().size();
        MutatedDatagrams mutated =
                new MutatedDatagrams(target.seen, situation.name().hashCode());
        boolean over = EnumSet.of(MemberState.FAILED, MemberState.STOPPED).contains(before.state());

        for (int i = 0; i < BROKEN; i++) {
            ByteBuffer datagram = i % 4 == 0 ? mutated.garbage() : mutated.broken();
            long drops = drops(member);
            member.receive(datagram, target.now);
            assertThat(drops(member) - drops)
                    .as(() -> "drops of " + hex(datagram))
                    .isEqualTo(over || isOwn(datagram, member) ? 0 : 1);
        }

        assertThat(member.snapshot()).isEqualTo(before);
        assertThat(member.sender().take()).isEmpty();
        assertThat(member.log().lines()).hasSize(lines);
        assertThat(member.events()).hasSize(events);
    }

    @ParameterizedTest
    @EnumSource(Situation.class)
    void whateverHasAChecksumThatIsRightThrowsNothing(Situation situation) {
        for (int seed = 0; seed < REPAIRED / 400; seed++) {
            Target target = target(situation);
            MutatedDatagrams mutated = new MutatedDatagrams(target.seen, seed);
            long now = target.now;
            for (int i = 0; i < 400; i++) {
                target.member.receive(mutated.repaired(), now);
                if (i % 10 == 0) {
                    now = rest(target.member, now + 1_000_000);
                }
            }
            rest(target.member, now + Duration.ofSeconds(30).toNanos());
        }
    }

    /** Does what is due up to a time, as a driver would; fails where the member never rests. */
    static long rest(TestMember member, long until) {
        for (int turn = 0; turn < 10_000; turn++) {
            long next = member.protocol().nextTimer();
            if (turn > 0 && next > until) {
                return until;
            }
            member.protocol().onTurnEnd(turn == 0 ? until - 500_000 : Math.max(next, until - 500_000));
            member.sender().take();
        }
        throw new AssertionError("never rests: " + member);
    }

    @Test
    void aWelcomeToTheEndOfAllNumbersDoesNotHang() {
        for (long frame : new long[] {Long.MAX_VALUE, Long.MAX_VALUE - 2047, (1L << 62) - 1, 1L << 62}) {
            Target target = target(Situation.DISCOVERING);
            MemberIdentity sequencer = TestMember.identity("evil", 99);
            WelcomeFrame welcome = new WelcomeFrame(
                    target.member.identity().incarnation(), 99, 1, 2, frame, 1L << 62, 0, 1472, sequencer);
            target.member.receive(datagram(FrameType.WELCOME, 99, welcome::write), target.now);
            target.member.receive(
                    datagram(FrameType.HEARTBEAT, 99, body -> {
                        OrderFrame.write(body, 1, frame, 1L << 62, 0, 0, 0);
                        body.position(OrderFrame.ENTRIES);
                    }),
                    target.now);

            rest(target.member, target.now + Duration.ofSeconds(1).toNanos());
        }
    }

    /** An order that no honest sequencer sends, although everything about its frame is right. */
    record Forgery(String name, Consumer<EntryWriter> entries) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Forgery> forgeries() {
        return Stream.of(
                new Forgery("a view that cannot be read", view(new byte[] {0, 1, 0, 0})),
                new Forgery("a view without members", view(new byte[2])),
                new Forgery("the first part of a view, and then another view", writer -> {
                    writer.addPart(EntryKind.VIEW, 1, 4, new byte[100], 0, false);
                }),
                new Forgery(
                        "a message that this member has not sent",
                        writer -> writer.addMessage(2, 4, new byte[3], false)),
                new Forgery(
                        "a large message that this member has not sent",
                        writer -> writer.addPart(EntryKind.FRAGMENT, 2, 4, new byte[3], 0, false)),
                new Forgery("a message of nobody", writer -> writer.addMessage(9, 1, new byte[3], false)),
                new Forgery("a message too far", writer -> writer.addMessage(1, 7, new byte[3], false)),
                new Forgery(
                        "the middle of a message",
                        writer -> writer.addPart(EntryKind.FRAGMENT, 1, 4, new byte[300], 200, false)));
    }

    private static Consumer<EntryWriter> view(byte[] bytes) {
        return writer -> writer.addPart(EntryKind.VIEW, 1, 3, bytes, 0, false);
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void aForgedOrderIsRefusedBeforeAnyOfItIsApplied(Forgery forgery) {
        Target target = target(Situation.FOLLOWING);
        TestMember member = target.member;
        GroupSnapshot before = member.snapshot();
        int lines = member.log().lines().size();
        ByteBuffer frame = ForgedOrder.frame(
                GROUP, 1, lastFrame(target.seen) + 1, before.ordered(), before.digest(), forgery.entries);
        member.receive(frame, target.now);
        member.protocol().onTurnEnd(target.now);

        assertThat(member.state()).isEqualTo(MemberState.FAILED);
        assertThat(member.snapshot().reason()).contains("differ at frame");
        assertThat(member.snapshot().ordered()).isEqualTo(before.ordered());
        assertThat(member.log().lines()).hasSize(lines);
    }

    @Test
    void aViewThatKnowsMessagesOfANewcomerWhichItHasNotSentIsRefused() {
        Target target = target(Situation.JOINING);
        WelcomeFrame welcome = target.seen.stream()
                .filter(frame -> FrameHeader.type(frame) == FrameType.WELCOME)
                .map(WelcomeFrame::read)
                .filter(frame -> frame != null && frame.member() == 3)
                .findFirst()
                .orElseThrow();
        View view = new View(
                welcome.view(),
                List.of(
                        new View.Participant(TestMember.identity("alpha", 1), 1),
                        new View.Participant(target.member.identity(), 77)));
        ByteBuffer frame = ForgedOrder.frame(
                GROUP,
                1,
                welcome.frame(),
                welcome.sequence(),
                welcome.digest(),
                writer -> writer.addPart(EntryKind.VIEW, 1, welcome.view(), ViewCodec.encode(view), 0, false));
        target.member.receive(frame, target.now);

        assertThat(target.member.state()).isEqualTo(MemberState.FAILED);
        assertThat(target.member.snapshot().reason()).contains("77 messages of this member");
        assertThat(target.member.view()).isEmpty();
    }

    @Test
    void aPublisherThatContradictsItselfDoesNotStopTheSequencer() {
        List<Consumer<EntryWriter>> contradictions = List.of(
                // Two parts of one message that differ in how long it is.
                writer -> {
                    byte[] whole = new byte[500];
                    ByteBuffer first = ByteBuffer.allocate(132);
                    EntryWriter part = new EntryWriter();
                    part.wrap(first);
                    part.addPart(EntryKind.FRAGMENT, 2, 4, whole, 0, false);
                    copy(first.flip(), writer);
                    writer.addPart(EntryKind.FRAGMENT, 2, 4, new byte[400], 100, false);
                },
                // A message that fits no frame of the order.
                writer -> writer.addMessage(2, 4, new byte[3000], false),
                // Another's message, a message twice, a message too far, a view.
                writer -> writer.addMessage(1, 1, new byte[3], false),
                writer -> writer.addMessage(2, 3, new byte[3], false),
                writer -> writer.addMessage(2, 5, new byte[3], false),
                writer -> writer.addPart(EntryKind.VIEW, 2, 4, new byte[30], 0, false));
        for (Consumer<EntryWriter> contradiction : contradictions) {
            Target target = target(Situation.SEQUENCING);
            long stream = publishFrames(target);
            target.member.receive(publish(stream + 1, contradiction), target.now);
            target.member.receive(
                    publish(stream + 2, writer -> writer.addMessage(2, 4, new byte[] {'o', 'k'}, false)), target.now);
            target.member.protocol().onTurnEnd(target.now);
            target.member.protocol().onTurnEnd(target.now);

            assertThat(target.member.state()).isEqualTo(MemberState.SEQUENCING);
            assertThat(target.member.count(Counter.DROPPED_MALFORMED)).isPositive();
        }
    }

    @Test
    void aMemberWhoseIdIsNotUtf8DoesNotSpoilTheView() {
        TestNetwork network = new TestNetwork();
        TestMember alpha = network.start("alpha", 1);
        network.runUntil(() -> alpha.state() == MemberState.SEQUENCING);
        HelloFrame hello = HelloFrame.newcomer(HelloFrame.Intent.SEEK, 0, 0, TestMember.identity("x".repeat(255), 9));
        ByteBuffer datagram = datagram(FrameType.HELLO, 9, hello::write);
        for (int at = datagram.limit() - 255; at < datagram.limit(); at++) {
            datagram.put(at, (byte) 0xff);
        }
        FrameHeader.finish(datagram.position(datagram.limit()));
        alpha.receive(datagram, network.now());
        network.run(Duration.ofMillis(10));

        assertThat(alpha.view()).containsExactly("alpha");
        assertThat(alpha.count(Counter.DROPPED_MALFORMED)).isEqualTo(1);
    }

    private static void copy(ByteBuffer source, EntryWriter writer) {
        Entry entry = new Entry();
        entry.wrap(source, 0);
        entry.next();
        writer.copy(source, entry);
    }

    private static ByteBuffer publish(long number, Consumer<EntryWriter> entries) {
        return datagram(FrameType.PUBLISH, 2, body -> {
            PublishFrame.write(body, 1, 2, number, 2);
            EntryWriter writer = new EntryWriter();
            writer.wrap(body.position(PublishFrame.ENTRIES));
            entries.accept(writer);
        });
    }

    private static long publishFrames(Target target) {
        return target.seen.stream()
                .filter(frame -> FrameHeader.type(frame) == FrameType.PUBLISH)
                .mapToLong(PublishFrame::number)
                .max()
                .orElseThrow();
    }

    private static long lastFrame(List<ByteBuffer> seen) {
        return seen.stream()
                .filter(frame -> FrameHeader.type(frame) == FrameType.ORDER)
                .mapToLong(OrderFrame::number)
                .max()
                .orElseThrow();
    }

    private static ByteBuffer datagram(FrameType type, long source, Consumer<ByteBuffer> body) {
        ByteBuffer frame = ByteBuffer.allocate(65_507);
        FrameHeader.begin(frame, type, GROUP, source);
        body.accept(frame);
        FrameHeader.finish(frame);
        return ByteBuffer.allocate(frame.limit()).put(frame).flip();
    }

    private static boolean isOwn(ByteBuffer datagram, TestMember member) {
        return datagram.remaining() >= FrameHeader.LENGTH
                && FrameHeader.source(datagram) == member.identity().incarnation();
    }

    private static String hex(ByteBuffer datagram) {
        byte[] bytes = new byte[datagram.remaining()];
        datagram.duplicate().get(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static long drops(TestMember member) {
        return Arrays.stream(Counter.values())
                .filter(counter -> counter.name().startsWith("DROPPED_"))
                .mapToLong(member::count)
                .sum();
    }

    static Target target(Situation situation) {
        TestNetwork network = new TestNetwork();
        TestMember alpha = network.start("alpha", 1);
        network.runUntil(() -> alpha.state() == MemberState.SEQUENCING);
        TestMember beta = network.start("beta", 2);
        network.runUntil(() -> beta.state() == MemberState.FOLLOWING);
        beta.publish("one");
        alpha.publish(5_000, Acknowledgement.STABLE);
        beta.publish("two");
        TestPublication large = beta.publish(4_000, Acknowledgement.COMMITTED);
        network.runUntil(() -> !large.isOpen());
        TestMember target = prepare(situation, network, alpha, beta);
        target.sender().take();
        List<ByteBuffer> seen = new ArrayList<>(network.seen());
        seen.addAll(strays());
        seen.removeIf(
                datagram -> FrameHeader.source(datagram) == target.identity().incarnation());
        return new Target(target, seen, network.now());
    }

    private static TestMember prepare(Situation situation, TestNetwork network, TestMember alpha, TestMember beta) {
        switch (situation) {
            case DISCOVERING -> {
                network.remove(alpha);
                network.remove(beta);
                return network.start("gamma", 3);
            }
            case CLAIMING -> {
                network.remove(alpha);
                network.remove(beta);
                TestMember gamma = network.start("gamma", 3);
                network.runUntil(() -> gamma.state() == MemberState.CLAIMING);
                return gamma;
            }
            case JOINING -> {
                network.lose((from, to, type, unicast) -> type == FrameType.ORDER);
                TestMember gamma = network.start("gamma", 3);
                network.runUntil(() -> gamma.snapshot().epoch() == 1);
                return gamma;
            }
            case FOLLOWING -> {
                return beta;
            }
            case SEQUENCING -> {
                return alpha;
            }
            case WAITING -> {
                network.remove(alpha);
                network.runUntil(() -> beta.state() == MemberState.WAITING);
                return beta;
            }
            case CATCHING_UP -> {
                network.serveLogs();
                TestMember again = network.restart(beta, 12, true);
                network.lose((from, to, type, unicast) -> type == FrameType.ORDER);
                network.runUntil(() -> again.state() == MemberState.JOINING);
                return again;
            }
            case RECOVERING -> {
                network.serveLogs();
                network.remove(beta);
                TestMember again = network.restart(alpha, 11, false);
                network.runUntil(() -> again.state() == MemberState.RECOVERING);
                return again;
            }
            case FAILED -> {
                diverge(beta, network);
                assertThat(beta.state()).isEqualTo(MemberState.FAILED);
                return beta;
            }
            case STOPPED -> {
                beta.protocol().leave(network.now());
                return beta;
            }
        }
        throw new AssertionError(situation);
    }

    /** Hands a member that follows member 1 a frame that comes next, and does not go on. */
    static void diverge(TestMember member, TestNetwork network) {
        long last = lastFrame(network.seen());
        GroupSnapshot before = member.snapshot();
        member.receive(
                ForgedOrder.frame(
                        GROUP,
                        1,
                        last + 1,
                        before.ordered(),
                        before.digest(),
                        writer -> writer.addMessage(1, 999, new byte[5], false)),
                network.now());
    }

    /** Datagrams of the types that the network's members did not send. */
    private static List<ByteBuffer> strays() {
        return List.of(
                datagram(FrameType.LEAVE, 1, new LeaveFrame(1, 1)::write),
                datagram(
                        FrameType.REFUSE,
                        1,
                        new RefuseFrame(2, 1, 3, 0, RefuseFrame.Reason.NOT_IN_VIEW, TestMember.identity("alpha", 1))
                                ::write),
                datagram(
                        FrameType.NAK,
                        1,
                        new NakFrame(NakFrame.PUBLISH, 1, 2, List.of(new NakFrame.Range(1, 2)))::write),
                datagram(
                        FrameType.NAK,
                        2,
                        new NakFrame(NakFrame.ORDER, 1, 2, List.of(new NakFrame.Range(1, 2)))::write));
    }
}
