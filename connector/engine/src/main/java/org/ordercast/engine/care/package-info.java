/**
 * Looks after a member's log on disk while it is in use: reads all of it now and then, and repairs what is damaged from
 * another member's log.
 */
@NullMarked
package org.ordercast.engine.care;

import org.jspecify.annotations.NullMarked;
