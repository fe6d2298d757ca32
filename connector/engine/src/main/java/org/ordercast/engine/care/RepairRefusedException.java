package org.ordercast.engine.care;

import java.io.IOException;

/** What another member holds is not what was lost here. The message says why. */
final class RepairRefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    RepairRefusedException(String message) {
        super(message);
    }
}
