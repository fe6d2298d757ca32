package org.ordercast.adapter.configuration;

import jakarta.resource.spi.ConfigProperty;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ordercast.engine.GroupSettings;

/**
 * How the member and its group behave, and how much they may hold. Each property has the name and the meaning that it
 * has in {@link GroupSettings}; times are in milliseconds here.
 */
public abstract class GroupConfiguration extends StorageConfiguration {

    private static final String LOSS_ALLOWED = "simulatedLoss: ${validatedValue} is not allowed; 0 to 0.9";

    @ConfigProperty(
            type = String.class,
            defaultValue = "",
            description = "Id of the member that holds the sequencer's role. Empty: the members that start the "
                    + "group settle on one.")
    @AllowedText(property = "sequencer", allowed = "at most 255 UTF-8 bytes")
    private String sequencer = GroupSettings.DEFAULT_SEQUENCER;

    @ConfigProperty(
            type = Long.class,
            defaultValue = "1000",
            description = "How long a member listens for a sequencer before it claims the role of a new group, 200 "
                    + "to 60000 ms.")
    @Unit("ms")
    @AllowedRange(property = "discoveryTime", min = 200, max = 60_000)
    private Long discoveryTime = GroupSettings.DEFAULT_DISCOVERY_TIME.toMillis();

    @ConfigProperty(
            type = Long.class,
            defaultValue = "10000",
            description = "How long a member may be silent before it is evicted, and the sequencer before the "
                    + "group reports that it waits; 500 to 3600000 ms.")
    @Unit("ms")
    @AllowedRange(property = "memberTimeout", min = 500, max = 3_600_000)
    private Long memberTimeout = GroupSettings.DEFAULT_MEMBER_TIMEOUT.toMillis();

    @ConfigProperty(
            type = Integer.class,
            defaultValue = "16777216",
            description = "Largest message, with its destination, key and properties; 1 to 1073741824 bytes.")
    @Unit("bytes")
    @AllowedRange(property = "maxMessageSize", min = 1, max = 1_073_741_824)
    private Integer maxMessageSize = GroupSettings.DEFAULT_MAX_MESSAGE_SIZE;

    @ConfigProperty(
            type = Integer.class,
            defaultValue = "1048576",
            description = "How much a stream may have on the wire unacknowledged, 65536 to 1073741824 bytes.")
    @Unit("bytes")
    @AllowedRange(property = "windowSize", min = 65_536, max = 1_073_741_824)
    private Integer windowSize = GroupSettings.DEFAULT_WINDOW_SIZE;

    @ConfigProperty(
            type = Integer.class,
            defaultValue = "16777216",
            description = "How much may wait in this member to be ordered before a send blocks, and the most that "
                    + "one transaction may send; at least maxMessageSize.")
    @Unit("bytes")
    @AllowedRange(property = "publishBuffer", min = 1, max = Integer.MAX_VALUE)
    private Integer publishBuffer = GroupSettings.DEFAULT_PUBLISH_BUFFER;

    @ConfigProperty(
            type = Long.class,
            defaultValue = "67108864",
            description = "How much of the order is kept for slow beans before the group slows down, at least "
                    + "1048576 bytes.")
    @Unit("bytes")
    @AllowedRange(property = "logMemory", min = 1_048_576, max = Long.MAX_VALUE)
    private Long logMemory = GroupSettings.DEFAULT_LOG_MEMORY;

    @ConfigProperty(
            type = Long.class,
            defaultValue = "67108864",
            description = "The most that repair may send, at least 65536 bytes a second.")
    @Unit("bytes/s")
    @AllowedRange(property = "repairRate", min = 65_536, max = Long.MAX_VALUE)
    private Long repairRate = GroupSettings.DEFAULT_REPAIR_RATE;

    @ConfigProperty(
            type = Integer.class,
            defaultValue = "16384",
            description =
                    "From which length on a frame of messages goes directly to the whole group rather than through "
                            + "the sequencer, 0 to 2147483647 bytes. A full frame does in any case, unless this is 2147483647: "
                            + "then none does.")
    @Unit("bytes")
    @AllowedRange(property = "directThreshold", min = 0, max = Integer.MAX_VALUE)
    private Integer directThreshold = GroupSettings.DEFAULT_DIRECT_THRESHOLD;

    @ConfigProperty(
            type = Double.class,
            defaultValue = "0.0",
            description = "Share of received datagrams to drop on purpose, 0 to 0.9, for drills and tests.")
    @NotNull(message = LOSS_ALLOWED)
    @DecimalMin(value = "0.0", message = LOSS_ALLOWED)
    @DecimalMax(value = "0.9", message = LOSS_ALLOWED)
    private Double simulatedLoss = GroupSettings.DEFAULT_SIMULATED_LOSS;

    /** Creates the configuration with every property at its default. */
    protected GroupConfiguration() {}

    /**
     * The engine's settings, as configured.
     *
     * @return the settings
     * @throws IllegalArgumentException if a value, or a combination, is not allowed; the message names the property, the
     *     value and what is allowed
     */
    protected GroupSettings settings() {
        return settingsBuilder()
                .sequencer(sequencer)
                .discoveryTime(Duration.ofMillis(discoveryTime))
                .memberTimeout(Duration.ofMillis(memberTimeout))
                .maxMessageSize(maxMessageSize)
                .windowSize(windowSize)
                .publishBuffer(publishBuffer)
                .logMemory(logMemory)
                .repairRate(repairRate)
                .directThreshold(directThreshold)
                .simulatedLoss(simulatedLoss)
                .build();
    }

    @Override
    protected List<Object> values() {
        List<Object> values = new ArrayList<>(super.values());
        values.addAll(Arrays.asList(
                sequencer,
                discoveryTime,
                memberTimeout,
                maxMessageSize,
                windowSize,
                publishBuffer,
                logMemory,
                repairRate,
                directThreshold,
                simulatedLoss));
        return values;
    }

    /**
     * The id of the member that holds the sequencer's role.
     *
     * @return the value
     */
    public String getSequencer() {
        return sequencer;
    }

    /**
     * Sets {@link #getSequencer()}.
     *
     * @param sequencer the value
     */
    public void setSequencer(String sequencer) {
        this.sequencer = sequencer;
    }

    /**
     * How long a member listens for a sequencer, in milliseconds.
     *
     * @return the value
     */
    public Long getDiscoveryTime() {
        return discoveryTime;
    }

    /**
     * Sets {@link #getDiscoveryTime()}.
     *
     * @param discoveryTime the value
     */
    public void setDiscoveryTime(Long discoveryTime) {
        this.discoveryTime = discoveryTime;
    }

    /**
     * How long a member may be silent, in milliseconds.
     *
     * @return the value
     */
    public Long getMemberTimeout() {
        return memberTimeout;
    }

    /**
     * Sets {@link #getMemberTimeout()}.
     *
     * @param memberTimeout the value
     */
    public void setMemberTimeout(Long memberTimeout) {
        this.memberTimeout = memberTimeout;
    }

    /**
     * The largest message, in bytes.
     *
     * @return the value
     */
    public Integer getMaxMessageSize() {
        return maxMessageSize;
    }

    /**
     * Sets {@link #getMaxMessageSize()}.
     *
     * @param maxMessageSize the value
     */
    public void setMaxMessageSize(Integer maxMessageSize) {
        this.maxMessageSize = maxMessageSize;
    }

    /**
     * How much a stream may have on the wire unacknowledged, in bytes.
     *
     * @return the value
     */
    public Integer getWindowSize() {
        return windowSize;
    }

    /**
     * Sets {@link #getWindowSize()}.
     *
     * @param windowSize the value
     */
    public void setWindowSize(Integer windowSize) {
        this.windowSize = windowSize;
    }

    /**
     * How much may wait in this member to be ordered, in bytes.
     *
     * @return the value
     */
    public Integer getPublishBuffer() {
        return publishBuffer;
    }

    /**
     * Sets {@link #getPublishBuffer()}.
     *
     * @param publishBuffer the value
     */
    public void setPublishBuffer(Integer publishBuffer) {
        this.publishBuffer = publishBuffer;
    }

    /**
     * How much of the order is kept for slow beans, in bytes.
     *
     * @return the value
     */
    public Long getLogMemory() {
        return logMemory;
    }

    /**
     * Sets {@link #getLogMemory()}.
     *
     * @param logMemory the value
     */
    public void setLogMemory(Long logMemory) {
        this.logMemory = logMemory;
    }

    /**
     * The most that repair may send, in bytes a second.
     *
     * @return the value
     */
    public Long getRepairRate() {
        return repairRate;
    }

    /**
     * Sets {@link #getRepairRate()}.
     *
     * @param repairRate the value
     */
    public void setRepairRate(Long repairRate) {
        this.repairRate = repairRate;
    }

    /**
     * From which length on a frame of messages goes directly to the whole group, in bytes.
     *
     * @return the value
     */
    public Integer getDirectThreshold() {
        return directThreshold;
    }

    /**
     * Sets {@link #getDirectThreshold()}.
     *
     * @param directThreshold the value
     */
    public void setDirectThreshold(Integer directThreshold) {
        this.directThreshold = directThreshold;
    }

    /**
     * The share of received datagrams to drop on purpose.
     *
     * @return the value
     */
    public Double getSimulatedLoss() {
        return simulatedLoss;
    }

    /**
     * Sets {@link #getSimulatedLoss()}.
     *
     * @param simulatedLoss the value
     */
    public void setSimulatedLoss(Double simulatedLoss) {
        this.simulatedLoss = simulatedLoss;
    }
}
