package org.ordercast.sample.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.ordercast.sample.server.ServerAddress;
import org.ordercast.sample.server.Servers;

/** Passes what a page asks of another server on to it: the page only ever talks to its own server. */
@Path("servers/{server}/{switch: burst|flow|delivery|slow-bean|orders}")
@RequestScoped
public class PeersResource {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    private Servers servers;

    @Inject
    private HttpClient client;

    /** Created by the container. */
    public PeersResource() {}

    /**
     * Passes a request on.
     *
     * @param server the id of the server that it is for
     * @param path the switch
     * @param body its body
     * @return that server's answer
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public CompletionStage<Response> pass(
            @PathParam("server") String server, @PathParam("switch") String path, String body) {
        ServerAddress address =
                servers.find(server).orElseThrow(() -> new NotFoundException("server: there is no '" + server + "'"));
        HttpRequest request = HttpRequest.newBuilder(address.api(path))
                .timeout(PATIENCE)
                .header("Content-Type", MediaType.APPLICATION_JSON)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .handle((answer, failure) -> answer(address, answer, failure));
    }

    private static Response answer(
            ServerAddress server, @Nullable HttpResponse<String> answer, @Nullable Throwable failure) {
        if (answer == null) {
            throw new WebApplicationException(
                    server.id() + " does not answer at " + server.base(), failure, Response.Status.BAD_GATEWAY);
        }
        Response.ResponseBuilder builder = Response.status(answer.statusCode());
        return answer.body().isEmpty()
                ? builder.build()
                : builder.type(MediaType.APPLICATION_JSON).entity(answer.body()).build();
    }
}
