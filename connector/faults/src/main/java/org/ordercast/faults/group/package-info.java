/** A group of members in processes and namespaces of their own, and the faults that are done to it. */
@NullMarked
package org.ordercast.faults.group;

import org.jspecify.annotations.NullMarked;
