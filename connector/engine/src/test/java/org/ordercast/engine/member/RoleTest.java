package org.ordercast.engine.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ordercast.engine.Counter;
import org.ordercast.engine.MemberState;
import org.ordercast.engine.frame.AckFrame;
import org.ordercast.engine.frame.FrameHeader;
import org.ordercast.engine.frame.FrameType;

/** What a role hears, and what becomes of the rest. */
class RoleTest {

    private final TestNetwork network = new TestNetwork();

    @ParameterizedTest
    @ValueSource(classes = {Seeking.class, Following.class, Sequencing.class, Recovering.class})
    void aRoleHearsTheFramesThatItHasAMethodFor(Class<? extends Role> role) throws ReflectiveOperationException {
        Set<String> methods =
                Arrays.stream(role.getDeclaredMethods()).map(Method::getName).collect(Collectors.toSet());
        Field heard = role.getDeclaredField("HEARD");
        heard.setAccessible(true);

        assertThat((Set<?>) heard.get(null))
                .isEqualTo(Arrays.stream(FrameType.values())
                        .filter(type -> methods.contains(method(type)))
                        .collect(Collectors.toSet()));
    }

    @Test
    void aFrameThatMeansNothingToItsRoleIsCountedOnce() {
        TestMember sequencer = network.start("a", 1);
        network.runUntil(() -> sequencer.state() == MemberState.SEQUENCING);
        TestMember follower = network.start("b", 2);
        network.runUntil(() -> follower.state() == MemberState.FOLLOWING);
        long before = follower.count(Counter.DROPPED_OTHER_ROLE);

        follower.receive(acknowledgement(), network.now());

        assertThat(follower.count(Counter.DROPPED_OTHER_ROLE)).isEqualTo(before + 1);
    }

    private static ByteBuffer acknowledgement() {
        ByteBuffer frame = ByteBuffer.allocate(1_000);
        FrameHeader.begin(frame, FrameType.ACK, FrameHeader.groupId(TestNetwork.GROUP), 99);
        new AckFrame(1, 2, 1, 0).write(frame);
        FrameHeader.finish(frame);
        return frame;
    }

    /** The name of the method that takes frames of a type. */
    private static String method(FrameType type) {
        return "on"
                + Arrays.stream(type.name().split("_", -1))
                        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining());
    }
}
