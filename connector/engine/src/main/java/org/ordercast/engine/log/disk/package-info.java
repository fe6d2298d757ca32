/**
 * A member's log on disk: what its thread appends, what a second thread forces, what cursors and other members read.
 */
@NullMarked
package org.ordercast.engine.log.disk;

import org.jspecify.annotations.NullMarked;
