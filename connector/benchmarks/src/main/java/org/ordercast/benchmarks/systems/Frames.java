package org.ordercast.benchmarks.systems;

/** How large a datagram may be. */
public enum Frames {
    /** What crosses an Ethernet with its usual MTU of 1,500 bytes in one piece. */
    ETHERNET,
    /** What the loopback interface carries, 64 KiB. */
    LOOPBACK
}
