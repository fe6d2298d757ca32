package org.ordercast.sample.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Puts this application's interface under {@code api/}. */
@ApplicationPath("api")
public class OrderbookApplication extends Application {

    /** Created by the container. */
    public OrderbookApplication() {}
}
