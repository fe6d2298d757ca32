/**
 * How an operator sets the adapter up: its properties, their defaults, and what is allowed.
 */
@NullMarked
package org.ordercast.adapter.configuration;

import org.jspecify.annotations.NullMarked;
