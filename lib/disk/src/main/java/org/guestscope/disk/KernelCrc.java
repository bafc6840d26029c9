package org.guestscope.disk;

/**
 * The kernel's {@code crc32c} and {@code crc32_le}: the register is given and returned as it is, where java.util.zip's
 * classes always begin with all ones and end with a complement, so that filesystems' own seeds cannot be used there.
 */
public enum KernelCrc {
    /** CRC-32C, polynomial 0x1EDC6F41 reflected. */
    CRC32C(0x82f63b78),
    /** CRC-32 of IEEE 802.3, polynomial 0x04C11DB7 reflected. */
    CRC32(0xedb88320);

    private final int[] table = new int[256];

    KernelCrc(int reflected) {
        for (int i = 0; i < table.length; i++) {
            int crc = i;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ reflected;
            }
            table[i] = crc;
        }
    }

    /** The register after {@code length} bytes from {@code from} on, having been {@code seed} before. */
    public int update(int seed, byte[] bytes, int from, int length) {
        int crc = seed;
        for (int i = from; i < from + length; i++) {
            crc = (crc >>> 8) ^ table[(crc ^ bytes[i]) & 0xff];
        }
        return crc;
    }

    /** The kernel's {@code crc32_be}: CRC-32 of IEEE 802.3 with the highest bit first, over all of {@code bytes}. */
    public static int updateBigEndian(int seed, byte[] bytes) {
        int crc = Integer.reverse(seed);
        for (byte value : bytes) {
            crc = (crc >>> 8) ^ CRC32.table[(crc ^ Integer.reverse(value) >>> 24) & 0xff];
        }
        return Integer.reverse(crc);
    }

    /** The register after all of {@code bytes}. */
    public int update(int seed, byte[] bytes) {
        return update(seed, bytes, 0, bytes.length);
    }
}
