/** One member's protocol, put together from its roles: a pure state machine that owns no thread, socket, file or clock. */
@NullMarked
package org.ordercast.engine.member;

import org.jspecify.annotations.NullMarked;
