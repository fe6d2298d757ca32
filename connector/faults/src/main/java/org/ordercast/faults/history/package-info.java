/**
 * What members did, written down where kill -9 does not reach it, and the checker that reads it: one file of deliveries and
 * one of sends for each life of a member.
 */
@NullMarked
package org.ordercast.faults.history;

import org.jspecify.annotations.NullMarked;
