/** Deliberately broken variants of the protocol and the log, each of which the simulator must notice. */
package org.ordercast.engine.mutants;
