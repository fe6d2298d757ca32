/**
 * A sequencer over Aeron as one of the systems that are measured: clients publish to it by unicast, and it publishes what it gets to all
 * of them by multicast, with a number in front. No fail-over, no durability, no membership.
 */
@NullMarked
package org.ordercast.benchmarks.systems.aeron;

import org.jspecify.annotations.NullMarked;
