/**
 * One run: the members of one system's group in processes of their own, a load, what it took, and the proof that every message
 * reached every member in one order.
 */
@NullMarked
package org.ordercast.benchmarks.runs;

import org.jspecify.annotations.NullMarked;
