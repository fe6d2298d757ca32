/** How a member without a sequencer finds one, or becomes it. */
@NullMarked
package org.ordercast.engine.discovery;

import org.jspecify.annotations.NullMarked;
