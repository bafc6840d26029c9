package org.guestscope.disk.fs.btrfs;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** The checksums btrfs protects its metadata with; a block begins with 32 bytes of room for one. */
enum Checksum {
    CRC32C,
    XXHASH,
    SHA256,
    /** Blake2b is not in the Java platform; blocks are taken as they are, their headers checked all the same. */
    BLAKE2;

    private static final int ROOM = 32;

    /** By the number in the superblock, or null for an unknown one. */
    static @Nullable Checksum of(int type) {
        return type < values().length ? values()[type] : null;
    }

    boolean matches(byte[] block, int checkedFrom) {
        ByteBuffer stored = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
        return switch (this) {
            case CRC32C -> {
                CRC32C crc = new CRC32C();
                crc.update(block, checkedFrom, block.length - checkedFrom);
                yield stored.getInt(0) == (int) crc.getValue();
            }
            case XXHASH -> stored.getLong(0) == XxHash64.hash(block, checkedFrom, block.length - checkedFrom);
            case SHA256 -> Arrays.equals(sha256(block, checkedFrom), Arrays.copyOf(block, ROOM));
            case BLAKE2 -> true;
        };
    }

    private static byte[] sha256(byte[] block, int from) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(block, from, block.length - from);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
