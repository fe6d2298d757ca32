/**
 * One member's protocol as a pure state machine. Datagrams, timer expiries, publications and room in the log go in;
 * datagrams, records, completions and timer requests come out. It owns no thread, socket, file or clock.
 */
@NullMarked
package org.ordercast.engine.protocol;

import org.jspecify.annotations.NullMarked;
