/**
 * A network of network namespaces, one for each member and one for the bridge between them, whose links lose what a test
 * says. Nothing that is sent in it leaves it.
 */
@NullMarked
package org.ordercast.faults.network;

import org.jspecify.annotations.NullMarked;
