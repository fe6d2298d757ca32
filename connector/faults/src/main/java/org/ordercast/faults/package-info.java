/** Programs that measure how a group of real processes gets over real faults. */
@NullMarked
package org.ordercast.faults;

import org.jspecify.annotations.NullMarked;
