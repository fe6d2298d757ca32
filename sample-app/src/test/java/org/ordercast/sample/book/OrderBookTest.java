package org.ordercast.sample.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ordercast.sample.book.Books.bookOf;
import static org.ordercast.sample.book.Books.buy;
import static org.ordercast.sample.book.Books.id;
import static org.ordercast.sample.book.Books.sell;
import static org.ordercast.sample.book.Books.trades;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An order book")
class OrderBookTest {

    @Test
    void letsAnOrderRestThatCrossesNothing() {
        OrderBook book = bookOf(sell(1, 101, 10));

        assertThat(book.place(buy(2, 100, 5))).isEqualTo(Outcome.RESTING);
        assertThat(trades(book)).isEmpty();
        assertThat(book.remaining(id(2))).hasValue(5);
    }

    @Test
    void tradesAnOrderThatMeetsItsPriceExactly() {
        OrderBook book = bookOf(sell(1, 100, 10));

        assertThat(book.place(buy(2, 100, 10))).isEqualTo(Outcome.FILLED);
        assertThat(trades(book)).containsExactly("2 x 1: 10 @ 100");
        assertThat(book.view(1).resting()).isZero();
    }

    @Test
    void tradesAtThePriceOfTheOrderThatRested() {
        OrderBook book = bookOf(sell(1, 95, 10));

        book.place(buy(2, 100, 10));

        assertThat(trades(book)).containsExactly("2 x 1: 10 @ 95");
    }

    @Test
    void tradesWithTheBestPriceFirstWhicheverCameFirst() {
        OrderBook book = bookOf(sell(1, 102, 10), sell(2, 100, 10), sell(3, 101, 10));

        book.place(buy(4, 102, 25));

        assertThat(trades(book)).containsExactly("4 x 2: 10 @ 100", "4 x 3: 10 @ 101", "4 x 1: 5 @ 102");
    }

    @Test
    void tradesASellerWithTheHighestBidFirst() {
        OrderBook book = bookOf(buy(1, 98, 10), buy(2, 100, 10), buy(3, 99, 10));

        book.place(sell(4, 98, 25));

        assertThat(trades(book)).containsExactly("4 x 2: 10 @ 100", "4 x 3: 10 @ 99", "4 x 1: 5 @ 98");
    }

    @Test
    void tradesAtOnePriceWithTheOrderThatCameFirst() {
        OrderBook book = bookOf(sell(1, 100, 10), sell(2, 100, 10));

        book.place(buy(3, 100, 15));

        assertThat(trades(book)).containsExactly("3 x 1: 10 @ 100", "3 x 2: 5 @ 100");
        assertThat(book.remaining(id(2))).hasValue(5);
    }

    @Test
    void keepsThePlaceInTheQueueOfAnOrderThatTradedInPart() {
        OrderBook book = bookOf(sell(1, 100, 10), sell(2, 100, 10), buy(3, 100, 4));

        book.place(buy(4, 100, 10));

        assertThat(trades(book)).containsExactly("3 x 1: 4 @ 100", "4 x 1: 6 @ 100", "4 x 2: 4 @ 100");
    }

    @Test
    void letsTheRemainderOfAPartlyFilledOrderRestAtItsOwnPrice() {
        OrderBook book = bookOf(sell(1, 99, 4));

        assertThat(book.place(buy(2, 100, 10))).isEqualTo(Outcome.PARTLY_FILLED);
        assertThat(book.view(1).bids()).containsExactly(new DepthLevel(100, 6, 1));
        assertThat(book.view(1).asks()).isEmpty();
    }

    @Test
    void doesNotTradeThroughTheLimitOfAnOrder() {
        OrderBook book = bookOf(sell(1, 100, 5), sell(2, 101, 5));

        assertThat(book.place(buy(3, 100, 10))).isEqualTo(Outcome.PARTLY_FILLED);
        assertThat(trades(book)).containsExactly("3 x 1: 5 @ 100");
    }

    @Test
    void takesACancelledOrderOutOfItsQueue() {
        OrderBook book = bookOf(sell(1, 100, 5), sell(2, 100, 5), sell(3, 100, 5));

        assertThat(book.cancel(id(2))).isEqualTo(Outcome.CANCELLED);
        book.place(buy(4, 100, 15));

        assertThat(trades(book)).containsExactly("4 x 1: 5 @ 100", "4 x 3: 5 @ 100");
    }

    @Test
    void cancelsTheFirstAndTheLastOfAQueue() {
        OrderBook book = bookOf(sell(1, 100, 5), sell(2, 100, 5), sell(3, 100, 5));

        book.cancel(id(1));
        book.cancel(id(3));

        assertThat(book.view(1).asks()).containsExactly(new DepthLevel(100, 5, 1));
        book.place(buy(4, 100, 15));
        assertThat(trades(book)).containsExactly("4 x 2: 5 @ 100");
    }

    @Test
    void cancelsWhatIsLeftOfAnOrderThatTradedInPart() {
        OrderBook book = bookOf(sell(1, 100, 10), buy(2, 100, 4));

        assertThat(book.cancel(id(1))).isEqualTo(Outcome.CANCELLED);
        assertThat(book.view(1).asks()).isEmpty();
    }

    @Test
    void knowsNoOrderThatNeverCameTradedOrWasCancelled() {
        OrderBook book = bookOf(sell(1, 100, 5), buy(2, 100, 5), sell(3, 100, 5));
        book.cancel(id(3));

        assertThat(book.cancel(id(9))).isEqualTo(Outcome.UNKNOWN);
        assertThat(book.cancel(id(1))).isEqualTo(Outcome.UNKNOWN);
        assertThat(book.cancel(id(3))).isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void appliesARepeatedOrderOnce() {
        OrderBook book = bookOf(buy(1, 100, 5));
        long before = book.digest();

        assertThat(book.place(buy(1, 100, 5))).isEqualTo(Outcome.DUPLICATE);
        assertThat(book.digest()).isEqualTo(before);
    }

    @Test
    void appliesARepeatedOrderOnceEvenAfterItTradedAndOthersFollowed() {
        OrderBook book = bookOf(buy(1, 100, 5), sell(2, 100, 5), buy(3, 90, 1));

        assertThat(book.place(buy(1, 100, 5))).isEqualTo(Outcome.DUPLICATE);
        assertThat(book.view(2).bids()).containsExactly(new DepthLevel(90, 1, 1));
    }

    @Test
    void takesTheSameNumberFromAnotherSession() {
        OrderBook book = bookOf(buy(7, 100, 5));

        assertThat(book.place(new Command.Place(new OrderId(1, 7), Side.BUY, 100, 5)))
                .isEqualTo(Outcome.RESTING);
    }

    @Test
    void countsTradesAndVolume() {
        OrderBook book = bookOf(sell(1, 100, 5), sell(2, 101, 5), buy(3, 101, 7));

        BookView view = book.view(5);

        assertThat(view.trades()).isEqualTo(2);
        assertThat(view.volume()).isEqualTo(7);
        assertThat(view.resting()).isEqualTo(1);
    }

    @Test
    void showsTheBestLevelsOfEachSideWithTheirTotals() {
        OrderBook book = bookOf(buy(1, 99, 5), buy(2, 99, 6), buy(3, 98, 1), buy(4, 97, 1), sell(5, 101, 2));

        BookView view = book.view(2);

        assertThat(view.bids()).containsExactly(new DepthLevel(99, 11, 2), new DepthLevel(98, 1, 1));
        assertThat(view.asks()).containsExactly(new DepthLevel(101, 2, 1));
    }

    @Test
    void keepsOnlyTheLastTradesForShow() {
        OrderBook book = bookOf(sell(1, 100, 100));
        for (int number = 2; number < 102; number++) {
            book.place(buy(number, 100, 1));
        }

        assertThat(book.view(0).recentTrades())
                .hasSize(TradeTape.KEPT)
                .last()
                .satisfies(trade -> assertThat(trade.number()).isEqualTo(100));
    }
}
