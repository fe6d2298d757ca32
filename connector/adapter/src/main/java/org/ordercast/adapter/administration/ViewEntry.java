package org.ordercast.adapter.administration;

import java.beans.ConstructorProperties;

/** A member of a group's view, as management clients get it. */
public final class ViewEntry {

    private final String id;
    private final long incarnation;
    private final String address;
    private final boolean sequencer;
    private final long acknowledged;
    private final long lag;

    /**
     * Creates the entry.
     *
     * @param id as {@link #getId()} says
     * @param incarnation as {@link #getIncarnation()} says
     * @param address as {@link #getAddress()} says
     * @param sequencer as {@link #isSequencer()} says
     * @param acknowledged as {@link #getAcknowledged()} says
     * @param lag as {@link #getLag()} says
     */
    @ConstructorProperties({"id", "incarnation", "address", "sequencer", "acknowledged", "lag"})
    public ViewEntry(String id, long incarnation, String address, boolean sequencer, long acknowledged, long lag) {
        this.id = id;
        this.incarnation = incarnation;
        this.address = address;
        this.sequencer = sequencer;
        this.acknowledged = acknowledged;
        this.lag = lag;
    }

    /**
     * The member's id.
     *
     * @return the id
     */
    public String getId() {
        return id;
    }

    /**
     * The member's life.
     *
     * @return a number that is different each time the member starts
     */
    public long getIncarnation() {
        return incarnation;
    }

    /**
     * Where the member's own socket is.
     *
     * @return address and port
     */
    public String getAddress() {
        return address;
    }

    /**
     * Whether the member orders.
     *
     * @return true for the sequencer
     */
    public boolean isSequencer() {
        return sequencer;
    }

    /**
     * Up to where the member is known to hold everything.
     *
     * @return a sequence, or -1 where it is not known
     */
    public long getAcknowledged() {
        return acknowledged;
    }

    /**
     * How far behind the order the member is.
     *
     * @return a number of sequences, or -1 where it is not known
     */
    public long getLag() {
        return lag;
    }
}
