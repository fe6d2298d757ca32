package org.ordercast.faults.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.ordercast.faults.history.Source;

class LoadTest {

    private static final Source SOURCE = new Source(2, 7);

    @Test
    void aMessageSaysWhoseItIsAndItsNumber() {
        byte[] message = new Load(150).message(SOURCE, 123_456_789_012L);

        assertThat(message).hasSize(150);
        assertThat(Load.read(ByteBuffer.wrap(message))).contains(new Load.Content(SOURCE, 123_456_789_012L));
    }

    @Test
    void anyByteThatIsAnotherMakesItNoMessage() {
        byte[] message = new Load(40).message(SOURCE, 3);
        for (int i = 0; i < message.length; i++) {
            message[i] ^= 1;
            assertThat(Load.read(ByteBuffer.wrap(message)))
                    .as("byte %d is another", i)
                    .isEmpty();
            message[i] ^= 1;
        }
        assertThat(Load.read(ByteBuffer.wrap(message, 0, 39))).isEmpty();
        assertThat(Load.read(ByteBuffer.allocate(3))).isEmpty();
    }
}
