package org.ordercast.sample.unordered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A batch of commands")
class CommandBatchTest {

    @Test
    void isReadBackAsItWas() {
        List<byte[]> commands = List.of(new byte[] {1, 2}, new byte[] {}, new byte[40_000]);

        assertThat(CommandBatch.read(CommandBatch.write(commands))).containsExactlyElementsOf(commands);
    }

    @Test
    void isRefusedWhenCutShort() {
        byte[] body = CommandBatch.write(List.of(new byte[] {1, 2, 3}));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandBatch.read(Arrays.copyOf(body, 4)))
                .withMessageContaining("cut short");
    }

    @Test
    void isRefusedWithTooManyCommands() {
        byte[] body = CommandBatch.write(Collections.nCopies(CommandBatch.MAX_COMMANDS + 1, new byte[1]));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommandBatch.read(body))
                .withMessageContaining("more than " + CommandBatch.MAX_COMMANDS);
    }
}
