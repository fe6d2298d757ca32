package org.ordercast.sample.replica;

import java.util.Optional;
import org.ordercast.sample.wire.Content;
import org.ordercast.sample.wire.Submission;

/**
 * What a replica made of a message.
 *
 * @param submission what the message was, or empty if it was none, or was delivered before
 * @param answer a snapshot to be published, if the message asked this server for one and it could answer
 */
public record Delivered(Optional<Submission> submission, Optional<Content.Snapshot> answer) {

    /** A message that was delivered before: nothing to do. */
    static final Delivered BEFORE = new Delivered(Optional.empty(), Optional.empty());
}
