package org.ordercast.sample.book;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All resting orders of one side, the best price first. */
final class BookSide {

    private final TreeMap<Integer, PriceLevel> levels;
    private long digest;

    BookSide(Side side) {
        levels = new TreeMap<>(
                side == Side.BUY ? Comparator.<Integer>reverseOrder() : Comparator.<Integer>naturalOrder());
    }

    @Nullable
    PriceLevel best() {
        var entry = levels.firstEntry();
        return entry == null ? null : entry.getValue();
    }

    Collection<PriceLevel> levels() {
        return levels.values();
    }

    long digest() {
        return digest;
    }

    void append(RestingOrder order) {
        PriceLevel level = levels.computeIfAbsent(order.price, PriceLevel::new);
        digest -= level.digest();
        level.append(order);
        digest += level.digest();
    }

    void remove(RestingOrder order) {
        PriceLevel level = levelOf(order);
        digest -= level.digest();
        level.remove(order);
        digest += level.digest();
        if (level.isEmpty()) {
            levels.remove(order.price);
        }
    }

    void reduce(RestingOrder order, int traded) {
        PriceLevel level = levelOf(order);
        digest -= level.digest();
        level.reduce(order, traded);
        digest += level.digest();
    }

    List<DepthLevel> depth(int limit) {
        List<DepthLevel> depth = new ArrayList<>(Math.min(limit, levels.size()));
        for (PriceLevel level : levels.values()) {
            if (depth.size() == limit) {
                break;
            }
            depth.add(new DepthLevel(level.price, level.quantity(), level.orders()));
        }
        return depth;
    }

    private PriceLevel levelOf(RestingOrder order) {
        PriceLevel level = levels.get(order.price);
        if (level == null) {
            throw new IllegalStateException("order " + order.id + " is not in the book at price " + order.price);
        }
        return level;
    }
}
