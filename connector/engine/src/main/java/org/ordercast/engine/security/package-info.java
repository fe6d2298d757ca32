/**
 * Seals datagrams with an AEAD, and lets in what was sealed with a key of the group: keys and their derivation, nonces,
 * replay windows, and the gates that stand before the protocol. Pure, as the protocol is: keys, the counter's start and
 * the time are handed in.
 *
 * <p>A {@link org.ordercast.engine.security.KeyRing} holds a group's keys, and each
 * {@link org.ordercast.engine.security.GroupKey} gives a {@link org.ordercast.engine.security.RecordSeal} to each sender
 * for each purpose. For datagrams, {@link org.ordercast.engine.security.GroupSeal} puts them together; whatever else
 * crosses a network takes the same seals under a purpose of its own, with a
 * {@link org.ordercast.engine.security.NonceCounter} of its own.
 */
@NullMarked
package org.ordercast.engine.security;

import org.jspecify.annotations.NullMarked;
