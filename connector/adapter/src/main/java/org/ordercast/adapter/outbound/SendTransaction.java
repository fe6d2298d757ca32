package org.ordercast.adapter.outbound;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.ordercast.Acknowledgement;
import org.ordercast.MessageTooLargeException;
import org.ordercast.OrdercastException;
import org.ordercast.Receipt;

/**
 * What a local transaction has sent so far. It goes out as one publication, so that its messages are adjacent in their
 * publisher's order and either all are taken or none; the commit waits for the farthest acknowledgement that any of them
 * asked for. For one thread at a time.
 */
final class SendTransaction {

    private final Publisher publisher;
    private final List<byte[]> payloads = new ArrayList<>();
    private final List<CompletableFuture<Receipt>> receipts = new ArrayList<>();
    private Acknowledgement level = Acknowledgement.ORDERED;
    private long bytes;

    SendTransaction(Publisher publisher) {
        this.publisher = publisher;
    }

    /** Keeps a payload for the commit, which completes the receipt. */
    void keep(byte[] payload, Acknowledgement acknowledgement, CompletableFuture<Receipt> receipt)
            throws OrdercastException {
        long limit = publisher.transactionLimit();
        if (bytes + payload.length > limit) {
            throw new MessageTooLargeException("the transaction holds " + bytes + " bytes, and " + payload.length
                    + " more are too many; all its messages together are allowed publishBuffer, which is " + limit);
        }
        bytes += payload.length;
        payloads.add(payload);
        if (acknowledgement.compareTo(level) > 0) {
            level = acknowledgement;
        }
        receipts.add(receipt);
    }

    void commit() throws OrdercastException {
        if (payloads.isEmpty()) {
            return;
        }
        try {
            List<Receipt> places = publisher.publishAndWait(payloads, level);
            for (int i = 0; i < places.size(); i++) {
                receipts.get(i).complete(places.get(i));
            }
        } catch (OrdercastException e) {
            fail(e);
            throw e;
        }
    }

    void rollback() {
        fail(new OrdercastException("the transaction was rolled back; nothing was sent"));
    }

    private void fail(OrdercastException cause) {
        receipts.forEach(receipt -> receipt.completeExceptionally(cause));
    }
}
