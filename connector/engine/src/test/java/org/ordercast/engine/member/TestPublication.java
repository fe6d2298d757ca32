package org.ordercast.engine.member;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.ordercast.engine.Acknowledgement;
import org.ordercast.engine.Place;
import org.ordercast.engine.protocol.Publication;

/** A message that a test publishes, and what it was told of it. */
public final class TestPublication implements Publication {

    private final byte[] payload;
    private final Acknowledgement acknowledgement;
    private final List<Place> places = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private int ordered;

    /**
     * Creates a message that is complete once it is ordered.
     *
     * @param text the payload
     */
    public TestPublication(String text) {
        this(text.getBytes(StandardCharsets.UTF_8), Acknowledgement.ORDERED);
    }

    /**
     * Creates a message.
     *
     * @param payload the payload
     * @param acknowledgement how far it must come
     */
    public TestPublication(byte[] payload, Acknowledgement acknowledgement) {
        this.payload = payload;
        this.acknowledgement = acknowledgement;
    }

    @Override
    public byte[] payload() {
        return payload;
    }

    @Override
    public Acknowledgement acknowledgement() {
        return acknowledgement;
    }

    @Override
    public void ordered() {
        ordered++;
    }

    @Override
    public void completed(long sequence, long epoch) {
        places.add(new Place(sequence, epoch));
    }

    @Override
    public void failed(String reason) {
        failures.add(reason);
    }

    /**
     * How often it was told to be ordered.
     *
     * @return the number of calls
     */
    public int timesOrdered() {
        return ordered;
    }

    /**
     * The places that it was told.
     *
     * @return the places, one for a message that is complete
     */
    public List<Place> places() {
        return places;
    }

    /**
     * The failures that it was told.
     *
     * @return the reasons
     */
    public List<String> failures() {
        return failures;
    }

    /**
     * Whether its fate is not known yet.
     *
     * @return true as long as it neither completed nor failed
     */
    public boolean isOpen() {
        return places.isEmpty() && failures.isEmpty();
    }
}
