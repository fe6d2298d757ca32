/**
 * The log over TCP, by which members read each other's ordered log: one that was away catches up, and a sequencer that
 * starts again gets back what its own log may have lost. A driver: it knows the protocol, which does not know it.
 *
 * <p>{@link org.ordercast.engine.link.LogServer} gives out what a member's own log holds,
 * {@link org.ordercast.engine.link.LogLink} fetches what another's does. connector/WIRE-FORMAT.md says what crosses the
 * link.
 */
@NullMarked
package org.ordercast.engine.link;

import org.jspecify.annotations.NullMarked;
