package org.ordercast.sample.book;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A whole book as bytes, for a replica that joins late: the session numbers, the trades' totals and the last trades,
 * then the resting orders, best price first and in queue order, so that reading them back in gives the same book.
 */
public final class BookImage {

    private final byte[] bytes;

    private BookImage(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Takes the image of a book.
     *
     * @param book the book
     * @return its image; the same bytes for equal books
     */
    public static BookImage of(OrderBook book) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(book.lastNumbers.size());
            for (Map.Entry<Integer, Integer> session : book.lastNumbers.entrySet()) {
                out.writeInt(session.getKey());
                out.writeInt(session.getValue());
            }
            writeTape(book.tape, out);
            out.writeInt(book.resting());
            writeSide(book.bids, out);
            writeSide(book.asks, out);
        } catch (IOException impossible) {
            throw new UncheckedIOException("an array in memory could not be written", impossible);
        }
        return new BookImage(bytes.toByteArray());
    }

    /**
     * Wraps an image that came from elsewhere; {@link #toBook()} checks it.
     *
     * @param bytes the bytes of an image, copied
     * @return the image
     */
    public static BookImage ofBytes(byte[] bytes) {
        return new BookImage(bytes.clone());
    }

    /**
     * The image as bytes.
     *
     * @return a copy
     */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /**
     * The book again.
     *
     * @return a new book, equal to the one the image was taken of
     * @throws IllegalArgumentException if the bytes are not the image of a book
     */
    public OrderBook toBook() {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            OrderBook book = new OrderBook();
            for (int sessions = in.readInt(); sessions > 0; sessions--) {
                book.lastNumbers.put(in.readInt(), in.readInt());
            }
            readTape(in, book.tape);
            for (int orders = in.readInt(); orders > 0; orders--) {
                book.rest(new RestingOrder(readId(in), readSide(in), in.readInt(), in.readInt()));
            }
            return book;
        } catch (IOException malformed) {
            throw new IllegalArgumentException(
                    "a book's image of " + bytes.length + " bytes cannot be read: " + malformed, malformed);
        }
    }

    private static void writeTape(TradeTape tape, DataOutputStream out) throws IOException {
        out.writeLong(tape.count());
        out.writeLong(tape.volume());
        out.writeLong(tape.digest());
        List<Trade> recent = tape.recent();
        out.writeInt(recent.size());
        for (Trade trade : recent) {
            out.writeLong(trade.number());
            out.writeLong(trade.taker().packed());
            out.writeLong(trade.maker().packed());
            out.writeByte(trade.aggressor().code());
            out.writeInt(trade.price());
            out.writeInt(trade.quantity());
        }
    }

    private static void readTape(DataInputStream in, TradeTape tape) throws IOException {
        long count = in.readLong();
        long volume = in.readLong();
        long digest = in.readLong();
        List<Trade> recent = new ArrayList<>();
        for (int trades = in.readInt(); trades > 0; trades--) {
            recent.add(new Trade(in.readLong(), readId(in), readId(in), readSide(in), in.readInt(), in.readInt()));
        }
        tape.restore(count, volume, digest, recent);
    }

    private static void writeSide(BookSide side, DataOutputStream out) throws IOException {
        for (PriceLevel level : side.levels()) {
            for (RestingOrder order = level.first(); order != null; order = order.behind) {
                out.writeLong(order.id.packed());
                out.writeByte(order.side.code());
                out.writeInt(order.price);
                out.writeInt(order.remaining);
            }
        }
    }

    private static OrderId readId(DataInputStream in) throws IOException {
        return OrderId.unpacked(in.readLong());
    }

    private static Side readSide(DataInputStream in) throws IOException {
        return Side.ofCode(in.readUnsignedByte());
    }
}
