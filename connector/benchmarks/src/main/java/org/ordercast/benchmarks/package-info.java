/**
 * Measures a group of three members in three processes on the loopback interface, and checks every message at every
 * member while it does.
 */
@NullMarked
package org.ordercast.benchmarks;

import org.jspecify.annotations.NullMarked;
