/**
 * JGroups as one of the systems that are measured: its stacks that put a total order on top of multicast. The stacks are resources of
 * this package.
 */
@NullMarked
package org.ordercast.benchmarks.systems.jgroups;

import org.jspecify.annotations.NullMarked;
