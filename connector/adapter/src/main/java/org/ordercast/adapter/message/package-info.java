/**
 * How an application's message travels as the payload of an ordered message, and back.
 */
@NullMarked
package org.ordercast.adapter.message;

import org.jspecify.annotations.NullMarked;
