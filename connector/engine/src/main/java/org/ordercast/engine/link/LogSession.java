package org.ordercast.engine.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.security.GroupKey;

/**
 * One client of a server, from its connection to its end. Until its request is there, which in a sealed group proves that
 * it has a key, it costs a few hundred bytes; then two chunks and one record. The server's thread's own.
 */
final class LogSession {

    /** How many chunks one client is sent before it is another one's turn. */
    private static final int TURN_LIMIT = 8;

    /** The rest of a client's bytes, which nobody reads. */
    private static final int DISCARDED = 512;

    private enum Phase {
        /** Its hello is awaited. */
        HELLO,
        /** Its request is awaited. */
        REQUEST,
        /** It is being answered. */
        ANSWER,
        /** It has its answer, or a refusal, and is expected to go. */
        FAREWELL,
        /** Its connection is closed. */
        ENDED
    }

    private final SocketChannel channel;
    private final SelectionKey selection;
    private final ServedLog served;

    private Phase phase = Phase.HELLO;
    private long deadline;
    private ByteBuffer in = ByteBuffer.allocate(Hello.LENGTH);
    private ByteBuffer out = ByteBuffer.allocate(0);

    private @Nullable Hello client;
    private @Nullable Hello server;
    private @Nullable GroupKey key;
    private @Nullable Reading reading;

    LogSession(SocketChannel channel, SelectionKey selection, ServedLog served, long now) {
        this.channel = channel;
        this.selection = selection;
        this.served = served;
        this.deadline = now + served.limits().handshake().toNanos();
    }

    /** What a client needs that is being answered. */
    private static final class Reading {
        private final Answer answer;
        private final ChunkSeal seal;
        private final boolean hasPlace;
        private final byte[] content = new byte[ChunkSeal.MAX_CONTENT];
        private final byte[] chunk;

        private Reading(Answer answer, ChunkSeal seal, boolean hasPlace) {
            this.answer = answer;
            this.seal = seal;
            this.hasPlace = hasPlace;
            this.chunk = new byte[ChunkSeal.MAX_CONTENT + seal.overhead()];
        }
    }

    /** Does what can be done without waiting. */
    void proceed(long now) {
        try {
            int chunks = 0;
            boolean more = true;
            while (more && phase != Phase.ENDED) {
                if (out.hasRemaining() && !flush()) {
                    return;
                }
                more = phase != Phase.ANSWER || chunks++ < TURN_LIMIT;
                if (more) {
                    more = step(now);
                }
            }
        } catch (IOException gone) {
            // A client that breaks the connection off has its reasons, and reports them itself.
            end();
        }
    }

    /** When the server's patience with this client ends. */
    long deadline() {
        return deadline;
    }

    boolean hasEnded() {
        return phase == Phase.ENDED;
    }

    /** Whether the client is being answered, so that it is not sent away for others who come. */
    boolean isReading() {
        return phase == Phase.ANSWER;
    }

    /** Closes the connection, whatever the client waits for. */
    void end() {
        if (phase == Phase.ENDED) {
            return;
        }
        phase = Phase.ENDED;
        stopReading();
        selection.cancel();
        try {
            channel.close();
        } catch (IOException e) {
            served.warn("the connection of a log's reader could not be closed: " + e);
        }
    }

    /** Sends what is to be sent, and says whether all of it went out. */
    private boolean flush() throws IOException {
        channel.write(out);
        if (out.hasRemaining()) {
            selection.interestOps(SelectionKey.OP_WRITE);
            return false;
        }
        return true;
    }

    /** Goes one step further, and says whether another may be possible. */
    private boolean step(long now) throws IOException {
        return switch (phase) {
            case HELLO -> receive() && takeHello();
            case REQUEST -> receive() && takeRequest(now);
            case ANSWER -> answer(now);
            case FAREWELL -> discard();
            case ENDED -> false;
        };
    }

    /** Reads what is awaited, and says whether it is all there. */
    private boolean receive() throws IOException {
        if (channel.read(in) < 0) {
            end();
            return false;
        }
        selection.interestOps(SelectionKey.OP_READ);
        return !in.hasRemaining();
    }

    private boolean takeHello() {
        Hello hello = Hello.decode(in.array());
        LinkSealing sealing = served.sealing();
        key = hello == null ? null : sealing.find(hello.key());
        if (hello == null || (sealing.isSealed() && (key == null || verdict(hello) != Hello.Verdict.WELCOME))) {
            // Who has no key of this group learns nothing of it.
            end();
            return false;
        }
        Hello.Verdict verdict = verdict(hello);
        client = hello;
        server = Hello.create(hello.key(), verdict, served.group());
        out = ByteBuffer.wrap(server.encode());
        if (verdict == Hello.Verdict.WELCOME) {
            in = ByteBuffer.allocate(ChunkSeal.overhead(hello.isSealed()) + Request.LENGTH);
            phase = Phase.REQUEST;
        } else {
            phase = Phase.FAREWELL;
        }
        return true;
    }

    private Hello.Verdict verdict(Hello hello) {
        if (hello.version() != Hello.VERSION) {
            return Hello.Verdict.OTHER_VERSION;
        } else if (hello.group() != served.group()) {
            return Hello.Verdict.OTHER_GROUP;
        }
        return hello.isSealed() == served.sealing().isSealed() ? Hello.Verdict.WELCOME : Hello.Verdict.NOT_SEALED;
    }

    private boolean takeRequest(long now) throws IOException {
        Hello from = client;
        Hello own = server;
        if (from == null || own == null) {
            throw new IllegalStateException("a request before the hellos");
        }
        LinkSealing sealing = served.sealing();
        byte[] content = new byte[Request.LENGTH];
        boolean authentic = ChunkSeal.contentLength(in.array()) == Request.LENGTH
                && sealing.seal(key, LinkSealing.Direction.REQUEST, from, own)
                        .unwrap(in.array(), in.capacity(), content);
        long sequence = authentic ? Request.decode(from, own, content) : Request.NONE;
        if (sequence == Request.NONE) {
            end();
            return false;
        }
        ChunkSeal seal = sealing.seal(key, LinkSealing.Direction.ANSWER, from, own);
        phase = Phase.ANSWER;
        boolean hasPlace = served.takePlace();
        reading = new Reading(hasPlace ? open(sequence, own.salt()) : Answer.of(Closing.Kind.BUSY), seal, hasPlace);
        deadline = now + served.limits().stall().toNanos();
        return true;
    }

    private Answer open(long sequence, long salt) {
        try {
            Optional<RecordSource> source = served.source().open(sequence);
            return source.map(records -> new Answer(records, salt, served::warn))
                    .orElseGet(() -> Answer.of(Closing.Kind.NO_LOG));
        } catch (IOException | RuntimeException e) {
            served.warn("the log could not be opened for another member: " + e);
            return Answer.of(Closing.Kind.UNREADABLE);
        }
    }

    private boolean answer(long now) throws IOException {
        Reading current = reading;
        if (current == null) {
            throw new IllegalStateException("an answer without a request");
        }
        int filled = current.answer.fill(current.content);
        if (filled == 0) {
            stopReading();
            channel.shutdownOutput();
            phase = Phase.FAREWELL;
            deadline = now + served.limits().handshake().toNanos();
            return true;
        }
        int length = current.seal.wrap(current.content, filled, current.chunk);
        out = ByteBuffer.wrap(current.chunk, 0, length);
        // From chunk to chunk, so that a client that takes a byte now and then does not stay for ever.
        deadline = now + served.limits().stall().toNanos();
        selection.interestOps(SelectionKey.OP_WRITE);
        return true;
    }

    /** Waits for the client to go: closed before, the connection might lose what the client has not read yet. */
    private boolean discard() throws IOException {
        selection.interestOps(SelectionKey.OP_READ);
        if (channel.read(ByteBuffer.allocate(DISCARDED)) < 0) {
            end();
        }
        return false;
    }

    private void stopReading() {
        Reading current = reading;
        reading = null;
        if (current != null) {
            if (current.hasPlace) {
                served.givePlaceBack();
            }
            try {
                current.answer.close();
            } catch (IOException e) {
                served.warn("a reader of the log could not be closed: " + e);
            }
        }
    }
}
