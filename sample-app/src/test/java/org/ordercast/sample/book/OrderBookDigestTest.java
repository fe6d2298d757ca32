package org.ordercast.sample.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ordercast.sample.book.Books.bookOf;
import static org.ordercast.sample.book.Books.buy;
import static org.ordercast.sample.book.Books.id;
import static org.ordercast.sample.book.Books.sell;

import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The digest of an order book's state")
class OrderBookDigestTest {

    private static Command.Place of(int session, Side side, int price, int quantity) {
        return new Command.Place(new OrderId(session, 1), side, price, quantity);
    }

    @Test
    void isEqualForEqualBooks() {
        assertThat(bookOf(buy(1, 100, 5), sell(2, 100, 3)).digest())
                .isEqualTo(bookOf(buy(1, 100, 5), sell(2, 100, 3)).digest());
    }

    @Test
    void differsByPriceByQuantityBySideAndByName() {
        long digest = bookOf(of(1, Side.BUY, 100, 5)).digest();

        assertThat(bookOf(of(1, Side.BUY, 101, 5)).digest()).isNotEqualTo(digest);
        assertThat(bookOf(of(1, Side.BUY, 100, 6)).digest()).isNotEqualTo(digest);
        assertThat(bookOf(of(1, Side.SELL, 100, 5)).digest()).isNotEqualTo(digest);
        assertThat(bookOf(of(2, Side.BUY, 100, 5)).digest()).isNotEqualTo(digest);
    }

    @Test
    void differsByTheOrderOfTheQueueAtOnePrice() {
        OrderBook oneWay = bookOf(of(1, Side.BUY, 100, 5), of(2, Side.BUY, 100, 5));
        OrderBook otherWay = bookOf(of(2, Side.BUY, 100, 5), of(1, Side.BUY, 100, 5));

        assertThat(oneWay.digest()).isNotEqualTo(otherWay.digest());
    }

    @Test
    void doesNotDependOnTheOrderInWhichOrdersAtDifferentPricesCame() {
        OrderBook oneWay = bookOf(of(1, Side.BUY, 100, 5), of(2, Side.BUY, 99, 5), of(3, Side.SELL, 101, 5));
        OrderBook otherWay = bookOf(of(3, Side.SELL, 101, 5), of(2, Side.BUY, 99, 5), of(1, Side.BUY, 100, 5));

        assertThat(oneWay.digest()).isEqualTo(otherWay.digest());
    }

    @Test
    void differsByWhoTradedWithWhomEvenIfTheSameOrdersRest() {
        OrderBook first = bookOf(of(1, Side.SELL, 100, 5), of(2, Side.BUY, 100, 5), of(3, Side.SELL, 100, 5));
        OrderBook second = bookOf(of(3, Side.SELL, 100, 5), of(2, Side.BUY, 100, 5), of(1, Side.SELL, 100, 5));
        first.cancel(new OrderId(3, 1));
        second.cancel(new OrderId(1, 1));

        assertThat(first.view(1).resting()).isEqualTo(second.view(1).resting());
        assertThat(first.digest()).isNotEqualTo(second.digest());
    }

    @Test
    void returnsToWhatItWasWhenAnOrderIsCancelled() {
        OrderBook book = bookOf(buy(1, 100, 5), buy(2, 100, 5), buy(3, 100, 5));
        OrderBook without = bookOf(buy(1, 100, 5), buy(3, 100, 5));

        book.cancel(id(2));

        assertThat(book.digest()).isEqualTo(without.digest());
    }

    @Test
    void isThatOfABookBuiltAnewFromTheImageAfterEachOfManyCommands() {
        OrderBook book = new OrderBook();
        SplittableRandom random = new SplittableRandom(7);
        for (int number = 1; number <= 2_000; number++) {
            if (random.nextInt(4) == 0) {
                book.cancel(id(1 + random.nextInt(number)));
            }
            Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
            book.place(new Command.Place(id(number), side, 90 + random.nextInt(20), 1 + random.nextInt(9)));

            assertThat(BookImage.of(book).toBook().digest()).isEqualTo(book.digest());
        }
    }
}
