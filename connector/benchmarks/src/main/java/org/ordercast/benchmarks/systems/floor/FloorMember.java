package org.ordercast.benchmarks.systems.floor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.DatagramChannel;
import org.jspecify.annotations.Nullable;
import org.ordercast.benchmarks.messages.MessageReceiver;
import org.ordercast.benchmarks.systems.GroupMember;
import org.ordercast.benchmarks.systems.Place;

/** A member of the floor: a publisher, a receiver, and at member 0 the sequencer. */
public final class FloorMember implements GroupMember {

    private final DatagramChannel groupChannel;
    private final DatagramChannel channel;
    private final FloorPublisher publisher;
    private final FloorReceiver receiver;
    private final @Nullable FloorSequencer sequencer;

    private FloorMember(Place place, MessageReceiver messages) throws IOException {
        groupChannel = FloorSockets.group(place);
        channel = FloorSockets.unicast(0);
        publisher = new FloorPublisher(channel, place);
        receiver = new FloorReceiver(groupChannel, channel, publisher, place, messages);
        sequencer = place.isSequencer() ? new FloorSequencer(place) : null;
    }

    /**
     * Starts a member.
     *
     * @param place which one
     * @param receiver takes what it receives
     * @return the member
     * @throws IOException if a socket cannot be had
     */
    public static GroupMember start(Place place, MessageReceiver receiver) throws IOException {
        FloorMember member = new FloorMember(place, receiver);
        startThread("receiver", member.receiver);
        FloorSequencer sequencer = member.sequencer;
        if (sequencer != null) {
            startThread("sequencer", sequencer);
        }
        return member;
    }

    private static void startThread(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public boolean isComplete() {
        return receiver.isComplete();
    }

    @Override
    public void publish(byte[] message) throws InterruptedException {
        publisher.publish(message);
    }

    @Override
    public void flush() throws InterruptedException {
        publisher.flush();
    }

    @Override
    public boolean keepsMessages() {
        return false;
    }

    @Override
    public void close() {
        try {
            if (sequencer != null) {
                sequencer.close();
            }
            groupChannel.close();
            channel.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
