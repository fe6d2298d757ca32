package org.ordercast.sample.book;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.ordercast.sample.book.Books.buy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An order to be placed")
class CommandTest {

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, Command.MAX_PRICE + 1})
    void isRefusedWithAPriceThatIsNotAllowed(int price) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> buy(1, price, 1))
                .withMessage("price: " + price + " is not allowed; 1 to 1000000000 ticks");
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, Command.MAX_QUANTITY + 1})
    void isRefusedWithAQuantityThatIsNotAllowed(int quantity) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> buy(1, 1, quantity))
                .withMessage("quantity: " + quantity + " is not allowed; 1 to 1000000");
    }
}
