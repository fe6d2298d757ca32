package org.ordercast.sample.publish;

import java.util.concurrent.CompletionStage;
import org.ordercast.Receipt;
import org.ordercast.sample.book.OrderId;

/**
 * A command that was published.
 *
 * @param id the order that it is about
 * @param receipt completes with the command's place in the order
 */
public record Submitted(OrderId id, CompletionStage<Receipt> receipt) {}
