package org.guestscope.disk.partition;

/**
 * One partition.
 *
 * @param number its number, 1 or higher; numbers may be missing, and need not follow the order on the disk
 * @param start where it begins, in bytes from the start of the disk
 * @param size its size in bytes
 * @param role what its type says of its contents
 * @param type the table's own type, e.g. {@code 0x83} or a GUID in capitals; empty where the table has none
 */
public record Partition(int number, long start, long size, Role role, String type) {

    /** What a partition's type says of its contents. */
    public enum Role {
        /** Anything; most types say nothing that can be relied on. */
        DATA,
        /** An extended partition of an MBR, which holds the logical ones. */
        EXTENDED,
        /** A Windows partition that holds no filesystem: LDM metadata or data, Microsoft reserved, cluster snapshot. */
        RESERVED
    }
}
