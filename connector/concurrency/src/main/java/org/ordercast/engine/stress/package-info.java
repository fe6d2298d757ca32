/** How stress tests are written. */
@NullMarked
package org.ordercast.engine.stress;

import org.jspecify.annotations.NullMarked;
