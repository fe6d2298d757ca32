package org.ordercast.adapter.configuration;

import jakarta.resource.spi.ConfigProperty;
import jakarta.validation.constraints.NotNull;
import java.util.Arrays;
import java.util.List;
import org.ordercast.engine.GroupSettings;
import org.ordercast.engine.GroupSettingsBuilder;

/**
 * Who the member is and how it reaches its group. Each property has the name and the meaning that it has in
 * {@link GroupSettings}.
 */
public abstract class NetworkConfiguration {

    @ConfigProperty(
            type = String.class,
            defaultValue = "ordercast",
            description = "Name of the group: members of the same name share one order. 1 to 255 UTF-8 bytes.")
    @AllowedText(property = "group", min = 1, allowed = "1 to 255 UTF-8 bytes")
    private String group = GroupSettings.DEFAULT_GROUP;

    @ConfigProperty(
            type = String.class,
            defaultValue = "",
            description =
                    "Id of this member, different for each member of the group, at most 255 UTF-8 bytes. "
                            + "Empty: made from the host's name and a random number, and kept with the log, if that is on disk.")
    @AllowedText(property = "memberId", allowed = "at most 255 UTF-8 bytes")
    private String memberId = GroupSettings.DEFAULT_MEMBER_ID;

    @ConfigProperty(
            type = String.class,
            defaultValue = "239.255.77.1",
            description = "Multicast address of the group, IPv4 or IPv6.")
    @AllowedText(property = "groupAddress", min = 1, allowed = "an IPv4 or IPv6 multicast address")
    private String groupAddress = GroupSettings.DEFAULT_GROUP_ADDRESS;

    @ConfigProperty(type = Integer.class, defaultValue = "45577", description = "UDP port of the group, 1 to 65535.")
    @AllowedRange(property = "port", min = 1, max = 65_535)
    private Integer port = GroupSettings.DEFAULT_PORT;

    @ConfigProperty(
            type = String.class,
            defaultValue = "loopback",
            description = "Network interface, by its name or one of its addresses; 'loopback' is the machine's "
                    + "loopback interface.")
    @AllowedText(
            property = "networkInterface",
            min = 1,
            allowed = "'loopback', or a network interface's name or one of its addresses")
    private String networkInterface = GroupSettings.DEFAULT_NETWORK_INTERFACE;

    @ConfigProperty(
            type = Integer.class,
            defaultValue = "0",
            description = "UDP port of this member's own socket, 0 to 65535; 0 takes any free one.")
    @AllowedRange(property = "unicastPort", min = 0, max = 65_535)
    private Integer unicastPort = GroupSettings.DEFAULT_UNICAST_PORT;

    @ConfigProperty(
            type = Integer.class,
            defaultValue = "1",
            description = "How many networks a multicast datagram may cross, 0 to 255; always 0 on a loopback "
                    + "interface.")
    @Unit("hops")
    @AllowedRange(property = "timeToLive", min = 0, max = 255)
    private Integer timeToLive = GroupSettings.DEFAULT_TIME_TO_LIVE;

    @ConfigProperty(
            type = Integer.class,
            defaultValue = "0",
            description = "Largest datagram sent, 512 to 65507 bytes of UDP payload; 0 takes what fits the "
                    + "interface's MTU.")
    @Unit("bytes")
    @AllowedRange(
            property = "maxDatagramSize",
            min = 0,
            max = 65_507,
            message = "{property}: ${validatedValue} is not allowed; 0, or 512 to 65507")
    private Integer maxDatagramSize = GroupSettings.DEFAULT_MAX_DATAGRAM_SIZE;

    @ConfigProperty(
            type = Integer.class,
            defaultValue = "4194304",
            description = "Socket receive buffer asked for, at least 65536 bytes.")
    @Unit("bytes")
    @AllowedRange(property = "receiveBuffer", min = 65_536, max = Integer.MAX_VALUE)
    private Integer receiveBuffer = GroupSettings.DEFAULT_RECEIVE_BUFFER;

    @ConfigProperty(
            type = Integer.class,
            defaultValue = "1048576",
            description = "Socket send buffer asked for, at least 65536 bytes.")
    @Unit("bytes")
    @AllowedRange(property = "sendBuffer", min = 65_536, max = Integer.MAX_VALUE)
    private Integer sendBuffer = GroupSettings.DEFAULT_SEND_BUFFER;

    @ConfigProperty(
            type = Boolean.class,
            defaultValue = "true",
            description =
                    "Whether many datagrams may go through the system with one call, where it is Linux on x86-64 or "
                            + "AArch64 and the native library for it can be loaded; otherwise each takes a call of its own.")
    @NotNull(message = "nativeTransport: ${validatedValue} is not allowed; true or false")
    private Boolean nativeTransport = GroupSettings.DEFAULT_NATIVE_TRANSPORT;

    /** Creates the configuration with every property at its default. */
    protected NetworkConfiguration() {}

    /**
     * Every property's value, for comparing configurations.
     *
     * @return the values, in the order of the properties
     */
    protected List<Object> values() {
        return Arrays.asList(
                group,
                memberId,
                groupAddress,
                port,
                networkInterface,
                unicastPort,
                timeToLive,
                maxDatagramSize,
                receiveBuffer,
                sendBuffer,
                nativeTransport);
    }

    /**
     * Fills in the settings that are configured here.
     *
     * @return a builder
     */
    GroupSettingsBuilder settingsBuilder() {
        return GroupSettings.builder()
                .group(group)
                .memberId(memberId)
                .groupAddress(groupAddress)
                .port(port)
                .networkInterface(networkInterface)
                .unicastPort(unicastPort)
                .timeToLive(timeToLive)
                .maxDatagramSize(maxDatagramSize)
                .receiveBuffer(receiveBuffer)
                .sendBuffer(sendBuffer)
                .nativeTransport(nativeTransport);
    }

    /**
     * The group's name.
     *
     * @return the value
     */
    public String getGroup() {
        return group;
    }

    /**
     * Sets {@link #getGroup()}.
     *
     * @param group the value
     */
    public void setGroup(String group) {
        this.group = group;
    }

    /**
     * This member's id.
     *
     * @return the value
     */
    public String getMemberId() {
        return memberId;
    }

    /**
     * Sets {@link #getMemberId()}.
     *
     * @param memberId the value
     */
    public void setMemberId(String memberId) {
        this.memberId = memberId;
    }

    /**
     * The group's multicast address.
     *
     * @return the value
     */
    public String getGroupAddress() {
        return groupAddress;
    }

    /**
     * Sets {@link #getGroupAddress()}.
     *
     * @param groupAddress the value
     */
    public void setGroupAddress(String groupAddress) {
        this.groupAddress = groupAddress;
    }

    /**
     * The group's UDP port.
     *
     * @return the value
     */
    public Integer getPort() {
        return port;
    }

    /**
     * Sets {@link #getPort()}.
     *
     * @param port the value
     */
    public void setPort(Integer port) {
        this.port = port;
    }

    /**
     * The network interface.
     *
     * @return the value
     */
    public String getNetworkInterface() {
        return networkInterface;
    }

    /**
     * Sets {@link #getNetworkInterface()}.
     *
     * @param networkInterface the value
     */
    public void setNetworkInterface(String networkInterface) {
        this.networkInterface = networkInterface;
    }

    /**
     * The UDP port of this member's own socket.
     *
     * @return the value
     */
    public Integer getUnicastPort() {
        return unicastPort;
    }

    /**
     * Sets {@link #getUnicastPort()}.
     *
     * @param unicastPort the value
     */
    public void setUnicastPort(Integer unicastPort) {
        this.unicastPort = unicastPort;
    }

    /**
     * The multicast time to live, in hops.
     *
     * @return the value
     */
    public Integer getTimeToLive() {
        return timeToLive;
    }

    /**
     * Sets {@link #getTimeToLive()}.
     *
     * @param timeToLive the value
     */
    public void setTimeToLive(Integer timeToLive) {
        this.timeToLive = timeToLive;
    }

    /**
     * The largest datagram sent, in bytes.
     *
     * @return the value
     */
    public Integer getMaxDatagramSize() {
        return maxDatagramSize;
    }

    /**
     * Sets {@link #getMaxDatagramSize()}.
     *
     * @param maxDatagramSize the value
     */
    public void setMaxDatagramSize(Integer maxDatagramSize) {
        this.maxDatagramSize = maxDatagramSize;
    }

    /**
     * The socket receive buffer asked for, in bytes.
     *
     * @return the value
     */
    public Integer getReceiveBuffer() {
        return receiveBuffer;
    }

    /**
     * Sets {@link #getReceiveBuffer()}.
     *
     * @param receiveBuffer the value
     */
    public void setReceiveBuffer(Integer receiveBuffer) {
        this.receiveBuffer = receiveBuffer;
    }

    /**
     * The socket send buffer asked for, in bytes.
     *
     * @return the value
     */
    public Integer getSendBuffer() {
        return sendBuffer;
    }

    /**
     * Sets {@link #getSendBuffer()}.
     *
     * @param sendBuffer the value
     */
    public void setSendBuffer(Integer sendBuffer) {
        this.sendBuffer = sendBuffer;
    }

    /**
     * Whether the native transport may be used.
     *
     * @return the value
     */
    public Boolean getNativeTransport() {
        return nativeTransport;
    }

    /**
     * Sets {@link #getNativeTransport()}.
     *
     * @param nativeTransport the value
     */
    public void setNativeTransport(Boolean nativeTransport) {
        this.nativeTransport = nativeTransport;
    }
}
