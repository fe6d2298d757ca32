/**
 * The wire format: what stands where in a datagram. {@code connector/WIRE-FORMAT.md} describes it for other languages.
 */
@NullMarked
package org.ordercast.engine.frame;

import org.jspecify.annotations.NullMarked;
