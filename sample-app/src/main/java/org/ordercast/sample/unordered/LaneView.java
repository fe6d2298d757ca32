package org.ordercast.sample.unordered;

import java.util.Map;
import org.ordercast.sample.book.BookView;

/**
 * What the lane without ordering shows at one moment.
 *
 * @param round the round that the last reset began, 0 before the first
 * @param count how many commands were applied in this round
 * @param origins how many of them each server had submitted
 * @param book the book
 */
public record LaneView(long round, long count, Map<String, Long> origins, BookView book) {}
