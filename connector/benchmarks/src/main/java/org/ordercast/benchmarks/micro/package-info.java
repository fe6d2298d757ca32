/**
 * Parts of the engine alone, measured with JMH: nanoseconds and bytes of garbage for each message or datagram. What is measured goes in
 * and comes out where the parts meet the rest of the engine, so that their insides may change.
 */
@NullMarked
package org.ordercast.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
