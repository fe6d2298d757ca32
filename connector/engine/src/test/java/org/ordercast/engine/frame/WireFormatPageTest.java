package org.ordercast.engine.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.ordercast.engine.Counter;
import org.ordercast.engine.membership.Endpoint;
import org.ordercast.engine.membership.MemberIdentity;
import org.ordercast.engine.membership.View;
import org.ordercast.engine.security.CipherSuite;
import org.ordercast.engine.security.GroupKey;
import org.ordercast.engine.security.KeyRing;
import org.ordercast.engine.security.SealedDatagrams;

/** The page that describes the wire format says what the code does: its test vectors are built, compared and read back. */
class WireFormatPageTest {

    private static final long GROUP = FrameHeader.groupId("prices");
    private static final MemberIdentity ALPHA =
            new MemberIdentity("alpha", 0x0a0a0a0a0a0a0a0aL, Endpoint.ipv4(0x7f000001, 40_001));
    private static final MemberIdentity BETA =
            new MemberIdentity("beta", 0x0b0b0b0b0b0b0b0bL, Endpoint.ipv4(0x7f000001, 40_002));
    private static final MemberIdentity GAMMA =
            new MemberIdentity("γ", 0x0c0c0c0c0c0c0c0cL, new Endpoint(0, 1, 40_003));

    private static final HelloFrame HELLO = HelloFrame.newcomer(HelloFrame.Intent.SEEK, 0, 0, BETA);
    private static final HelloFrame HELLO_IPV6 =
            new HelloFrame(HelloFrame.Intent.WAIT, 0, ALPHA.incarnation(), 1, 2, 0x0e0e0e0e0e0e0e0eL, GAMMA);
    private static final View VIEW =
            new View(2, List.of(new View.Participant(ALPHA, 0), new View.Participant(BETA, 0)));
    private static final NakFrame NAK =
            new NakFrame(NakFrame.ORDER, 1, 2, List.of(new NakFrame.Range(2, 2), new NakFrame.Range(4, 7)));
    private static final NakFrame NAK_REFERENCED =
            new NakFrame(NakFrame.REFERENCED, 1, 4, List.of(new NakFrame.Range(1, 1)));
    private static final AckFrame ACK = new AckFrame(1, 2, 3, 2);
    private static final LeaveFrame LEAVE = new LeaveFrame(1, 2);
    private static final RefuseFrame REFUSE =
            new RefuseFrame(BETA.incarnation(), 1, 3, 0x0d0d0d0d0d0d0d0dL, RefuseFrame.Reason.NOT_IN_VIEW, ALPHA);

    private final WireFormatPage page = new WireFormatPage();
    private final List<Long> digests =
            page.digestSteps().stream().map(step -> step[4]).toList();

    @Test
    void thePageHasTheseVectorsAndNoOthers() {
        assertThat(page.vectors().keySet()).containsExactlyElementsOf(built().keySet());
    }

    static Stream<String> vectors() {
        return new WireFormatPage().vectors().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void theCodeBuildsWhatThePageShows(String name) {
        assertThat(HexFormat.of().formatHex(built().get(name)))
                .isEqualTo(HexFormat.of().formatHex(page.vectors().get(name)));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void everyVectorIsLetIn(String name) {
        ByteBuffer frame = vector(name);

        assertThat(FrameHeader.check(frame, GROUP)).isNull();
        assertThat(name).startsWith(FrameHeader.type(frame).name());
    }

    @ParameterizedTest
    @EnumSource(CipherSuite.class)
    void theCodeSealsTheAckAsThePageShowsAndOpensIt(CipherSuite suite) {
        byte[] secret = new byte[GroupKey.LENGTH];
        for (int i = 0; i < secret.length; i++) {
            secret[i] = (byte) i;
        }
        KeyRing keys = new KeyRing(List.of(new GroupKey(7, secret)));
        SealedDatagrams.Peer beta = new SealedDatagrams.Peer(suite, BETA.incarnation(), keys);
        ByteBuffer shown = ByteBuffer.wrap(page.sealedVectors().get(suite.label()));

        ByteBuffer sealed = beta.send(vector("ACK"));
        ByteBuffer opened = new SealedDatagrams.Peer(suite, ALPHA.incarnation(), keys).receive(shown);

        assertThat(HexFormat.of().formatHex(SealedDatagrams.bytes(sealed)))
                .isEqualTo(HexFormat.of().formatHex(SealedDatagrams.bytes(shown)));
        assertThat(AckFrame.read(opened)).isEqualTo(ACK);
    }

    @Test
    void thePageHasASealedVectorOfEachCipher() {
        assertThat(page.sealedVectors().keySet())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(CipherSuite.values())
                        .map(CipherSuite::label)
                        .toList());
    }

    @ParameterizedTest
    @EnumSource(FrameType.class)
    void thePageNamesEveryTypeWithItsCode(FrameType type) {
        assertThat(page.text()).contains("| " + type.code() + " | `" + type + "` |");
    }

    @Test
    void thePageNamesEveryCounterOfADrop() {
        assertThat(page.text())
                .contains(Arrays.stream(Counter.values())
                        .map(Counter::name)
                        .filter(name -> name.startsWith("DROPPED_") && !name.equals("DROPPED_ON_PURPOSE"))
                        .toArray(String[]::new));
    }

    @Test
    void theVectorsWithFixedFieldsAreReadBack() {
        assertThat(HelloFrame.read(vector("HELLO"))).isEqualTo(HELLO);
        assertThat(HelloFrame.read(vector("HELLO_IPV6"))).isEqualTo(HELLO_IPV6);
        assertThat(WelcomeFrame.read(vector("WELCOME"))).isEqualTo(welcome());
        assertThat(NakFrame.read(vector("NAK"))).isEqualTo(NAK);
        assertThat(NakFrame.read(vector("NAK_REFERENCED"))).isEqualTo(NAK_REFERENCED);
        assertThat(AckFrame.read(vector("ACK"))).isEqualTo(ACK);
        assertThat(LeaveFrame.read(vector("LEAVE"))).isEqualTo(LEAVE);
        assertThat(RefuseFrame.read(vector("REFUSE"))).isEqualTo(REFUSE);
    }

    @Test
    void theVectorOfAViewIsReadBack() {
        ByteBuffer frame = vector("ORDER_VIEW");
        assertThat(OrderFrame.isValid(frame)).isTrue();
        assertThat(OrderFrame.number(frame)).isEqualTo(2);
        assertThat(Entry.areValid(frame, OrderFrame.ENTRIES)).isTrue();
        Entry entry = new Entry();
        entry.wrap(frame, OrderFrame.ENTRIES);
        assertThat(entry.next()).isTrue();
        assertThat(ViewCodec.decode(entry.publisherSequence(), frame.duplicate().position(entry.partStart())))
                .isEqualTo(VIEW);
        assertThat(entry.next()).isFalse();
    }

    @Test
    void theVectorsWithMessagesAreReadBack() {
        ByteBuffer publish = vector("PUBLISH");
        assertThat(PublishFrame.isValid(publish)).isTrue();
        assertThat(PublishFrame.epoch(publish)).isEqualTo(1);
        assertThat(PublishFrame.stream(publish)).isEqualTo(2);
        assertThat(PublishFrame.number(publish)).isEqualTo(1);
        readMessages(publish, PublishFrame.ENTRIES);

        ByteBuffer order = vector("ORDER");
        assertThat(OrderFrame.isValid(order)).isTrue();
        assertThat(FrameHeader.isPrompt(order)).isTrue();
        assertThat(OrderFrame.epoch(order)).isEqualTo(1);
        assertThat(OrderFrame.number(order)).isEqualTo(3);
        assertThat(OrderFrame.firstSequence(order)).isEqualTo(1);
        assertThat(OrderFrame.digest(order)).isEqualTo(digests.get(3));
        readMessages(order, OrderFrame.ENTRIES);
    }

    @Test
    void theVectorsOfHeartbeatsAreReadBack() {
        ByteBuffer heartbeat = vector("HEARTBEAT");
        assertThat(OrderFrame.isValid(heartbeat)).isTrue();
        assertThat(heartbeat.limit()).isEqualTo(OrderFrame.ENTRIES);
        assertThat(OrderFrame.number(heartbeat)).isEqualTo(3);
        assertThat(OrderFrame.firstSequence(heartbeat)).isEqualTo(3);
        assertThat(OrderFrame.committed(heartbeat)).isEqualTo(2);
        assertThat(OrderFrame.stable(heartbeat)).isEqualTo(2);

        ByteBuffer publishing = vector("PUBLISH_HEARTBEAT");
        assertThat(PublishFrame.isValid(publishing)).isTrue();
        assertThat(publishing.limit()).isEqualTo(PublishFrame.ENTRIES);
        assertThat(PublishFrame.number(publishing)).isEqualTo(1);
    }

    @Test
    void theVectorOfAReferenceIsReadBack() {
        Entry entry = new Entry();
        entry.wrap(vector("ORDER_REFERENCE"), OrderFrame.ENTRIES);
        assertThat(entry.next()).isTrue();
        assertThat(entry.kind()).isEqualTo(EntryKind.REFERENCE);
        assertThat(entry.publisher()).isEqualTo(BETA.incarnation());
        assertThat(entry.publisherSequence()).isEqualTo(1);
        assertThat(entry.referencedStream()).isEqualTo(2);
        assertThat(entry.referencedFrame()).isEqualTo(1);
        assertThat(entry.referenceNumber()).isEqualTo(1);
        assertThat(entry.next()).isFalse();
        assertThat(FrameHeader.isDirect(vector("PUBLISH_DIRECT"))).isTrue();
    }

    private static void readMessages(ByteBuffer frame, int offset) {
        assertThat(Entry.areValid(frame, offset)).isTrue();
        Entry entry = new Entry();
        entry.wrap(frame, offset);
        assertThat(entry.next()).isTrue();
        assertThat(entry.kind()).isEqualTo(EntryKind.BATCH);
        assertThat(entry.isPrompt()).isTrue();
        assertThat(entry.publisher()).isEqualTo(BETA.incarnation());
        assertThat(entry.publisherSequence()).isEqualTo(1);
        assertThat(entry.count()).isEqualTo(2);
        assertThat(entry.next()).isTrue();
        assertThat(entry.kind()).isEqualTo(EntryKind.FRAGMENT);
        assertThat(entry.publisherSequence()).isEqualTo(3);
        assertThat(entry.wholeLength()).isEqualTo(6);
        assertThat(entry.partOffset()).isZero();
        assertThat(entry.partLength()).isEqualTo(4);
        assertThat(entry.next()).isFalse();
    }

    private Map<String, byte[]> built() {
        Map<String, byte[]> built = new LinkedHashMap<>();
        built.put("HELLO", frame(FrameType.HELLO, BETA, HELLO::write));
        built.put("HELLO_IPV6", frame(FrameType.HELLO, GAMMA, HELLO_IPV6::write));
        built.put("WELCOME", frame(FrameType.WELCOME, ALPHA, welcome()::write));
        built.put("ORDER_VIEW", order(2, 1, 0, digests.get(1), false, this::writeView));
        built.put("PUBLISH", publish(FrameType.PUBLISH, this::writeMessages));
        built.put("ORDER", order(3, 1, 0, digests.get(3), true, this::writeMessages));
        built.put("PUBLISH_DIRECT", direct());
        built.put("ORDER_REFERENCE", order(3, 1, 0, digests.get(3), true, this::writeReference));
        built.put("HEARTBEAT", frame(FrameType.HEARTBEAT, ALPHA, frame -> {
            OrderFrame.write(frame, 1, 3, 3, 2, 2, digests.get(3));
            frame.position(OrderFrame.ENTRIES);
        }));
        built.put("PUBLISH_HEARTBEAT", publish(FrameType.PUBLISH_HEARTBEAT, writer -> {}));
        built.put("NAK", frame(FrameType.NAK, BETA, NAK::write));
        built.put("NAK_REFERENCED", frame(FrameType.NAK, GAMMA, NAK_REFERENCED::write));
        built.put("ACK", frame(FrameType.ACK, BETA, ACK::write));
        built.put("LEAVE", frame(FrameType.LEAVE, BETA, LEAVE::write));
        built.put("REFUSE", frame(FrameType.REFUSE, ALPHA, REFUSE::write));
        return built;
    }

    private byte[] direct() {
        return frame(FrameType.PUBLISH, BETA, frame -> {
            FrameHeader.setFlag(frame, FrameHeader.FLAG_DIRECT);
            PublishFrame.write(frame, 1, 2, 1, BETA.incarnation());
            write(frame.position(PublishFrame.ENTRIES), this::writeMessages);
        });
    }

    private void writeReference(EntryWriter writer) {
        writer.addReference(BETA.incarnation(), 1, 2, 1, 1, true);
    }

    private WelcomeFrame welcome() {
        return new WelcomeFrame(BETA.incarnation(), ALPHA.incarnation(), 1, 2, 2, 0, digests.get(0), 1472, ALPHA);
    }

    private byte[] order(
            long number, long first, long positions, long digest, boolean prompt, Consumer<EntryWriter> entries) {
        return frame(FrameType.ORDER, ALPHA, frame -> {
            OrderFrame.write(frame, 1, number, first, positions, positions, digest);
            if (prompt) {
                FrameHeader.setFlag(frame, FrameHeader.FLAG_PROMPT);
            }
            write(frame.position(OrderFrame.ENTRIES), entries);
        });
    }

    private static byte[] publish(FrameType type, Consumer<EntryWriter> entries) {
        return frame(type, BETA, frame -> {
            PublishFrame.write(frame, 1, 2, 1, BETA.incarnation());
            write(frame.position(PublishFrame.ENTRIES), entries);
        });
    }

    private static void write(ByteBuffer frame, Consumer<EntryWriter> entries) {
        EntryWriter writer = new EntryWriter();
        writer.wrap(frame);
        entries.accept(writer);
    }

    private void writeView(EntryWriter writer) {
        writer.addPart(EntryKind.VIEW, ALPHA.incarnation(), 2, ViewCodec.encode(VIEW), 0, false);
    }

    private void writeMessages(EntryWriter writer) {
        writer.addMessage(BETA.incarnation(), 1, "buy 5".getBytes(StandardCharsets.US_ASCII), false);
        writer.addMessage(BETA.incarnation(), 2, new byte[0], true);
        ByteBuffer entry = ByteBuffer.allocate(Entry.HEADER + Entry.PART_PREFIX + 4);
        EntryWriter part = new EntryWriter();
        part.wrap(entry);
        part.addPart(EntryKind.FRAGMENT, BETA.incarnation(), 3, "abcdef".getBytes(StandardCharsets.US_ASCII), 0, false);
        Entry reader = new Entry();
        reader.wrap(entry.flip(), 0);
        reader.next();
        writer.copy(entry, reader);
    }

    private static byte[] frame(FrameType type, MemberIdentity source, Consumer<ByteBuffer> body) {
        ByteBuffer frame = ByteBuffer.allocate(1472);
        FrameHeader.begin(frame, type, GROUP, source.incarnation());
        body.accept(frame);
        FrameHeader.finish(frame);
        return Arrays.copyOf(frame.array(), frame.limit());
    }

    private ByteBuffer vector(String name) {
        return ByteBuffer.wrap(page.vectors().get(name));
    }
}
