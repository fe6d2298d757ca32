/**
 * The resource adapter: its life in the application server, and what its parts share.
 */
@NullMarked
package org.ordercast.adapter;

import org.jspecify.annotations.NullMarked;
