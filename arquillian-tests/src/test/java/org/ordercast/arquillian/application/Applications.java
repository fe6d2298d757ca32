package org.ordercast.arquillian.application;

import java.io.File;
import java.net.URISyntaxException;
import org.assertj.core.api.Assertions;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.Asset;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** Packages applications. Runs beside the servers. */
public final class Applications {

    /** The name of the application that a test deploys, and its context root. */
    public static final String NAME = "it";

    private Applications() {}

    /** A test's application: this package, the given classes, and the assertions. */
    public static WebArchive with(Class<?>... classes) {
        return containing(NAME, classes)
                .addPackage(Applications.class.getPackage())
                .addAsLibrary(assertions());
    }

    /** An application of nothing but the given classes. */
    public static WebArchive containing(String name, Class<?>... classes) {
        return ShrinkWrap.create(WebArchive.class, name + ".war")
                .addClasses(classes)
                .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
    }

    /** An application as a part of another one, whose test deploys it. */
    public static Asset asset(WebArchive application) {
        return () -> application.as(ZipExporter.class).exportAsInputStream();
    }

    /** The library of assertions. */
    public static File assertions() {
        try {
            return new File(Assertions.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("no file has the assertions", e);
        }
    }
}
