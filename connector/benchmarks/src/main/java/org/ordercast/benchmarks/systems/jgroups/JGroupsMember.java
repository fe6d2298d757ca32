package org.ordercast.benchmarks.systems.jgroups;

import java.io.FileNotFoundException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jgroups.BytesMessage;
import org.jgroups.JChannel;
import org.jgroups.Message;
import org.jgroups.Receiver;
import org.jgroups.protocols.DISCARD;
import org.jgroups.protocols.TP;
import org.jgroups.stack.ProtocolStack;
import org.ordercast.benchmarks.messages.MessageReceiver;
import org.ordercast.benchmarks.systems.GroupMember;
import org.ordercast.benchmarks.systems.Place;

/** A member of a JGroups cluster. Its first member, whom the others find, is the one that orders. */
public final class JGroupsMember implements GroupMember {

    private static final String PROPERTY = "ordercast.benchmark.";
    private static final long LOOK_AGAIN_MILLIS = 10;

    private final JChannel channel;
    private final int members;

    private JGroupsMember(JChannel channel, int members) {
        this.channel = channel;
        this.members = members;
    }

    /**
     * Starts a member.
     *
     * @param stack the name of the stack, a resource of this package
     * @param place which member
     * @param receiver takes what it receives
     * @return the member
     * @throws Exception if the stack is not understood, or cannot connect
     */
    public static GroupMember start(String stack, Place place, MessageReceiver receiver) throws Exception {
        System.setProperty(PROPERTY + "group_address", place.groupAddress());
        System.setProperty(PROPERTY + "port", Integer.toString(place.ports().get(0)));
        JChannel channel;
        try (InputStream configuration = JGroupsMember.class.getResourceAsStream(stack + ".xml")) {
            if (configuration == null) {
                throw new FileNotFoundException("no stack of the name " + stack);
            }
            channel = new JChannel(configuration);
        }
        if (place.loss() > 0) {
            channel.getProtocolStack()
                    .insertProtocol(
                            new DISCARD().setUpDiscardRate(place.loss()), ProtocolStack.Position.ABOVE, TP.class);
        }
        channel.setReceiver(new Receiver() {
            @Override
            public void receive(Message message) {
                receiver.onMessage(ByteBuffer.wrap(message.getArray(), message.getOffset(), message.getLength()));
            }
        });
        // The first to connect becomes coordinator. The others wait for it, or clusters of one would have to merge.
        FirstMember first = new FirstMember(place.memoryDirectory());
        if (!place.isSequencer()) {
            first.await(LOOK_AGAIN_MILLIS);
        }
        channel.connect(place.group());
        if (place.isSequencer()) {
            first.announce();
        }
        return new JGroupsMember(channel, place.members());
    }

    @Override
    public boolean isComplete() {
        return channel.getView().size() == members;
    }

    @Override
    public void publish(byte[] message) throws InterruptedException {
        try {
            channel.send(new BytesMessage(null, message));
        } catch (InterruptedException interrupted) {
            throw interrupted;
        } catch (Exception failed) {
            throw new IllegalStateException("a message could not be sent: " + failed.getMessage(), failed);
        }
    }

    @Override
    public boolean keepsMessages() {
        return true;
    }

    @Override
    public void close() {
        channel.close();
    }
}
