package org.ordercast.sample.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An order id")
class OrderIdTest {

    @Test
    void isReadBackFromItsText() {
        OrderId id = new OrderId(-2, 17);

        assertThat(id).hasToString("fffffffe-17");
        assertThat(OrderId.parse(id.toString())).isEqualTo(id);
    }

    @Test
    void isReadBackFromItsSixtyFourBits() {
        OrderId id = new OrderId(-2, Integer.MAX_VALUE);

        assertThat(OrderId.unpacked(id.packed())).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "12", "3f2a9c01", "3f2a9c01-", "3f2a9c01-0", "3f2a9c01-9999999999", "xf2a9c01-1"})
    void isRefusedInAnyOtherForm(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OrderId.parse(text))
                .withMessageContaining("'" + text + "'");
    }

    @Test
    void hasANumberOfAtLeastOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> new OrderId(1, 0)).withMessageContaining("at least 1");
    }
}
