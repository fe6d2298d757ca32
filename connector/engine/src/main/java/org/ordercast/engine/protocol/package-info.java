/**
 * What the parts of a member's protocol share: what they are given from outside (datagrams to be sent, messages to be
 * published, events to be told, counters), and the context that hands it round.
 */
@NullMarked
package org.ordercast.engine.protocol;

import org.jspecify.annotations.NullMarked;
