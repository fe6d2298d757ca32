/** Publishes commands: entered by hand, generated in a steady flow, or in a burst. */
@NullMarked
package org.ordercast.sample.publish;

import org.jspecify.annotations.NullMarked;
