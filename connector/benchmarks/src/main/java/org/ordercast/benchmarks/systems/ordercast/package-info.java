/** Ordercast as one of the systems that are measured. */
@NullMarked
package org.ordercast.benchmarks.systems.ordercast;

import org.jspecify.annotations.NullMarked;
