/**
 * This member's own messages on their way to the sequencer, until they are acknowledged.
 */
@NullMarked
package org.ordercast.engine.publishing;

import org.jspecify.annotations.NullMarked;
