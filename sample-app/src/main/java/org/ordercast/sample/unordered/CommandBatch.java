package org.ordercast.sample.unordered;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Several encoded submissions as the body of one request: each behind its length in two bytes. */
public final class CommandBatch {

    /** The most submissions in one batch. */
    public static final int MAX_COMMANDS = 512;

    private CommandBatch() {}

    /**
     * Writes a batch.
     *
     * @param commands encoded submissions, each at most 65535 bytes
     * @return the body
     */
    public static byte[] write(List<byte[]> commands) {
        int length = commands.stream()
                .mapToInt(command -> Short.BYTES + command.length)
                .sum();
        ByteBuffer out = ByteBuffer.allocate(length);
        for (byte[] command : commands) {
            if (command.length > 0xFFFF) {
                throw new IllegalArgumentException("a command of " + command.length + " bytes is too long for a batch");
            }
            out.putShort((short) command.length).put(command);
        }
        return out.array();
    }

    /**
     * Reads a batch.
     *
     * @param body what {@link #write} gave
     * @return the encoded submissions
     * @throws IllegalArgumentException if the body is cut short, or holds too many
     */
    public static List<byte[]> read(byte[] body) {
        List<byte[]> commands = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(body);
        try {
            while (in.hasRemaining()) {
                if (commands.size() == MAX_COMMANDS) {
                    throw new IllegalArgumentException("a batch of more than " + MAX_COMMANDS + " commands");
                }
                byte[] command = new byte[in.getShort() & 0xFFFF];
                in.get(command);
                commands.add(command);
            }
            return commands;
        } catch (BufferUnderflowException cut) {
            throw new IllegalArgumentException("a batch of " + body.length + " bytes is cut short", cut);
        }
    }
}
