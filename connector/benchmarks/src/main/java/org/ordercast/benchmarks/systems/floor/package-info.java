/**
 * What the machine allows: the path that a message takes through a sequencer, over bare datagram channels, with full frames and
 * without any reliability. Credits keep senders from overrunning receivers; a lost datagram fails the run.
 */
@NullMarked
package org.ordercast.benchmarks.systems.floor;

import org.jspecify.annotations.NullMarked;
