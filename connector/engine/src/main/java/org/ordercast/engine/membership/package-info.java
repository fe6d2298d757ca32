/**
 * Who is in the group: members, their addresses, and the views that the order stream carries.
 */
@NullMarked
package org.ordercast.engine.membership;

import org.jspecify.annotations.NullMarked;
