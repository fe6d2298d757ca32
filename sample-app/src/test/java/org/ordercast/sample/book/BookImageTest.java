package org.ordercast.sample.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.ordercast.sample.book.Books.bookOf;
import static org.ordercast.sample.book.Books.buy;
import static org.ordercast.sample.book.Books.sell;
import static org.ordercast.sample.book.Books.trades;

import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The image of a book")
class BookImageTest {

    private final OrderBook book =
            bookOf(buy(1, 99, 5), buy(2, 99, 7), sell(3, 101, 4), sell(4, 99, 2), sell(5, 102, 1));

    @Test
    void givesTheSameBookAgain() {
        OrderBook copy = BookImage.ofBytes(BookImage.of(book).toBytes()).toBook();

        assertThat(copy.view(10)).isEqualTo(book.view(10));
    }

    @Test
    void givesABookThatGoesOnLikeTheOriginal() {
        OrderBook copy = BookImage.of(book).toBook();

        book.place(sell(6, 99, 8));
        copy.place(sell(6, 99, 8));

        assertThat(trades(copy)).isEqualTo(trades(book)).endsWith("6 x 1: 3 @ 99", "6 x 2: 5 @ 99");
        assertThat(copy.digest()).isEqualTo(book.digest());
    }

    @Test
    void remembersWhichOrdersWereSeenSoThatARepetitionIsKnown() {
        assertThat(BookImage.of(book).toBook().place(sell(4, 99, 2))).isEqualTo(Outcome.DUPLICATE);
    }

    @Test
    void isTheSameForBooksThatCameAboutInDifferentWays() {
        Command.Place bid = new Command.Place(new OrderId(1, 1), Side.BUY, 99, 1);
        Command.Place ask = new Command.Place(new OrderId(2, 1), Side.SELL, 101, 1);

        assertThat(BookImage.of(bookOf(bid, ask)).toBytes())
                .isEqualTo(BookImage.of(bookOf(ask, bid)).toBytes());
    }

    @Test
    void isRefusedWhenCutShort() {
        byte[] bytes = BookImage.of(book).toBytes();
        BookImage cut = BookImage.ofBytes(Arrays.copyOf(bytes, bytes.length - 1));

        assertThatIllegalArgumentException()
                .isThrownBy(cut::toBook)
                .withMessageContaining((bytes.length - 1) + " bytes");
    }
}
