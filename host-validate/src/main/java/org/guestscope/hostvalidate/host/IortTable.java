package org.guestscope.hostvalidate.host;

import org.jspecify.annotations.Nullable;

/**
 * The ACPI I/O remapping table of Arm platforms (Arm DEN0049). After the 36-byte ACPI header: number of nodes (4),
 * offset of the first from the table's start (4), reserved (4). A node begins: type (1), length (2). Little-endian.
 */
public final class IortTable {
    /** "IORT". */
    private static final long SIGNATURE = 0x54524F49;

    private static final int NODE_COUNT = 36;
    private static final int NODE_OFFSET = 40;
    private static final int HEADER_LENGTH = 48;
    private static final int NODE_HEADER_LENGTH = 16;
    private static final int SMMU_V1_V2 = 3;
    private static final int SMMU_V3 = 4;

    private IortTable() {}

    /** Whether the table lists a system MMU. False for none and for one that cannot be parsed. */
    public static boolean hasSmmu(byte @Nullable [] table) {
        if (table == null || table.length < HEADER_LENGTH || number(table, 0, 4) != SIGNATURE) {
            return false;
        }
        long count = number(table, NODE_COUNT, 4);
        long position = number(table, NODE_OFFSET, 4);
        for (long i = 0; i < count && position + NODE_HEADER_LENGTH <= table.length; i++) {
            int type = table[(int) position];
            if (type == SMMU_V1_V2 || type == SMMU_V3) {
                return true;
            }
            long length = number(table, (int) position + 1, 2);
            if (length < NODE_HEADER_LENGTH) {
                return false;
            }
            position += length;
        }
        return false;
    }

    private static long number(byte[] bytes, int offset, int width) {
        long value = 0;
        for (int i = width - 1; i >= 0; i--) {
            value = (value << 8) | (bytes[offset + i] & 0xFF);
        }
        return value;
    }
}
