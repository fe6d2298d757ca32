package org.ordercast.adapter.inbound;

/** A delivery that failed without an exception of the bean's own. */
final class DeliveryRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    DeliveryRefusedException(String message) {
        super(message);
    }
}
