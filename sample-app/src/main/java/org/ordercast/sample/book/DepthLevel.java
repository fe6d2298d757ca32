package org.ordercast.sample.book;

/**
 * What rests at one price.
 *
 * @param price the price, in ticks
 * @param quantity how much, over all orders
 * @param orders how many orders
 */
public record DepthLevel(int price, long quantity, int orders) {}
