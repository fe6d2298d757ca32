package org.ordercast.engine.log;

/**
 * Bytes of a segment that are not what was written there. They stay as they are until they are
 * repaired.
 *
 * @param segment the segment's file
 * @param offset where in it the damage begins
 * @param length how many bytes it covers; 0 where records are missing and no bytes are left over
 * @param first the first sequence that is lost
 * @param last the last sequence that is lost; {@code first - 1} if no message is, only a view, epoch or checkpoint
 */
public record Damage(String segment, long offset, long length, long first, long last) implements LogItem {

    /**
     * Whether messages are lost.
     *
     * @return false if only a view, epoch or checkpoint is
     */
    public boolean losesMessages() {
        return last >= first;
    }

    /**
     * Whether other damage begins where this ends.
     *
     * @param next damage of the same segment
     * @return true if nothing whole is between them
     */
    public boolean reaches(Damage next) {
        return offset + length == next.offset;
    }

    /**
     * This damage and what it reaches.
     *
     * @param next damage that begins where this ends
     * @return both as one
     */
    public Damage with(Damage next) {
        return new Damage(
                segment, offset, length + next.length, Math.min(first, next.first), Math.max(last, next.last));
    }

    @Override
    public String toString() {
        return segment + " is damaged at " + offset + ", " + length + " bytes: "
                + (losesMessages()
                        ? "sequences " + first + " to " + last + " are lost"
                        : "no message is lost, but a view, epoch or checkpoint before sequence " + first);
    }
}
