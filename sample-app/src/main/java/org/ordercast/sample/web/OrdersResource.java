package org.ordercast.sample.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.ordercast.OrdercastException;
import org.ordercast.OrderedConnection;
import org.ordercast.OrderedConnectionFactory;
import org.ordercast.sample.book.OrderId;
import org.ordercast.sample.book.Side;
import org.ordercast.sample.publish.Submitted;
import org.ordercast.sample.publish.Submitter;
import org.ordercast.sample.replica.Replica;

/** Places and cancels orders, and tells what is left of them. */
@Path("orders")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
public class OrdersResource {

    private static final int MAX_ASKED = 50;

    @Inject
    private OrderedConnectionFactory factory;

    @Inject
    private Submitter submitter;

    @Inject
    private Replica replica;

    /** Created by the container. */
    public OrdersResource() {}

    /**
     * Places an order.
     *
     * @param body {@code side} (buy or sell), {@code price} in ticks, {@code quantity}
     * @return the order's {@code id}, and the {@code sequence} at which it was placed, once it is ordered
     * @throws OrdercastException if it could not be published
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public CompletionStage<JsonObject> place(@Nullable JsonObject body) throws OrdercastException {
        Fields fields = new Fields(body);
        try (OrderedConnection connection = factory.getConnection()) {
            return answer(submitter.place(
                    connection, side(fields.text("side")), fields.integer("price"), fields.integer("quantity")));
        }
    }

    /**
     * Cancels an order, whichever server placed it.
     *
     * @param body {@code id}, as placing it gave it
     * @return the order's {@code id}, and the {@code sequence} at which the cancellation was ordered
     * @throws OrdercastException if it could not be published
     */
    @POST
    @Path("cancellations")
    @Consumes(MediaType.APPLICATION_JSON)
    public CompletionStage<JsonObject> cancel(@Nullable JsonObject body) throws OrdercastException {
        OrderId id = OrderId.parse(new Fields(body).text("id"));
        try (OrderedConnection connection = factory.getConnection()) {
            return answer(submitter.cancel(connection, id));
        }
    }

    /**
     * Tells what rests of some orders in this server's book.
     *
     * @param ids the orders
     * @return for each its {@code id} and the {@code remaining} quantity, 0 if it does not rest
     */
    @GET
    public JsonArray remaining(@QueryParam("id") List<String> ids) {
        if (ids.size() > MAX_ASKED) {
            throw new BadRequestException("id: " + ids.size() + " orders are too many; at most " + MAX_ASKED);
        }
        JsonArrayBuilder array = Json.createArrayBuilder();
        for (String id : ids) {
            OptionalInt remaining = replica.remaining(OrderId.parse(id));
            array.add(Json.createObjectBuilder().add("id", id).add("remaining", remaining.orElse(0)));
        }
        return array.build();
    }

    private static CompletionStage<JsonObject> answer(Submitted submitted) {
        return submitted
                .receipt()
                .thenApply(receipt -> Json.createObjectBuilder()
                        .add("id", submitted.id().toString())
                        .add("sequence", receipt.sequence())
                        .build());
    }

    private static Side side(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "buy" -> Side.BUY;
            case "sell" -> Side.SELL;
            default -> throw new BadRequestException("side: '" + text + "' is not allowed; buy or sell");
        };
    }
}
