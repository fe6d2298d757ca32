/**
 * Streams of numbered frames over a network that loses them: what was received, what is missing, what is kept and sent again.
 */
@NullMarked
package org.ordercast.engine.repair;

import org.jspecify.annotations.NullMarked;
