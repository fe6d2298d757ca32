package org.ordercast.sample.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.ordercast.sample.compare.DigestTrail;
import org.ordercast.sample.compare.TrailCodec;
import org.ordercast.sample.replica.Replica;
import org.ordercast.sample.status.ClusterReport;
import org.ordercast.sample.status.ServerReport;

/** Tells what this server, and the cluster as this server sees it, is doing. */
@Path("")
@RequestScoped
public class StatusResource {

    /** Keeps one answer to 384 KiB. */
    private static final int MAX_PLACES = 16_384;

    @Inject
    private ServerReport server;

    @Inject
    private ClusterReport cluster;

    @Inject
    private Replica replica;

    /** Created by the container. */
    public StatusResource() {}

    /**
     * What this server is doing.
     *
     * @return the report
     */
    @GET
    @Path("status")
    @Produces(MediaType.APPLICATION_JSON)
    public JsonObject status() {
        return server.toJson();
    }

    /**
     * What all servers are doing, and whether they agree.
     *
     * @return the report
     */
    @GET
    @Path("cluster")
    @Produces(MediaType.APPLICATION_JSON)
    public JsonObject cluster() {
        return cluster.toJson();
    }

    /**
     * This server's chained digests in the ordered lane, for a peer to compare.
     *
     * @param after the last sequence that the peer has compared
     * @return the following places
     */
    @GET
    @Path("digests")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public byte[] digests(@QueryParam("after") @DefaultValue("0") long after) {
        return part(replica.trail(), after);
    }

    static byte[] part(DigestTrail trail, long after) {
        return TrailCodec.write(trail.after(after, MAX_PLACES));
    }
}
