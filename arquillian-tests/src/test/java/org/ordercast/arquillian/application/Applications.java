package org.ordercast.arquillian.application;

import java.io.File;
import java.net.URISyntaxException;
import org.assertj.core.api.Assertions;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Packages applications. Runs beside the servers. */
public final class Applications {

    /** The application's name, and its context root. */
    public static final String NAME = "it";

    private Applications() {}

    /** A web application of this package and the given classes, with the assertions that its tests use. */
    public static WebArchive with(Class<?>... classes) {
        return ShrinkWrap.create(WebArchive.class, NAME + ".war")
                .addPackage(Applications.class.getPackage())
                .addClasses(classes)
                .addAsLibrary(jarOf(Assertions.class))
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
    }

    private static File jarOf(Class<?> type) {
        try {
            return new File(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("no file has " + type, e);
        }
    }
}
