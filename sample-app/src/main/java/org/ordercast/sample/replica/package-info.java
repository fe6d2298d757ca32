/**
 * One server's replica of the book: applies what is ordered, chains a digest, and brings itself up when it came late.
 * Knows the order and nothing of how it comes about.
 */
@NullMarked
package org.ordercast.sample.replica;

import org.jspecify.annotations.NullMarked;
