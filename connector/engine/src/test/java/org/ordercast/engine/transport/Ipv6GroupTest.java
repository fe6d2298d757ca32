package org.ordercast.engine.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.ordercast.engine.FreshGroup;
import org.ordercast.engine.GroupSettings;
import org.ordercast.engine.NetworkNamespace;

/**
 * IPv6 groups on loopback. Linux routes no IPv6 multicast there on its own, so these run in a network of their own.
 */
class Ipv6GroupTest {

    private static final String ROUTE = "ip -6 route add local ff00::/8 dev lo table local";

    @Test
    void multicastAndUnicastReachTheMembersOfAnIpv6Group() throws Exception {
        assertThat(NetworkNamespace.run(ROUTE, Exchange.class)).endsWith("heard on ff15::4f43 and ff02::4f43%lo");
    }

    @Test
    void withoutARouteTheErrorSaysHowToAddOne() throws Exception {
        assertThat(NetworkNamespace.run("true", Refusal.class))
                .contains("groupAddress: 'ff15::4f43' has no route on lo (127.0.0.1, ::1)")
                .endsWith("or run: " + ROUTE);
    }

    /** Sends from one member to another in two IPv6 groups. */
    static final class Exchange {

        private Exchange() {}

        public static void main(String[] args) throws IOException {
            for (Sockets kind : Sockets.values()) {
                exchange("ff15::4f43", kind);
                exchange("ff02::4f43%lo", kind);
            }
            System.out.println("heard on ff15::4f43 and ff02::4f43%lo");
        }

        private static void exchange(String group, Sockets kind) throws IOException {
            // Where the native kind is not to be had, this is the other one again.
            GroupSettings settings =
                    kind.chosenIn(FreshGroup.settings().groupAddress(group)).build();
            try (Listener one = Listener.open(settings);
                    Listener other = Listener.open(settings)) {
                one.multicast(bytes("to all"));
                assertThat(other.next()).isEqualTo("to all");
                assertThat(one.next()).isEqualTo("to all");
                one.unicast(other.transport().endpoint(), bytes("to one"));
                assertThat(other.next()).isEqualTo("to one");
            }
        }

        private static ByteBuffer bytes(String text) {
            return ByteBuffer.wrap(text.getBytes(UTF_8));
        }
    }

    /** Prints why a member of an IPv6 group cannot start. */
    static final class Refusal {

        private Refusal() {}

        public static void main(String[] args) throws IOException {
            GroupSettings settings =
                    FreshGroup.settings().groupAddress("ff15::4f43").build();
            try (Listener listener = Listener.open(settings)) {
                System.out.println("started: " + listener);
            } catch (IOException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
