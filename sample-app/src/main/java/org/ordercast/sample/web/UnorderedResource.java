package org.ordercast.sample.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.ordercast.sample.unordered.CommandBatch;
import org.ordercast.sample.unordered.UnorderedLane;

/** Where peers deliver commands to this server's lane without ordering, and compare it. */
@Path("unordered")
@RequestScoped
public class UnorderedResource {

    @Inject
    private UnorderedLane lane;

    /** Created by the container. */
    public UnorderedResource() {}

    /**
     * Applies a peer's commands as they arrive.
     *
     * @param batch a batch of encoded submissions
     */
    @POST
    @Path("commands")
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    public void apply(byte[] batch) {
        CommandBatch.read(batch).forEach(lane::apply);
    }

    /**
     * The digests of this server's book after each number of commands, for a peer to compare.
     *
     * @param after the last number of commands that the peer has compared
     * @return the following places
     */
    @GET
    @Path("digests")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public byte[] digests(@QueryParam("after") @DefaultValue("0") long after) {
        return StatusResource.part(lane.trail(), after);
    }
}
