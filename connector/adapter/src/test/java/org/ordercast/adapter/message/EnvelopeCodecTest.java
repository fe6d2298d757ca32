package org.ordercast.adapter.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ordercast.Message;

class EnvelopeCodecTest {

    private static final Instant PUBLISHED = Instant.parse("2026-11-22T06:00:00.123456Z");

    @Test
    void writesTheDocumentedBytes() {
        Message message =
                Message.to("orders").key("ACME").property("tier", "gold").text("BUY");

        byte[] bytes = EnvelopeCodec.encode(message, Instant.ofEpochSecond(1, 500_000_999));

        assertThat(HexFormat.of().formatHex(bytes))
                .isEqualTo(
                        "01" // version
                                + "01" // flags: a key
                                + "000000000016e360" // 1,500,000 microseconds
                                + "0006" + "6f7264657273" // orders
                                + "0004" + "41434d45" // ACME
                                + "0001" // one property
                                + "0004" + "74696572" // tier
                                + "0004" + "676f6c64" // gold
                                + "425559"); // BUY
    }

    @Test
    void readsTheDocumentedBytes() throws MalformedEnvelopeException {
        Envelope envelope = decode("010000000000000000000001610000ff");

        assertThat(envelope.publishedAt()).isEqualTo(Instant.EPOCH);
        assertThat(envelope.destination()).isEqualTo("a");
        assertThat(envelope.key()).isEmpty();
        assertThat(envelope.properties()).isEmpty();
        assertThat(envelope.body()).isEqualTo(ByteBuffer.wrap(new byte[] {-1}));
    }

    @Test
    void readsBackWhatItWrote() throws MalformedEnvelopeException {
        Message message = Message.to("Aufträge/€")
                .key("")
                .property("a", "")
                .property("ü", "\uD83D\uDE80")
                .payload(new byte[0]);

        Envelope envelope = EnvelopeCodec.decode(ByteBuffer.wrap(EnvelopeCodec.encode(message, PUBLISHED)));

        assertThat(envelope.publishedAt()).isEqualTo(PUBLISHED);
        assertThat(envelope.destination()).isEqualTo("Aufträge/€");
        assertThat(envelope.key()).contains("");
        assertThat(envelope.properties()).isEqualTo(message.properties());
        assertThat(envelope.body().remaining()).isZero();
    }

    @Test
    void readsBackTheLongestTextsAndTimesBeforeTheEpoch() throws MalformedEnvelopeException {
        String longest = "x".repeat(Message.MAX_TEXT_BYTES);
        Instant before = Instant.ofEpochSecond(-1, 1_000);

        Envelope envelope = EnvelopeCodec.decode(ByteBuffer.wrap(EnvelopeCodec.encode(
                Message.to(longest).key(longest).property(longest, longest).text("body"), before)));

        assertThat(envelope.publishedAt()).isEqualTo(before);
        assertThat(envelope.destination()).isEqualTo(longest);
        assertThat(envelope.key()).contains(longest);
        assertThat(envelope.properties()).containsExactlyEntriesOf(Map.of(longest, longest));
    }

    @Test
    void leavesThePayloadItReadsAsItWas() throws MalformedEnvelopeException {
        ByteBuffer payload =
                ByteBuffer.wrap(EnvelopeCodec.encode(Message.to("a").text("body"), PUBLISHED));
        ByteBuffer within = ByteBuffer.allocate(100)
                .position(7)
                .put(payload.duplicate())
                .flip()
                .position(7);

        Envelope envelope = EnvelopeCodec.decode(within);

        assertThat(envelope.body().remaining()).isEqualTo(4);
        assertThat(within.position()).isEqualTo(7);
        assertThat(envelope.body().isReadOnly()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                     | version at byte 0: 1 bytes wanted, and 0 left of 0",
                "0000000000000000000000016100 00        | version 0 at byte 0; this adapter reads version 1",
                "0200000000000000000000016100 00        | version 2 at byte 0",
                "0102000000000000000000016100 00        | flags 2 at byte 1",
                "01000000                               | publishedAt at byte 2: 8 bytes wanted, and 2 left of 4",
                "0100 0000000000000000 0000 0000        | destination before byte 12: an empty one",
                "0100 0000000000000000 0005 61          | destination at byte 12: 5 bytes wanted, and 1 left of 13",
                "0100 0000000000000000 0001 ff 0000     | destination at byte 12: 1 bytes that are not UTF-8",
                "0101 0000000000000000 0001 61          | key at byte 13: 2 bytes wanted, and 0 left of 13",
                "0100 0000000000000000 0001 61          | number of properties at byte 13",
                "0100 0000000000000000 0001 61 ffff     | 65535 properties at byte 15: 262140 bytes wanted, and 0 left",
                "0100 0000000000000000 0001 61 0001 0000 0000          | property name before byte 17: an empty one",
                "0100 0000000000000000 0001 61 0002 000162 0000 000162 0000 | property before byte 25: b twice",
            })
    void saysWhatIsWrongAndWhere(String hex, String message) {
        assertThatThrownBy(() -> decode(hex.replace(" ", "")))
                .isInstanceOf(MalformedEnvelopeException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void endsInAnEnvelopeOrInARefusalWhateverTheBytesAre() {
        byte[] sound = EnvelopeCodec.encode(
                Message.to("orders")
                        .key("ACME")
                        .property("tier", "gold")
                        .property("ü", "€")
                        .text("BUY"),
                PUBLISHED);
        Random random = new Random(42);
        int refused = 0;
        for (int i = 0; i < 200_000; i++) {
            byte[] hostile = Arrays.copyOf(sound, random.nextInt(sound.length + 10));
            for (int flips = random.nextInt(4); flips >= 0 && hostile.length > 0; flips--) {
                hostile[random.nextInt(hostile.length)] = (byte) random.nextInt();
            }
            try {
                Envelope envelope = EnvelopeCodec.decode(ByteBuffer.wrap(hostile));
                assertThat(envelope.destination()).isNotEmpty();
            } catch (MalformedEnvelopeException e) {
                refused++;
                assertThat(e.getMessage()).isNotBlank();
            }
        }
        assertThat(refused).isPositive();
    }

    private static Envelope decode(String hex) throws MalformedEnvelopeException {
        return EnvelopeCodec.decode(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
    }
}
