/**
 * One member of a group, outside any server: how to start it, publish through it and read the order from it. Everything
 * below this package is how it works.
 */
@NullMarked
package org.ordercast.engine;

import org.jspecify.annotations.NullMarked;
