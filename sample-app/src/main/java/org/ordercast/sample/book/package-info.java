/**
 * A limit order book with price-time priority. Pure and deterministic: the same commands in the same order give the
 * same book and the same {@linkplain org.ordercast.sample.book.OrderBook#digest() digest} on every server. It knows no
 * server, no clock and no thread.
 */
@NullMarked
package org.ordercast.sample.book;

import org.jspecify.annotations.NullMarked;
