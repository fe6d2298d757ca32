package org.ordercast.sample.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.ordercast.sample.book.OrderId;
import org.ordercast.sample.book.Side;

/**
 * Makes up orders as a market would: most wait near a middle that wanders about, some cross and trade, some are
 * cancelled again. The same seed makes up the same orders. For one thread at a time.
 */
final class OrderGenerator {

    /** The price about which the middle wanders, in ticks of a hundredth. */
    static final int HOME = 10_000;

    /** The farthest that an order is from the middle, in ticks. */
    static final int REACH = 60;

    /** How far the market rises and falls about home, in ticks. */
    static final int SWING = 8;

    /** How many orders one rise and fall take. */
    static final int SWING_ORDERS = 12_000;

    private static final double TYPICAL_DISTANCE = 11;
    private static final int REMEMBERED = 512;

    private final SplittableRandom random;
    private final List<OrderId> cancellable = new ArrayList<>(REMEMBERED);
    private double mood;
    private int drafted;

    OrderGenerator(long seed) {
        random = new SplittableRandom(seed);
    }

    /** An order's parts, not yet named. */
    record Draft(Side side, int price, int quantity) {}

    /** The order to cancel next, for about a third of the calls; otherwise a new one is to be placed. */
    Optional<OrderId> nextCancel() {
        if (cancellable.isEmpty() || random.nextInt(100) >= 35) {
            return Optional.empty();
        }
        int chosen = random.nextInt(cancellable.size());
        OrderId id = cancellable.get(chosen);
        OrderId youngest = cancellable.remove(cancellable.size() - 1);
        if (chosen < cancellable.size()) {
            cancellable.set(chosen, youngest);
        }
        return Optional.of(id);
    }

    Draft nextOrder() {
        // Pulled back by a hundredth at each step: the servers' middles stay close to one another, or all would cross.
        mood += -mood / 100 + (random.nextDouble() - 0.5) * 2;
        double swing = SWING * Math.sin(2 * Math.PI * drafted++ / SWING_ORDERS);
        int middle = (int) Math.round(HOME + swing + mood);
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        int distance = distance();
        int price = middle + (side == Side.BUY ? -distance : distance);
        return new Draft(side, price, 10 * (1 + random.nextInt(1 + random.nextInt(40))));
    }

    void placed(OrderId id) {
        if (cancellable.size() < REMEMBERED) {
            cancellable.add(id);
        } else {
            cancellable.set(random.nextInt(REMEMBERED), id);
        }
    }

    /** Ticks away from the middle, dense close to it; below zero is beyond it, and likely trades. */
    private int distance() {
        if (random.nextInt(100) < 33) {
            return -random.nextInt(7);
        }
        return 1 + (int) Math.min(REACH, -TYPICAL_DISTANCE * Math.log(1 - random.nextDouble()));
    }
}
