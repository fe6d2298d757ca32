/**
 * The lane without Ordercast's ordering, for comparison: the same commands, sent from each server to each other one
 * reliably and in the sender's order, and applied in the order in which they happen to arrive.
 */
@NullMarked
package org.ordercast.sample.unordered;

import org.jspecify.annotations.NullMarked;
