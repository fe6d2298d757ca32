package org.ordercast.engine.log.segment;

/** The process dies in the middle of something that it asked of its {@link SimulatedDisk}: nothing in it may go on. */
public final class ProcessDeath extends Error {

    private static final long serialVersionUID = 1L;

    ProcessDeath(String doing) {
        super("the process dies while it " + doing, null, false, false);
    }
}
