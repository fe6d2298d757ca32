package org.ordercast.sample.publish;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.ordercast.Acknowledgement;
import org.ordercast.Message;
import org.ordercast.OrdercastException;
import org.ordercast.OrderedConnection;
import org.ordercast.Receipt;
import org.ordercast.sample.book.Command;
import org.ordercast.sample.book.OrderId;
import org.ordercast.sample.book.Side;
import org.ordercast.sample.unordered.PeerFeeds;
import org.ordercast.sample.unordered.UnorderedLane;
import org.ordercast.sample.wire.Content;
import org.ordercast.sample.wire.Submission;
import org.ordercast.sample.wire.SubmissionCodec;

/**
 * Submits this server's commands: through Ordercast, and beside it, once Ordercast took the command, through the lane
 * without ordering. Safe for use by several threads; one at a time submits, so that order numbers ascend in both lanes.
 */
public final class Submitter {

    /** The destination, within the group, of everything about the book. */
    public static final String DESTINATION = "orders";

    private final String server;
    private final Clock clock;
    private final OrderNumbers numbers;
    private final UnorderedLane lane;
    private final PeerFeeds peers;

    /**
     * Creates a submitter.
     *
     * @param server this server's id
     * @param session names this server's orders in this life, drawn at random
     * @param clock tells the time of submission
     * @param lane this server's lane without ordering
     * @param peers takes commands to the other servers' lanes
     */
    public Submitter(String server, int session, Clock clock, UnorderedLane lane, PeerFeeds peers) {
        this.server = server;
        this.clock = clock;
        this.numbers = new OrderNumbers(session);
        this.lane = lane;
        this.peers = peers;
    }

    /**
     * Places an order.
     *
     * @param connection where to publish
     * @param side which way it trades
     * @param price the worst price that it accepts, in ticks
     * @param quantity how much
     * @return the new order's id, and the command's place once it is ordered
     * @throws OrdercastException if it could not be published; then it is in neither lane
     */
    public synchronized Submitted place(OrderedConnection connection, Side side, int price, int quantity)
            throws OrdercastException {
        OrderId id = numbers.next();
        return new Submitted(id, submit(connection, new Command.Place(id, side, price, quantity)));
    }

    /**
     * Cancels an order, whichever server placed it.
     *
     * @param connection where to publish
     * @param id the order
     * @return the order's id, and the command's place once it is ordered
     * @throws OrdercastException if it could not be published; then it is in neither lane
     */
    public synchronized Submitted cancel(OrderedConnection connection, OrderId id) throws OrdercastException {
        return new Submitted(id, submit(connection, new Command.Cancel(id)));
    }

    /**
     * Begins a new round with empty books, on all servers and in both lanes.
     *
     * @param connection where to publish
     * @return the command's place, once it is ordered
     * @throws OrdercastException if it could not be published; then it is in neither lane
     */
    public synchronized CompletionStage<Receipt> reset(OrderedConnection connection) throws OrdercastException {
        return submit(connection, new Command.Reset(micros(clock.instant())));
    }

    /**
     * Publishes what only the ordered lane needs.
     *
     * @param connection where to publish
     * @param content what to publish
     * @return the message's place, once it is ordered
     * @throws OrdercastException if it could not be published
     */
    public CompletionStage<Receipt> publish(OrderedConnection connection, Content content) throws OrdercastException {
        return publish(connection, encode(content));
    }

    /**
     * A time in microseconds since 1970.
     *
     * @param time the time
     * @return its microseconds
     */
    public static long micros(Instant time) {
        return time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
    }

    private CompletionStage<Receipt> submit(OrderedConnection connection, Command command) throws OrdercastException {
        byte[] payload = encode(new Content.ForBook(command));
        CompletionStage<Receipt> receipt = publish(connection, payload);
        lane.apply(payload);
        peers.send(payload);
        return receipt;
    }

    private CompletionStage<Receipt> publish(OrderedConnection connection, byte[] payload) throws OrdercastException {
        return connection.sendAsync(Message.to(DESTINATION).payload(payload), Acknowledgement.ORDERED);
    }

    private byte[] encode(Content content) {
        return SubmissionCodec.encode(new Submission(server, micros(clock.instant()), content));
    }
}
