package org.ordercast.benchmarks.runs;

/** A run gave no figure: a member lost, doubled or reordered a message, stood still, or did not start. The message says which. */
final class RunFailedException extends Exception {

    RunFailedException(String message) {
        super(message);
    }
}
