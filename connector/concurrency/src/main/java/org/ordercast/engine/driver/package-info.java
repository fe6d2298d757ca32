/** What crosses from publishers' threads to a member's, and back. */
@NullMarked
package org.ordercast.engine.driver;

import org.jspecify.annotations.NullMarked;
