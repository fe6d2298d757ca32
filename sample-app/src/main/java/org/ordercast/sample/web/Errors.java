package org.ordercast.sample.web;

import jakarta.json.Json;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.concurrent.CompletionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.ordercast.OrdercastException;

/** Tells the page what went wrong, as one sentence in JSON. */
@Provider
public class Errors implements ExceptionMapper<Throwable> {

    private static final Logger LOG = Logger.getLogger(Errors.class.getName());

    /** Created by the container. */
    public Errors() {}

    @Override
    public Response toResponse(Throwable thrown) {
        Throwable failure =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (failure instanceof WebApplicationException web) {
            return answer(web.getResponse().getStatus(), failure);
        }
        if (failure instanceof IllegalArgumentException) {
            return answer(Response.Status.BAD_REQUEST.getStatusCode(), failure);
        }
        if (failure instanceof OrdercastException) {
            return answer(Response.Status.SERVICE_UNAVAILABLE.getStatusCode(), failure);
        }
        LOG.log(Level.SEVERE, failure, () -> "A request failed");
        return answer(Response.Status.INTERNAL_SERVER_ERROR.getStatusCode(), failure);
    }

    private static Response answer(int status, Throwable failure) {
        String message = failure.getMessage();
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON)
                .entity(Json.createObjectBuilder()
                        .add("error", message == null ? failure.toString() : message)
                        .build())
                .build();
    }
}
