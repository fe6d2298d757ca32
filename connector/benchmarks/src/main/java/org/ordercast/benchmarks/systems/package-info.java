/** The systems that are measured, each behind the same small interface: one member of a group of three or more. */
@NullMarked
package org.ordercast.benchmarks.systems;

import org.jspecify.annotations.NullMarked;
