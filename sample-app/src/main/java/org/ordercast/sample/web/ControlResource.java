package org.ordercast.sample.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.ordercast.OrdercastException;
import org.ordercast.OrderedConnection;
import org.ordercast.OrderedConnectionFactory;
import org.ordercast.sample.ordered.Delivery;
import org.ordercast.sample.ordered.SlowBean;
import org.ordercast.sample.publish.Burst;
import org.ordercast.sample.publish.Flow;
import org.ordercast.sample.publish.Submitter;

/** This server's switches. */
@Path("")
@RequestScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class ControlResource {

    @Inject
    private OrderedConnectionFactory factory;

    @Inject
    private Submitter submitter;

    @Inject
    private Burst burst;

    @Inject
    private Flow flow;

    @Inject
    private Delivery delivery;

    @Inject
    private SlowBean slowBean;

    /** Created by the container. */
    public ControlResource() {}

    /**
     * Starts a burst at this server, and returns at once.
     *
     * @param body {@code count}, how many commands
     */
    @POST
    @Path("burst")
    public void burst(@Nullable JsonObject body) {
        int count = new Fields(body).integer("count");
        if (!burst.start(count)) {
            throw new ClientErrorException("a burst is still running at this server", Response.Status.CONFLICT);
        }
    }

    /**
     * Switches this server's steady flow.
     *
     * @param body {@code perSecond}, 0 for off
     */
    @POST
    @Path("flow")
    public void flow(@Nullable JsonObject body) {
        flow.set(new Fields(body).integer("perSecond"));
    }

    /**
     * Holds this server's delivery, or lets it go on.
     *
     * @param body {@code paused}
     * @throws OrdercastException if there is no subscription on this server
     */
    @POST
    @Path("delivery")
    public void delivery(@Nullable JsonObject body) throws OrdercastException {
        delivery.pause(new Fields(body).flag("paused"));
    }

    /**
     * Makes this server's bean slow.
     *
     * @param body {@code millis} for each message, 0 for not slow
     */
    @POST
    @Path("slow-bean")
    public void slowBean(@Nullable JsonObject body) {
        slowBean.set(new Fields(body).integer("millis"));
    }

    /**
     * Begins a new round with empty books, on all servers and in both lanes.
     *
     * @param body an empty object
     * @return the {@code sequence} of the reset, once it is ordered
     * @throws OrdercastException if it could not be published
     */
    @POST
    @Path("reset")
    public CompletionStage<JsonObject> reset(@Nullable JsonObject body) throws OrdercastException {
        try (OrderedConnection connection = factory.getConnection()) {
            return submitter
                    .reset(connection)
                    .thenApply(receipt -> Json.createObjectBuilder()
                            .add("sequence", receipt.sequence())
                            .build());
        }
    }
}
