/**
 * The total order: the sequencer that decides it, the follower that receives it, and the state that both apply it to.
 */
@NullMarked
package org.ordercast.engine.ordering;

import org.jspecify.annotations.NullMarked;
