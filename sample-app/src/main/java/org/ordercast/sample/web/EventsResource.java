package org.ordercast.sample.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;

/** Keeps a page up to date. */
@Path("events")
@RequestScoped
public class EventsResource {

    @Inject
    private Pages pages;

    /** Created by the container. */
    public EventsResource() {}

    /**
     * Sends the cluster's report, about ten times a second, until the page is closed.
     *
     * @param sink where to send
     * @param sse makes events
     */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void follow(@Context SseEventSink sink, @Context Sse sse) {
        pages.follow(sink, sse);
    }
}
