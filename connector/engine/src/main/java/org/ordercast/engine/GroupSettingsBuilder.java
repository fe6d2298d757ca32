package org.ordercast.engine;

import java.time.Duration;

/** Collects the settings of a member; what is not set has its default. Not safe for use by several threads. */
public final class GroupSettingsBuilder {

    private String group = GroupSettings.DEFAULT_GROUP;
    private String memberId = GroupSettings.DEFAULT_MEMBER_ID;
    private String groupAddress = GroupSettings.DEFAULT_GROUP_ADDRESS;
    private int port = GroupSettings.DEFAULT_PORT;
    private String networkInterface = GroupSettings.DEFAULT_NETWORK_INTERFACE;
    private int unicastPort = GroupSettings.DEFAULT_UNICAST_PORT;
    private int timeToLive = GroupSettings.DEFAULT_TIME_TO_LIVE;
    private int maxDatagramSize = GroupSettings.DEFAULT_MAX_DATAGRAM_SIZE;
    private int receiveBuffer = GroupSettings.DEFAULT_RECEIVE_BUFFER;
    private int sendBuffer = GroupSettings.DEFAULT_SEND_BUFFER;
    private boolean nativeTransport = GroupSettings.DEFAULT_NATIVE_TRANSPORT;
    private String sequencer = GroupSettings.DEFAULT_SEQUENCER;
    private Duration discoveryTime = GroupSettings.DEFAULT_DISCOVERY_TIME;
    private Duration memberTimeout = GroupSettings.DEFAULT_MEMBER_TIMEOUT;
    private int maxMessageSize = GroupSettings.DEFAULT_MAX_MESSAGE_SIZE;
    private int windowSize = GroupSettings.DEFAULT_WINDOW_SIZE;
    private int publishBuffer = GroupSettings.DEFAULT_PUBLISH_BUFFER;
    private long logMemory = GroupSettings.DEFAULT_LOG_MEMORY;
    private long repairRate = GroupSettings.DEFAULT_REPAIR_RATE;
    private int directThreshold = GroupSettings.DEFAULT_DIRECT_THRESHOLD;
    private StorageSettings storage = StorageSettings.DEFAULT;
    private double simulatedLoss = GroupSettings.DEFAULT_SIMULATED_LOSS;
    private Secret groupKey = Secret.NONE;
    private String groupKeyFile = GroupSettings.DEFAULT_GROUP_KEY_FILE;
    private String keyStore = GroupSettings.DEFAULT_KEY_STORE;
    private String keyStoreType = GroupSettings.DEFAULT_KEY_STORE_TYPE;
    private Secret keyStorePassword = Secret.NONE;
    private String keyAlias = GroupSettings.DEFAULT_KEY_ALIAS;
    private String cipher = GroupSettings.DEFAULT_CIPHER;
    private boolean allowUnsealed = GroupSettings.DEFAULT_ALLOW_UNSEALED;

    GroupSettingsBuilder() {}

    /**
     * Sets {@link GroupSettings#group()}.
     *
     * @param value the group's name: members of the same name share one order. 1 to 255 UTF-8 bytes.
     * @return this builder
     */
    public GroupSettingsBuilder group(String value) {
        this.group = value;
        return this;
    }

    /**
     * Sets {@link GroupSettings#memberId()}.
     *
     * @param value this member's id, different for each member of the group, at most 255 UTF-8 bytes. Empty: made from the host's name and a random number, and kept with the log, if that is on disk.
     * @return this builder
     */
    public GroupSettingsBuilder memberId(String value) {
        this.memberId = value;
        return this;
    }

    /**
     * Sets {@link GroupSettings#groupAddress()}.
     *
     * @param value the multicast address of the group, IPv4 or IPv6.
     * @return this builder
     */
    public GroupSettingsBuilder groupAddress(String value) {
        this.groupAddress = value;
        return this;
    }

    /**
     * Sets {@link GroupSettings#port()}.
     *
     * @param value the UDP port of the group, 1 to 65535.
     * @return this builder
     */
    public GroupSettingsBuilder port(int value) {
        this.port = value;
        return this;
    }

    /**
     * Sets {@link GroupSettings#networkInterface()}.
     *
     * @param value the network interface, by its name or one of its addresses; {@code loopback} is the machine's loopback interface.
     * @return this builder
     */
    public GroupSettingsBuilder networkInterface(String value) {
        this.networkInterface = value;
        return this;
    }

    /**
     * Sets {@link GroupSettings#unicastPort()}.
     *
     * @param value the UDP port of this member's own socket, 0 to 65535; 0 takes any free one.
     * @return this builder
     */
    public GroupSettingsBuilder unicastPort(int value) {
        this.unicastPort = value;
        return this;
    }

    /**
     * Sets {@link GroupSettings#timeToLive()}.
     *
     * @param value how many networks a multicast datagram may cross, 0 to 255; always 0 on a loopback interface.
     * @return this builder
     */
    public GroupSettingsBuilder timeToLive(int value) {
        this.timeToLive = value;
        return this;
    }

    /**
     * Sets {@link GroupSettings#maxDatagramSize()}.
     *
     * @param value the largest datagram sent, in bytes of UDP payload, 512 to 65507; 0 takes what fits the interface's MTU.
     * @return this builder
     */
    public GroupSettingsBuilder maxDatagramSize(int value) {
        this.maxDatagramSize = value;
        return this;
    }

    /**
     * Sets {@link GroupSettings#receiveBuffer()}.
     *
     * @param value the socket receive buffer asked for, in bytes, at least 65536.
     * @return this builder
     */
    public GroupSettingsBuilder receiveBuffer(int value) {
        this.receiveBuffer = value;
        return this;
    }

    /**
     * Sets {@link GroupSettings#sendBuffer()}.
     *
     * @param value the socket send buffer asked for, in bytes, at least 65536.
     * @return this builder
     */
    public GroupSettingsBuilder sendBuffer(int value) {
        this.sendBuffer = value;
        return this;
    }

    /**
     * Sets {@link GroupSettings#nativeTransport()}.
     *
     * @param value whether many datagrams may go through the system with one call, where it offers that.
     * @return this builder
     */
    public GroupSettingsBuilder nativeTransport(boolean value) {
        this.nativeTransport = value;
        return this;
    }

    /**
     * Sets {@link GroupSettings#sequencer()}.
     *
     * @param value the id of the member that holds the sequencer's role. Empty: the members that start the group settle on one.
     * @return this builder
     */
    public GroupSettingsBuilder sequencer(String value) {
        this.sequencer = value;
        return this;
    }

    /**
     * Sets {@link GroupSettings#discoveryTime()}.
     *
     * @param value how long a member listens for a sequencer before it claims the role of a new group, 200 ms to 60 s.
     * @return this builder
     */
    public GroupSettingsBuilder discoveryTime(Duration value) {
        this.discoveryTime = value;
        return this;
    }

    /**
     * Sets {@link GroupSettings#memberTimeout()}.
     *
     * @param value how long a member may be silent before it is evicted, and the sequencer before the group reports that it waits; 500 ms to 1 h.
     * @return this builder
     */
    public GroupSettingsBuilder memberTimeout(Duration value) {
        this.memberTimeout = value;
        return this;
    }

    /**
     * Sets {@link GroupSettings#maxMessageSize()}.
     *
     * @param value the largest message, in bytes, 1 to 1 GiB.
     * @return this builder
     */
    public GroupSettingsBuilder maxMessageSize(int value) {
        this.maxMessageSize = value;
        return this;
    }

    /**
     * Sets {@link GroupSettings#windowSize()}.
     *
     * @param value how many bytes a stream may have on the wire unacknowledged, 65536 to 1 GiB.
     * @return this builder
     */
    public GroupSettingsBuilder windowSize(int value) {
        this.windowSize = value;
        return this;
    }

    /**
     * Sets {@link GroupSettings#publishBuffer()}.
     *
     * @param value how many bytes of messages may wait in this member to be ordered before publishing blocks; at least maxMessageSize, at most 2 GiB - 1.
     * @return this builder
     */
    public GroupSettingsBuilder publishBuffer(int value) {
        this.publishBuffer = value;
        return this;
    }

    /**
     * Sets {@link GroupSettings#logMemory()}.
     *
     * @param value how many bytes of ordered messages are kept for slow cursors before the group slows down, at least 1 MiB.
     * @return this builder
     */
    public GroupSettingsBuilder logMemory(long value) {
        this.logMemory = value;
        return this;
    }

    /**
     * Sets {@link GroupSettings#repairRate()}.
     *
     * @param value the most that repair may send, in bytes a second, at least 65536.
     * @return this builder
     */
    public GroupSettingsBuilder repairRate(long value) {
        this.repairRate = value;
        return this;
    }

    /**
     * Sets {@link GroupSettings#directThreshold()}.
     *
     * @param value from which length on, in bytes, a frame goes directly to the group, 0 to 2147483647.
     * @return this builder
     */
    public GroupSettingsBuilder directThreshold(int value) {
        this.directThreshold = value;
        return this;
    }

    /**
     * Sets {@link GroupSettings#storage()}.
     *
     * @param value how the order is kept
     * @return this builder
     */
    public GroupSettingsBuilder storage(StorageSettings value) {
        this.storage = value;
        return this;
    }

    /**
     * Sets {@link GroupSettings#simulatedLoss()}.
     *
     * @param value the share of received datagrams to drop on purpose, 0 to 0.9, for drills and tests.
     * @return this builder
     */
    public GroupSettingsBuilder simulatedLoss(double value) {
        this.simulatedLoss = value;
        return this;
    }

    /**
     * Sets {@link GroupSettings#groupKey()}.
     *
     * @param value the keys: {@code id:base64} for each, commas between several; the first seals. Empty: not set.
     * @return this builder
     */
    public GroupSettingsBuilder groupKey(String value) {
        this.groupKey = new Secret(value);
        return this;
    }

    /**
     * Sets {@link GroupSettings#groupKeyFile()}.
     *
     * @param value a file that holds such a text, read again when it changes. Empty: none.
     * @return this builder
     */
    public GroupSettingsBuilder groupKeyFile(String value) {
        this.groupKeyFile = value;
        return this;
    }

    /**
     * Sets {@link GroupSettings#keyStore()}.
     *
     * @param value a key store's file that holds the keys. Empty: none.
     * @return this builder
     */
    public GroupSettingsBuilder keyStore(String value) {
        this.keyStore = value;
        return this;
    }

    /**
     * Sets {@link GroupSettings#keyStoreType()}.
     *
     * @param value the type of the key store.
     * @return this builder
     */
    public GroupSettingsBuilder keyStoreType(String value) {
        this.keyStoreType = value;
        return this;
    }

    /**
     * Sets {@link GroupSettings#keyStorePassword()}.
     *
     * @param value the password of the key store and of its keys. Empty: not set.
     * @return this builder
     */
    public GroupSettingsBuilder keyStorePassword(String value) {
        this.keyStorePassword = new Secret(value);
        return this;
    }

    /**
     * Sets {@link GroupSettings#keyAlias()}.
     *
     * @param value the keys' aliases in the key store, commas between several; the first seals. A key's id is its place, or given as {@code alias=id}.
     * @return this builder
     */
    public GroupSettingsBuilder keyAlias(String value) {
        this.keyAlias = value;
        return this;
    }

    /**
     * Sets {@link GroupSettings#cipher()}.
     *
     * @param value what seals, the same in the whole group: {@code AES-256-GCM} or {@code ChaCha20-Poly1305}.
     * @return this builder
     */
    public GroupSettingsBuilder cipher(String value) {
        this.cipher = value;
        return this;
    }

    /**
     * Sets {@link GroupSettings#allowUnsealed()}.
     *
     * @param value whether a group without a key may use an interface that is not loopback.
     * @return this builder
     */
    public GroupSettingsBuilder allowUnsealed(boolean value) {
        this.allowUnsealed = value;
        return this;
    }

    /**
     * Ends the settings.
     *
     * @return the settings
     * @throws IllegalArgumentException if a value, or a combination, is not allowed
     */
    public GroupSettings build() {
        return new GroupSettings(
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
                nativeTransport,
                sequencer,
                discoveryTime,
                memberTimeout,
                maxMessageSize,
                windowSize,
                publishBuffer,
                logMemory,
                repairRate,
                directThreshold,
                simulatedLoss,
                groupKey,
                groupKeyFile,
                keyStore,
                keyStoreType,
                keyStorePassword,
                keyAlias,
                cipher,
                allowUnsealed,
                storage);
    }
}
