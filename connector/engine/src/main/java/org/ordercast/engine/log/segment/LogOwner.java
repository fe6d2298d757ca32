package org.ordercast.engine.log.segment;

/**
 * Whose log it is, and in which life.
 *
 * @param group the group's name, 1 to 255 bytes in UTF-8
 * @param member the member's id, 1 to 255 bytes in UTF-8
 * @param incarnation the member's life that opens the log
 * @param bootId what the machine calls the time since it was started, empty if it has no name for it;
 *     {@link BootId#current()} on a real one
 */
public record LogOwner(String group, String member, long incarnation, String bootId) {

    /**
     * Checks the names.
     *
     * @param group as above
     * @param member as above
     * @param incarnation as above
     * @param bootId as above
     */
    public LogOwner {
        Texts.encode("group", group);
        Texts.encode("member id", member);
    }
}
