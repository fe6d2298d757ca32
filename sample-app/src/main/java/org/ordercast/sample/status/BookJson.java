package org.ordercast.sample.status;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import java.util.Locale;
import org.ordercast.sample.book.BookView;
import org.ordercast.sample.book.DepthLevel;
import org.ordercast.sample.book.Trade;

/** A book as JSON. */
final class BookJson {

    private BookJson() {}

    static JsonObjectBuilder of(BookView book) {
        return JsonText.object()
                .add("digest", JsonText.digest(book.digest()))
                .add("resting", book.resting())
                .add("trades", book.trades())
                .add("volume", book.volume())
                .add("bids", levels(book.bids()))
                .add("asks", levels(book.asks()))
                .add("recentTrades", trades(book.recentTrades()));
    }

    private static JsonArrayBuilder levels(List<DepthLevel> levels) {
        JsonArrayBuilder array = JsonText.array();
        for (DepthLevel level : levels) {
            array.add(JsonText.array().add(level.price()).add(level.quantity()).add(level.orders()));
        }
        return array;
    }

    private static JsonArrayBuilder trades(List<Trade> trades) {
        JsonArrayBuilder array = JsonText.array();
        for (Trade trade : trades) {
            array.add(JsonText.object()
                    .add("number", trade.number())
                    .add("aggressor", trade.aggressor().name().toLowerCase(Locale.ROOT))
                    .add("price", trade.price())
                    .add("quantity", trade.quantity()));
        }
        return array;
    }
}
