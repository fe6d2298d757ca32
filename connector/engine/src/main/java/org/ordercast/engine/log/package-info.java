/**
 * The ordered log: what was ordered, kept until every cursor has read it.
 */
@NullMarked
package org.ordercast.engine.log;

import org.jspecify.annotations.NullMarked;
