/** Runs several systems under several loads, in turn, and compares what the runs gave. */
@NullMarked
package org.ordercast.benchmarks.comparison;

import org.jspecify.annotations.NullMarked;
