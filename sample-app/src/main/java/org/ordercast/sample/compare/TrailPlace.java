package org.ordercast.sample.compare;

/**
 * One place of a trail.
 *
 * @param index the place: a sequence in the ordered lane, a number of commands in the other
 * @param commands a digest of which commands were applied, whatever their order; 0 in the ordered lane, where the place
 *     alone says which
 * @param digest the digest that is compared
 */
public record TrailPlace(long index, long commands, long digest) {}
