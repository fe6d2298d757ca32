/**
 * What operators see and steer: the administered object and the management beans.
 */
@NullMarked
package org.ordercast.adapter.administration;

import org.jspecify.annotations.NullMarked;
