package org.ordercast.adapter.configuration;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Where a server keeps its data, found by the system properties that each server sets. */
final class ServerDirectory {

    /** A system property, and where below its value data is kept. */
    private record Place(String property, String below) {}

    private static final List<Place> PLACES = List.of(
            new Place("jboss.server.data.dir", ""),
            new Place("com.sun.aas.instanceRoot", ""),
            new Place("server.output.dir", "workarea"),
            new Place("catalina.base", "data"));

    private ServerDirectory() {}

    /**
     * The directory for this adapter's data.
     *
     * @param properties looks up a system property
     * @return the directory; empty where no server is known, or its directory is a temporary one, which a log must outlive
     */
    static Optional<Path> find(UnaryOperator<@Nullable String> properties) {
        String temporary = properties.apply("java.io.tmpdir");
        for (Place place : PLACES) {
            String value = properties.apply(place.property);
            if (value != null && !value.isBlank()) {
                Path directory = Path.of(value).toAbsolutePath().normalize();
                boolean lasts = temporary == null
                        || !directory.startsWith(
                                Path.of(temporary).toAbsolutePath().normalize());
                return lasts ? Optional.of(directory.resolve(place.below).resolve("ordercast")) : Optional.empty();
            }
        }
        return Optional.empty();
    }
}
