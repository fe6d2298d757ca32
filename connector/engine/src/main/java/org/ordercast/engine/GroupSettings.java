package org.ordercast.engine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.ordercast.engine.keys.KeySource;
import org.ordercast.engine.security.CipherSuite;

/**
 * How a member and its group are set up. Every value is checked; the message of a refusal names the setting, the value
 * and what is allowed.
 *
 * @param group the group's name: members of the same name share one order. 1 to 255 UTF-8 bytes.
 * @param memberId this member's id, different for each member of the group, at most 255 UTF-8 bytes. Empty: made from the host's name and a random number, and kept with the log, if that is on disk.
 * @param groupAddress the multicast address of the group, IPv4 or IPv6.
 * @param port the UDP port of the group, 1 to 65535.
 * @param networkInterface the network interface, by its name or one of its addresses; {@code loopback} is the machine's loopback interface.
 * @param unicastPort the UDP port of this member's own socket, 0 to 65535; 0 takes any free one.
 * @param timeToLive how many networks a multicast datagram may cross, 0 to 255; always 0 on a loopback interface.
 * @param maxDatagramSize the largest datagram sent, in bytes of UDP payload, 512 to 65507; 0 takes what fits the interface's MTU.
 * @param receiveBuffer the socket receive buffer asked for, in bytes, at least 65536.
 * @param sendBuffer the socket send buffer asked for, in bytes, at least 65536.
 * @param nativeTransport whether many datagrams may go through the system with one call, where it is Linux on x86-64 or AArch64 and the native library for it can be loaded; the JDK's own sockets, one call for each, are used otherwise. Members of both kinds understand each other.
 * @param sequencer the id of the member that holds the sequencer's role. Empty: the members that start the group settle on one.
 * @param discoveryTime how long a member listens for a sequencer before it claims the role of a new group, 200 ms to 60 s.
 * @param memberTimeout how long a member may be silent before it is evicted, and the sequencer before the group reports that it waits; 500 ms to 1 h.
 * @param maxMessageSize the largest message, in bytes, 1 to 1 GiB.
 * @param windowSize how many bytes a stream may have on the wire unacknowledged, 65536 to 1 GiB.
 * @param publishBuffer how many bytes of messages may wait in this member to be ordered before publishing blocks; at least maxMessageSize, at most 2 GiB - 1.
 * @param logMemory how many bytes of ordered messages are kept for slow cursors before the group slows down, at least 1 MiB.
 * @param repairRate the most that repair may send, in bytes a second, at least 65536.
 * @param directThreshold from which length on, in bytes, a frame of messages goes directly from its publisher to the whole group rather than through the sequencer, 0 to 2147483647. A frame that is full goes directly in any case, unless this is 2147483647: then none does.
 * @param simulatedLoss the share of received datagrams to drop on purpose, 0 to 0.9, for drills and tests.
 * @param groupKey the group's keys as a text: {@code id:base64} for each, commas between several; the first seals, all open. A key alone may go without its id. Not set: see the next ones.
 * @param groupKeyFile a file that holds such a text, read again when it changes. Empty: none.
 * @param keyStore a key store's file that holds the keys. Empty: none. At most one of the three may be set; without any, nothing is sealed.
 * @param keyStoreType the type of the key store.
 * @param keyStorePassword the password of the key store and of its keys.
 * @param keyAlias the keys' aliases in the key store, commas between several; the first seals. A key's id is its place, or given as {@code alias=id}.
 * @param cipher what seals, the same in the whole group: {@code AES-256-GCM} or {@code ChaCha20-Poly1305}.
 * @param allowUnsealed whether a group without a key may use an interface that is not loopback.
 * @param storage how the order is kept.
 */
public record GroupSettings(
        String group,
        String memberId,
        String groupAddress,
        int port,
        String networkInterface,
        int unicastPort,
        int timeToLive,
        int maxDatagramSize,
        int receiveBuffer,
        int sendBuffer,
        boolean nativeTransport,
        String sequencer,
        Duration discoveryTime,
        Duration memberTimeout,
        int maxMessageSize,
        int windowSize,
        int publishBuffer,
        long logMemory,
        long repairRate,
        int directThreshold,
        double simulatedLoss,
        Secret groupKey,
        String groupKeyFile,
        String keyStore,
        String keyStoreType,
        Secret keyStorePassword,
        String keyAlias,
        String cipher,
        boolean allowUnsealed,
        StorageSettings storage) {

    /** The default of {@link #group()}. */
    public static final String DEFAULT_GROUP = "ordercast";

    /** The default of {@link #memberId()}. */
    public static final String DEFAULT_MEMBER_ID = "";

    /** The default of {@link #groupAddress()}. */
    public static final String DEFAULT_GROUP_ADDRESS = "239.255.77.1";

    /** The default of {@link #port()}. */
    public static final int DEFAULT_PORT = 45577;

    /** The default of {@link #networkInterface()}. */
    public static final String DEFAULT_NETWORK_INTERFACE = "loopback";

    /** The default of {@link #unicastPort()}. */
    public static final int DEFAULT_UNICAST_PORT = 0;

    /** The default of {@link #timeToLive()}. */
    public static final int DEFAULT_TIME_TO_LIVE = 1;

    /** The default of {@link #maxDatagramSize()}. */
    public static final int DEFAULT_MAX_DATAGRAM_SIZE = 0;

    /** The default of {@link #receiveBuffer()}. */
    public static final int DEFAULT_RECEIVE_BUFFER = 4 * 1024 * 1024;

    /** The default of {@link #sendBuffer()}. */
    public static final int DEFAULT_SEND_BUFFER = 1024 * 1024;

    /** The default of {@link #nativeTransport()}. */
    public static final boolean DEFAULT_NATIVE_TRANSPORT = true;

    /** The default of {@link #sequencer()}. */
    public static final String DEFAULT_SEQUENCER = "";

    /** The default of {@link #discoveryTime()}. */
    public static final Duration DEFAULT_DISCOVERY_TIME = Duration.ofSeconds(1);

    /** The default of {@link #memberTimeout()}. */
    public static final Duration DEFAULT_MEMBER_TIMEOUT = Duration.ofSeconds(10);

    /** The default of {@link #maxMessageSize()}. */
    public static final int DEFAULT_MAX_MESSAGE_SIZE = 16 * 1024 * 1024;

    /** The default of {@link #windowSize()}. */
    public static final int DEFAULT_WINDOW_SIZE = 1024 * 1024;

    /** The default of {@link #publishBuffer()}. */
    public static final int DEFAULT_PUBLISH_BUFFER = 16 * 1024 * 1024;

    /** The default of {@link #logMemory()}. */
    public static final long DEFAULT_LOG_MEMORY = 64L * 1024 * 1024;

    /** The default of {@link #repairRate()}. */
    public static final long DEFAULT_REPAIR_RATE = 64L * 1024 * 1024;

    /** The default of {@link #directThreshold()}. */
    public static final int DEFAULT_DIRECT_THRESHOLD = 16 * 1024;

    /** The default of {@link #simulatedLoss()}. */
    public static final double DEFAULT_SIMULATED_LOSS = 0.0;

    /** The default of {@link #groupKeyFile()}. */
    public static final String DEFAULT_GROUP_KEY_FILE = "";

    /** The default of {@link #keyStore()}. */
    public static final String DEFAULT_KEY_STORE = "";

    /** The default of {@link #keyStoreType()}. */
    public static final String DEFAULT_KEY_STORE_TYPE = "PKCS12";

    /** The default of {@link #keyAlias()}. */
    public static final String DEFAULT_KEY_ALIAS = "";

    /** The default of {@link #cipher()}. */
    public static final String DEFAULT_CIPHER = "AES-256-GCM";

    /** The default of {@link #allowUnsealed()}. */
    public static final boolean DEFAULT_ALLOW_UNSEALED = false;

    /**
     * Checks every value.
     *
     * @param group as {@link #group()} says
     * @param memberId as {@link #memberId()} says
     * @param groupAddress as {@link #groupAddress()} says
     * @param port as {@link #port()} says
     * @param networkInterface as {@link #networkInterface()} says
     * @param unicastPort as {@link #unicastPort()} says
     * @param timeToLive as {@link #timeToLive()} says
     * @param maxDatagramSize as {@link #maxDatagramSize()} says
     * @param receiveBuffer as {@link #receiveBuffer()} says
     * @param sendBuffer as {@link #sendBuffer()} says
     * @param nativeTransport as {@link #nativeTransport()} says
     * @param sequencer as {@link #sequencer()} says
     * @param discoveryTime as {@link #discoveryTime()} says
     * @param memberTimeout as {@link #memberTimeout()} says
     * @param maxMessageSize as {@link #maxMessageSize()} says
     * @param windowSize as {@link #windowSize()} says
     * @param publishBuffer as {@link #publishBuffer()} says
     * @param logMemory as {@link #logMemory()} says
     * @param repairRate as {@link #repairRate()} says
     * @param directThreshold as {@link #directThreshold()} says
     * @param simulatedLoss as {@link #simulatedLoss()} says
     * @param groupKey as {@link #groupKey()} says
     * @param groupKeyFile as {@link #groupKeyFile()} says
     * @param keyStore as {@link #keyStore()} says
     * @param keyStoreType as {@link #keyStoreType()} says
     * @param keyStorePassword as {@link #keyStorePassword()} says
     * @param keyAlias as {@link #keyAlias()} says
     * @param cipher as {@link #cipher()} says
     * @param allowUnsealed as {@link #allowUnsealed()} says
     * @param storage as {@link #storage()} says
     * @throws IllegalArgumentException if a value, or a combination, is not allowed
     */
    public GroupSettings {
        checkText("group", group, 1, 255);
        checkText("memberId", memberId, 0, 255);
        checkText("groupAddress", groupAddress, 1, 255);
        checkRange("port", port, 1, 65_535);
        checkText("networkInterface", networkInterface, 1, 255);
        checkRange("unicastPort", unicastPort, 0, 65_535);
        checkRange("timeToLive", timeToLive, 0, 255);
        if (maxDatagramSize != 0) {
            checkRange("maxDatagramSize", maxDatagramSize, 512, 65_507);
        }
        checkRange("receiveBuffer", receiveBuffer, 65_536, Integer.MAX_VALUE);
        checkRange("sendBuffer", sendBuffer, 65_536, Integer.MAX_VALUE);
        checkText("sequencer", sequencer, 0, 255);
        checkDuration("discoveryTime", discoveryTime, Duration.ofMillis(200), Duration.ofSeconds(60));
        checkDuration("memberTimeout", memberTimeout, Duration.ofMillis(500), Duration.ofHours(1));
        checkRange("maxMessageSize", maxMessageSize, 1, 1 << 30);
        checkRange("windowSize", windowSize, 65_536, 1 << 30);
        checkRange("publishBuffer", publishBuffer, 1, Integer.MAX_VALUE);
        checkRange("logMemory", logMemory, 1 << 20, Long.MAX_VALUE);
        checkRange("repairRate", repairRate, 65_536, Long.MAX_VALUE);
        checkRange("directThreshold", directThreshold, 0, Integer.MAX_VALUE);
        if (!(simulatedLoss >= 0.0 && simulatedLoss <= 0.9)) {
            throw new IllegalArgumentException("simulatedLoss: " + simulatedLoss + " is not allowed; 0 to 0.9");
        }
        if (publishBuffer < maxMessageSize) {
            throw new IllegalArgumentException("publishBuffer: " + publishBuffer
                    + " is not allowed; at least maxMessageSize, which is " + maxMessageSize);
        }
        Objects.requireNonNull(groupKey, "groupKey");
        checkText("groupKeyFile", groupKeyFile, 0, 4096);
        checkText("keyStore", keyStore, 0, 4096);
        checkText("keyStoreType", keyStoreType, 1, 255);
        Objects.requireNonNull(keyStorePassword, "keyStorePassword");
        checkText("keyAlias", keyAlias, 0, 4096);
        CipherSuite.of(Objects.requireNonNull(cipher, "cipher"));
        KeySource.check(groupKey, groupKeyFile, keyStore, keyStorePassword, keyAlias);
        Objects.requireNonNull(storage, "storage");
    }

    /**
     * Whether the settings name a source of keys, so that datagrams are sealed.
     *
     * @return true if the group has a key
     */
    public boolean isSealed() {
        return groupKey.isSet() || !groupKeyFile.isEmpty() || !keyStore.isEmpty();
    }

    /**
     * Begins settings in which everything has its default.
     *
     * @return a new builder
     */
    public static GroupSettingsBuilder builder() {
        return new GroupSettingsBuilder();
    }

    /** Of what tells groups and members apart; that of a record would have to be generated when a server starts. */
    @Override
    public int hashCode() {
        return Objects.hash(group, memberId, groupAddress, port);
    }

    private static void checkText(String name, String value, int minBytes, int maxBytes) {
        int bytes = Objects.requireNonNull(value, name).getBytes(StandardCharsets.UTF_8).length;
        if (bytes < minBytes || bytes > maxBytes) {
            throw new IllegalArgumentException(name + ": '" + value + "' of " + bytes + " bytes is not allowed; "
                    + minBytes + " to " + maxBytes + " UTF-8 bytes");
        }
    }

    private static void checkRange(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + ": " + value + " is not allowed; " + min + " to " + max);
        }
    }

    private static void checkDuration(String name, Duration value, Duration min, Duration max) {
        Objects.requireNonNull(value, name);
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException(name + ": " + value.toMillis() + " ms is not allowed; " + min.toMillis()
                    + " to " + max.toMillis() + " ms");
        }
    }
}
