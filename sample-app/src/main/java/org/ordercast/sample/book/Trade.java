package org.ordercast.sample.book;

/**
 * Two orders met.
 *
 * @param number the trade's number in its book: 1, 2, 3 …
 * @param taker the order that came and crossed
 * @param maker the order that rested
 * @param aggressor the taker's side
 * @param price the maker's price, in ticks, at which they traded
 * @param quantity how much they traded
 */
public record Trade(long number, OrderId taker, OrderId maker, Side aggressor, int price, int quantity) {}
