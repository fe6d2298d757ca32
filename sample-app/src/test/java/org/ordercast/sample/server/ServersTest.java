package org.ordercast.sample.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The list of servers")
class ServersTest {

    private static final String TWO = "a=http://127.0.0.1:1/orderbook/,b=http://127.0.0.1:2/orderbook/";

    @Test
    void knowsThisServerAndItsPeers() {
        Servers servers = Servers.parse("b", TWO);

        assertThat(servers.peers()).extracting(ServerAddress::id).containsExactly("a");
        assertThat(servers.find("b").orElseThrow().api("status"))
                .hasToString("http://127.0.0.1:2/orderbook/api/status");
    }

    @Test
    void isRefusedWithoutThisServer() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Servers.parse("c", TWO))
                .withMessageContaining("orderbook.server: 'c'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "=http://127.0.0.1/", "a=http://127.0.0.1/orderbook", "a=nowhere/"})
    void isRefusedWhenMalformed(String list) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Servers.parse("a", list))
                .withMessageContaining("orderbook.servers");
    }
}
