package org.ordercast.sample.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ordercast.sample.book.BookImage;
import org.ordercast.sample.book.Command;
import org.ordercast.sample.book.OrderBook;
import org.ordercast.sample.book.OrderId;
import org.ordercast.sample.book.Side;

@DisplayName("A submission as bytes")
class SubmissionCodecTest {

    private static final OrderId ID = new OrderId(5, 12);
    private static final Content PLACE = new Content.ForBook(new Command.Place(ID, Side.SELL, 10_050, 300));

    static Stream<Content> contents() {
        return Stream.of(
                PLACE,
                new Content.ForBook(new Command.Cancel(ID)),
                new Content.ForBook(new Command.Reset(77)),
                new Content.SnapshotRequest("server-2"));
    }

    private static byte[] encoded(Content content) {
        return SubmissionCodec.encode(new Submission("server-1", 1_234_567_890L, content));
    }

    @ParameterizedTest
    @MethodSource("contents")
    void isReadBackAsItWas(Content content) {
        assertThat(SubmissionCodec.decode(encoded(content)))
                .isEqualTo(new Submission("server-1", 1_234_567_890L, content));
    }

    @Test
    void carriesASnapshot() {
        OrderBook book = new OrderBook();
        book.place(new Command.Place(ID, Side.BUY, 99, 3));
        Content.Snapshot snapshot = new Content.Snapshot(41, 42, 43, 44, BookImage.of(book));

        Content.Snapshot read =
                (Content.Snapshot) SubmissionCodec.decode(encoded(snapshot)).content();

        assertThat(read.position()).isEqualTo(41);
        assertThat(read.digest()).isEqualTo(42);
        assertThat(read.resetAt()).isEqualTo(43);
        assertThat(read.applied()).isEqualTo(44);
        assertThat(read.image().toBook().digest()).isEqualTo(book.digest());
    }

    @Test
    void isSmallForAnOrder() {
        assertThat(encoded(PLACE)).hasSize(28 + "server-1".length());
    }

    @ParameterizedTest
    @MethodSource("contents")
    void isRefusedWhenCutAnywhere(Content content) {
        byte[] bytes = encoded(content);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatIllegalArgumentException().isThrownBy(() -> SubmissionCodec.decode(cut));
        }
    }

    @Test
    void isRefusedWithBytesBehindIt() {
        byte[] bytes = encoded(PLACE);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SubmissionCodec.decode(Arrays.copyOf(bytes, bytes.length + 2)))
                .withMessageContaining("2 bytes follow");
    }

    @Test
    void isRefusedInAnUnknownVersionOrKind() {
        byte[] otherVersion = encoded(PLACE);
        otherVersion[0] = 9;
        byte[] otherKind = encoded(PLACE);
        otherKind[1] = 99;

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SubmissionCodec.decode(otherVersion))
                .withMessageContaining("version 9");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SubmissionCodec.decode(otherKind))
                .withMessageContaining("kind 99");
    }
}
