package org.ordercast.benchmarks.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderCheckerTest {

    private static final int LENGTH = 100;
    private static final int MEMBERS = 3;

    private final MessageContent content = new MessageContent(LENGTH);
    private final List<String> passed = new ArrayList<>();
    private final OrderChecker checker = checker();

    @Test
    void messagesOfSeveralPublishersPassInAnyMixtureOfTheirOwnOrders() {
        receive(checker, 1, 1);
        receive(checker, 2, 1);
        receive(checker, 2, 2);
        receive(checker, 1, 2);

        assertThat(checker.violation()).isEmpty();
        assertThat(checker.count()).isEqualTo(4);
        assertThat(checker.hasAll(new long[] {0, 2, 2})).isTrue();
        assertThat(passed).containsExactly("1:1", "2:1", "2:2", "1:2");
    }

    @Test
    void aLostMessageIsNoticedWithTheNext() {
        receive(checker, 1, 1);
        receive(checker, 1, 3);

        assertThat(checker.violation()).hasValue("message 3 of publisher 1 came after its message 1");
    }

    @Test
    void aLostLastMessageIsNoticedByWhatWasPublished() {
        receive(checker, 1, 1);
        receive(checker, 2, 1);

        assertThat(checker.hasAll(new long[] {0, 2, 1})).isFalse();
        assertThat(checker.missing(new long[] {0, 2, 1})).isEqualTo("1 of 2 messages of publisher 1 came, 2 in all");
    }

    @Test
    void aDoubledMessageIsNoticed() {
        receive(checker, 1, 1);
        receive(checker, 1, 1);

        assertThat(checker.violation()).hasValue("message 1 of publisher 1 came after its message 1");
    }

    @Test
    void reorderedMessagesOfAPublisherAreNoticed() {
        receive(checker, 1, 2);
        receive(checker, 1, 1);

        assertThat(checker.violation()).hasValue("message 2 of publisher 1 came after its message 0");
    }

    @ParameterizedTest
    @ValueSource(ints = {MessageContent.HEADER_LENGTH, LENGTH / 2, LENGTH - 1})
    void anAlteredByteIsNoticedWhereverItIs(int index) {
        byte[] message = message(1, 1);
        message[index] ^= 1;
        checker.check(ByteBuffer.wrap(message));

        assertThat(checker.violation()).hasValue("message 1 of publisher 1 came with another content");
        assertThat(checker.count()).isZero();
    }

    @Test
    void aShortenedMessageIsNoticed() {
        checker.check(ByteBuffer.wrap(message(1, 1), 0, LENGTH - 1));

        assertThat(checker.violation()).hasValue("a message of 99 B instead of 100 B came after 0 messages");
    }

    @Test
    void aMessageOfNobodyIsNoticed() {
        receive(checker, MEMBERS, 1);

        assertThat(checker.violation()).hasValue("a message of publisher 3 came, which there is not");
    }

    @Test
    void theContentOfAnotherMessageIsNoticed() {
        byte[] message = message(1, 1);
        System.arraycopy(message(1, 2), MessageContent.HEADER_LENGTH, message, MessageContent.HEADER_LENGTH, 50);
        checker.check(ByteBuffer.wrap(message));

        assertThat(checker.violation()).hasValue("message 1 of publisher 1 came with another content");
    }

    @Test
    void nothingPassesBehindAViolation() {
        receive(checker, 1, 2);
        receive(checker, 1, 1);

        assertThat(checker.count()).isZero();
        assertThat(passed).isEmpty();
    }

    @Test
    void membersThatReceivedTheSameOrderHaveTheSameDigest() {
        OrderChecker other = checker();
        for (OrderChecker member : List.of(checker, other)) {
            receive(member, 1, 1);
            receive(member, 2, 1);
        }

        assertThat(checker.digest()).isEqualTo(other.digest());
    }

    @Test
    void membersThatReceivedTwoPublishersInDifferentOrdersHaveDifferentDigests() {
        OrderChecker other = checker();
        receive(checker, 1, 1);
        receive(checker, 2, 1);
        receive(other, 2, 1);
        receive(other, 1, 1);

        assertThat(checker.violation()).isEmpty();
        assertThat(other.violation()).isEmpty();
        assertThat(checker.digest()).isNotEqualTo(other.digest());
    }

    private OrderChecker checker() {
        return new OrderChecker(
                new MessageContent(LENGTH), MEMBERS, (publisher, number) -> passed.add(publisher + ":" + number));
    }

    private void receive(OrderChecker member, int publisher, long number) {
        member.check(ByteBuffer.wrap(message(publisher, number)));
    }

    private byte[] message(int publisher, long number) {
        byte[] message = new byte[LENGTH];
        content.write(message, publisher, number);
        return message;
    }
}
