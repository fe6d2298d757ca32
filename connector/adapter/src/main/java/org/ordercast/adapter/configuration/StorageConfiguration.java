package org.ordercast.adapter.configuration;

import jakarta.resource.spi.ConfigProperty;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.ordercast.engine.Durability;
import org.ordercast.engine.GroupSettingsBuilder;
import org.ordercast.engine.StorageSettings;

/** How this member keeps the order. Each property has the name and the meaning that it has in {@link StorageSettings}. */
public abstract class StorageConfiguration extends SecurityConfiguration {

    @ConfigProperty(
            type = String.class,
            defaultValue = "os",
            description = "What the log outlives, the same in the whole group: 'memory', nothing; 'os', the end of the "
                    + "process; 'disk', a power failure.")
    @AllowedText(property = "durability", form = "memory|os|disk", allowed = "memory, os or disk")
    private String durability = StorageSettings.DEFAULT_DURABILITY.name().toLowerCase(Locale.ROOT);

    @ConfigProperty(
            type = String.class,
            defaultValue = "",
            description =
                    "Directory of the log, unless durability is memory; below it, each group and member has its own. "
                            + "Empty: 'ordercast' in the server's data directory, or, where it has none that lasts, '.ordercast' "
                            + "in the home directory of its user.")
    @AllowedText(property = "logDirectory", max = 4_096, allowed = "empty, or the path of a directory")
    private String logDirectory = StorageSettings.DEFAULT_DIRECTORY;

    @ConfigProperty(
            type = Long.class,
            defaultValue = "134217728",
            description = "Size of a file of the log, 1048576 to 1073741824 bytes.")
    @Unit("bytes")
    @AllowedRange(property = "logSegmentSize", min = 1 << 20, max = 1 << 30)
    private Long logSegmentSize = StorageSettings.DEFAULT_SEGMENT_SIZE;

    @ConfigProperty(
            type = Long.class,
            defaultValue = "10737418240",
            description =
                    "How much of the log is kept, at least 0 bytes; what a slow bean still needs is kept all the same.")
    @Unit("bytes")
    @AllowedRange(property = "logKeepBytes", min = 0, max = Long.MAX_VALUE)
    private Long logKeepBytes = StorageSettings.DEFAULT_KEEP_BYTES;

    @ConfigProperty(
            type = Long.class,
            defaultValue = "604800000",
            description =
                    "How long messages are kept in the log, 0 to 315360000000 ms; what a slow bean still needs is kept "
                            + "all the same.")
    @Unit("ms")
    @AllowedRange(property = "logKeepTime", min = 0, max = 315_360_000_000L)
    private Long logKeepTime = StorageSettings.DEFAULT_KEEP_TIME.toMillis();

    /** Creates the configuration with every property at its default. */
    protected StorageConfiguration() {}

    @Override
    protected List<Object> values() {
        List<Object> values = new ArrayList<>(super.values());
        values.addAll(Arrays.asList(durability, logDirectory, logSegmentSize, logKeepBytes, logKeepTime));
        return values;
    }

    @Override
    GroupSettingsBuilder settingsBuilder() {
        return super.settingsBuilder()
                .storage(new StorageSettings(
                        level(), directory(), logSegmentSize, logKeepBytes, Duration.ofMillis(logKeepTime)));
    }

    private Durability level() {
        return switch (durability) {
            case "memory" -> Durability.MEMORY;
            case "os" -> Durability.OS;
            case "disk" -> Durability.DISK;
            default ->
                throw new IllegalArgumentException(
                        "durability: '" + durability + "' is not allowed; memory, os or disk");
        };
    }

    private String directory() {
        if (!logDirectory.isBlank() || level() == Durability.MEMORY) {
            return logDirectory;
        }
        return ServerDirectory.find(System::getProperty).map(Path::toString).orElse(StorageSettings.DEFAULT_DIRECTORY);
    }

    /**
     * What the log outlives.
     *
     * @return the value
     */
    public String getDurability() {
        return durability;
    }

    /**
     * Sets {@link #getDurability()}.
     *
     * @param durability the value
     */
    public void setDurability(String durability) {
        this.durability = durability;
    }

    /**
     * The directory of the log.
     *
     * @return the value
     */
    public String getLogDirectory() {
        return logDirectory;
    }

    /**
     * Sets {@link #getLogDirectory()}.
     *
     * @param logDirectory the value
     */
    public void setLogDirectory(String logDirectory) {
        this.logDirectory = logDirectory;
    }

    /**
     * The size of a file of the log, in bytes.
     *
     * @return the value
     */
    public Long getLogSegmentSize() {
        return logSegmentSize;
    }

    /**
     * Sets {@link #getLogSegmentSize()}.
     *
     * @param logSegmentSize the value
     */
    public void setLogSegmentSize(Long logSegmentSize) {
        this.logSegmentSize = logSegmentSize;
    }

    /**
     * How much of the log is kept, in bytes.
     *
     * @return the value
     */
    public Long getLogKeepBytes() {
        return logKeepBytes;
    }

    /**
     * Sets {@link #getLogKeepBytes()}.
     *
     * @param logKeepBytes the value
     */
    public void setLogKeepBytes(Long logKeepBytes) {
        this.logKeepBytes = logKeepBytes;
    }

    /**
     * How long messages are kept in the log, in milliseconds.
     *
     * @return the value
     */
    public Long getLogKeepTime() {
        return logKeepTime;
    }

    /**
     * Sets {@link #getLogKeepTime()}.
     *
     * @param logKeepTime the value
     */
    public void setLogKeepTime(Long logKeepTime) {
        this.logKeepTime = logKeepTime;
    }
}
