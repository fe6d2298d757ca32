package org.ordercast.engine.link;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.ordercast.engine.log.LogRecord;
import org.ordercast.engine.log.segment.RecordDecoder;
import org.ordercast.engine.security.GroupKey;

/** A client's side of one connection: it asks, and reads the answer record by record. Used by one thread. */
final class LogReading {

    private final ChunkInput in;
    private final RecordDecoder decoder;
    private final byte[] header = new byte[RecordDecoder.HEADER_LENGTH];
    private long records;
    private int length;
    private @Nullable Closing closing;

    LogReading(ChunkInput in, RecordDecoder decoder) {
        this.in = in;
        this.decoder = decoder;
    }

    /** Asks for a log; fails if the other side is none that answers. */
    static LogReading ask(InputStream in, OutputStream out, long group, LinkSealing sealing, long sequence)
            throws IOException {
        GroupKey key = sealing.sealingKey();
        Hello client = Hello.create(key == null ? 0 : key.id(), Hello.Verdict.WELCOME, group);
        out.write(client.encode());
        Hello server = readHello(in, client);
        byte[] chunk = new byte[ChunkSeal.overhead(key != null) + Request.LENGTH];
        sealing.seal(key, LinkSealing.Direction.REQUEST, client, server)
                .wrap(Request.encode(client, server, sequence), Request.LENGTH, chunk);
        out.write(chunk);
        ChunkSeal seal = sealing.seal(key, LinkSealing.Direction.ANSWER, client, server);
        return new LogReading(new ChunkInput(in, seal), new RecordDecoder(server.salt()));
    }

    private static Hello readHello(InputStream in, Hello client) throws IOException {
        byte[] bytes = new byte[Hello.LENGTH];
        int length = in.readNBytes(bytes, 0, bytes.length);
        if (length == 0) {
            throw new EOFException("the other side closed the connection without a word; is it a member of this group,"
                    + " of the same version, with the same keys?");
        }
        Hello server = length < bytes.length ? null : Hello.decode(bytes);
        if (server == null) {
            throw new ProtocolException("what answers there is no member");
        }
        if (server.verdict() != Hello.Verdict.WELCOME) {
            throw new ProtocolException("the other member " + server.verdict().text());
        }
        if (server.group() != client.group() || server.key() != client.key()) {
            throw new ProtocolException("the answer is for group " + Long.toHexString(server.group()) + " and key "
                    + server.key() + " instead of group " + Long.toHexString(client.group()) + " and key "
                    + client.key());
        }
        return server;
    }

    /** Reads the next record; null after the last one, when there is a {@link #closing}. */
    @Nullable
    LogRecord next() throws IOException {
        byte kind = in.read();
        if (kind != Closing.RECORD) {
            close(kind);
            return null;
        }
        in.read(header, 0, header.length);
        int bodyLength = decoder.readHeader(ByteBuffer.wrap(header));
        LogRecord record = bodyLength < 0 ? null : decoder.readBody(in.readGrowing(bodyLength));
        if (record == null) {
            throw new ProtocolException("record " + (records + 1) + " of the answer is not what the other log holds");
        }
        length = header.length + bodyLength;
        records++;
        return record;
    }

    /** How many bytes the last record had. */
    int length() {
        return length;
    }

    /** Why no record follows; null while one does. */
    @Nullable
    Closing closing() {
        return closing;
    }

    private void close(byte kind) throws IOException {
        byte[] bytes = new byte[Closing.LENGTH];
        bytes[0] = kind;
        in.read(bytes, 1, bytes.length - 1);
        Closing last = Closing.decode(bytes);
        if (last == null || last.records() != records) {
            throw new ProtocolException("the answer does not end as one does, after " + records + " records");
        }
        closing = last;
    }
}
