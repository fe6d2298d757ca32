/** What crosses from a member's thread to its readers'. */
@NullMarked
package org.ordercast.engine.log;

import org.jspecify.annotations.NullMarked;
