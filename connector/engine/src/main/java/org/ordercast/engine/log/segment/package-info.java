/**
 * The ordered log on disk: records in append-only segment files, as connector/LOG-FORMAT.md describes them. A library with
 * no knowledge of the protocol: it keeps what it is given, in order, and says truthfully what is still there.
 *
 * <p>{@link org.ordercast.engine.log.segment.SegmentedLog} is the log of a running member,
 * {@link org.ordercast.engine.log.segment.LogDirectory} a look at one that may belong to another process.
 */
@NullMarked
package org.ordercast.engine.log.segment;

import org.jspecify.annotations.NullMarked;
