package org.ordercast.benchmarks.systems.floor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramSocket;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ordercast.benchmarks.systems.Frames;
import org.ordercast.benchmarks.systems.Place;

class FloorReceiverTest {

    private final List<String> received = new ArrayList<>();
    private Place place;
    private DatagramChannel group;
    private DatagramChannel sender;
    private FloorReceiver receiver;

    @BeforeEach
    void openSockets() throws IOException {
        List<Integer> ports = List.of(freePort(), freePort(), freePort());
        place = new Place(
                "floor-receiver", "239.255.78.5", ports, 1, 3, 1, Path.of("."), Path.of("."), Frames.ETHERNET, 8, 0);
        group = FloorSockets.group(place);
        sender = FloorSockets.unicast(0);
        receiver = new FloorReceiver(group, sender, new FloorPublisher(sender, place), place, this::onMessage);
    }

    @AfterEach
    void closeSockets() throws IOException {
        group.close();
        sender.close();
    }

    @Test
    void aMissingFrameEndsTheReceiverWhichSaysSo() throws IOException {
        sendFrame(1, entry(4, "once"));
        sendFrame(3, entry(4, "more"));

        assertThatThrownBy(receiver::run)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("order frame 3 came after 1: a datagram was lost");
        assertThat(received).containsExactly("once");
    }

    @Test
    void aMessageInPartsIsHandedOnWhole() throws IOException {
        sendFrame(1, entry(4 | FloorFormat.MORE, "over"), entry(4, "cast"));
        sendFrame(3);

        assertThatThrownBy(receiver::run).isInstanceOf(IllegalStateException.class);
        assertThat(received).containsExactly("overcast");
    }

    private void onMessage(ByteBuffer message) {
        byte[] bytes = new byte[message.remaining()];
        message.get(bytes);
        received.add(new String(bytes, StandardCharsets.US_ASCII));
    }

    private static byte[] entry(int header, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(FloorFormat.ENTRY_HEADER + bytes.length)
                .putInt(header)
                .put(bytes)
                .array();
    }

    /** Of publisher 2. */
    private void sendFrame(long number, byte[]... entries) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(100).putLong(number);
        for (byte[] entry : entries) {
            frame.putInt(FloorFormat.blockHeader(2, entry.length)).put(entry);
        }
        sender.send(frame.flip(), FloorSockets.groupAddress(place));
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
