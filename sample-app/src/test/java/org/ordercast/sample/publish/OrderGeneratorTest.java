package org.ordercast.sample.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.ordercast.sample.book.BookView;
import org.ordercast.sample.book.Command;
import org.ordercast.sample.book.OrderBook;
import org.ordercast.sample.book.OrderId;

@DisplayName("A generator of orders")
class OrderGeneratorTest {

    private static List<String> commands(long seed, int count, OrderBook book) {
        OrderGenerator generator = new OrderGenerator(seed);
        OrderNumbers numbers = new OrderNumbers(1);
        List<String> commands = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Optional<OrderId> cancel = generator.nextCancel();
            if (cancel.isPresent()) {
                book.cancel(cancel.get());
                commands.add("cancel " + cancel.get());
            } else {
                OrderGenerator.Draft draft = generator.nextOrder();
                OrderId id = numbers.next();
                generator.placed(id);
                book.place(new Command.Place(id, draft.side(), draft.price(), draft.quantity()));
                commands.add(id + " " + draft);
            }
        }
        return commands;
    }

    @Test
    void makesUpTheSameCommandsFromTheSameSeed() {
        assertThat(commands(5, 1_000, new OrderBook())).isEqualTo(commands(5, 1_000, new OrderBook()));
    }

    @Test
    void makesUpOtherCommandsFromAnotherSeed() {
        assertThat(commands(5, 1_000, new OrderBook())).isNotEqualTo(commands(6, 1_000, new OrderBook()));
    }

    @Test
    void makesUpAMarketThatTradesAndWhoseBookStaysWithinBounds() {
        OrderBook book = new OrderBook();
        commands(5, 100_000, book);

        BookView view = book.view(5);
        assertThat(view.trades()).isGreaterThan(20_000);
        assertThat(view.resting()).isBetween(100, 20_000);
        assertThat(view.bids()).hasSize(5);
        assertThat(view.asks()).hasSize(5);
    }
}
