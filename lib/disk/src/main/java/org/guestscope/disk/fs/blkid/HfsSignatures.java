package org.guestscope.disk.fs.blkid;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.guestscope.disk.Cursor;
import org.jspecify.annotations.Nullable;

/** HFS+ (also wrapped in HFS), HFS and APFS. */
final class HfsSignatures {

    private static final int EXTENTS = 8;
    private static final int LEAF_NODE = 0xff;
    private static final int ROOT_PARENT = 1;
    private static final byte[] UUID_NAMESPACE = HexFormat.of().parseHex("b3e20f39f29211d697a400306543ecac");

    private HfsSignatures() {}

    static List<Signature> all() {
        Magic hfs = Magic.text(1, 0, "BD");
        return List.of(
                Signature.filesystem(
                        "hfsplus", (w, m) -> hfsPlus(w), hfs, Magic.text(1, 0, "H+"), Magic.text(1, 0, "HX")),
                Signature.filesystem("hfs", (w, m) -> hfs(w), hfs).tolerating());
    }

    static Signature apfs() {
        return Signature.filesystem("apfs", (w, m) -> apfs(w), Magic.text(0, 32, "NXSB"));
    }

    private static boolean isPlus(int signature) {
        return signature == 0x482b || signature == 0x4858;
    }

    private static @Nullable Names hfs(Window window) throws IOException {
        Cursor in = window.bigEndian(1024, 162, "HFS master directory block");
        if (in == null || isPlus(in.at(124).u16())) {
            return null;
        }
        long size = in.at(20).u32();
        if (size == 0 || size % 512 != 0) {
            return null;
        }
        int length = Math.min(in.at(36).u8(), 27);
        return new Names(Names.label(in.bytes(length)), uuid(in.at(116).bytes(8)));
    }

    private static @Nullable Names hfsPlus(Window window) throws IOException {
        Cursor block = window.bigEndian(1024, 162, "HFS master directory block");
        if (block == null) {
            return null;
        }
        long offset = 0;
        if (block.u16() == 0x4244) {
            long size = block.at(20).u32();
            long first = block.at(28).u16();
            if (!isPlus(block.at(124).u16())) {
                return null;
            }
            offset = (first * 512 + block.u16() * size) & 0xffffffffL;
        }
        Cursor in = window.bigEndian(offset + 1024, 512, "HFS+ volume header");
        if (in == null || !isPlus(in.u16())) {
            return null;
        }
        long blockSize = in.at(40).u32();
        String uuid = uuid(in.at(104).bytes(8));
        if (blockSize < 512) {
            return null;
        }
        long[][] extents = new long[EXTENTS][2];
        in.at(288);
        for (long[] extent : extents) {
            extent[0] = in.u32();
            extent[1] = in.u32();
        }
        return new Names(catalogName(window, offset, blockSize, extents), uuid);
    }

    /** The volume's name is that of the root directory: the key of the catalog's first leaf record. */
    private static @Nullable String catalogName(Window window, long offset, long blockSize, long[][] extents)
            throws IOException {
        Cursor header = window.bigEndian(offset + extents[0][0] * blockSize, 0x2000, "HFS+ catalog header");
        if (header == null) {
            return null;
        }
        long leaves = header.at(20).u32();
        long firstLeaf = header.u32();
        header.skip(4);
        int nodeSize = header.u16();
        if (leaves == 0 || nodeSize < 512) {
            return null;
        }
        long block = firstLeaf * nodeSize / blockSize;
        for (long[] extent : extents) {
            if (extent[1] == 0) {
                return null;
            }
            if (block < extent[1]) {
                return leafName(window, offset + (extent[0] + block) * blockSize, nodeSize);
            }
            block -= extent[1];
        }
        return null;
    }

    private static @Nullable String leafName(Window window, long offset, int nodeSize) throws IOException {
        Cursor in = window.bigEndian(offset, nodeSize, "HFS+ catalog leaf");
        if (in == null || in.at(8).u8() != LEAF_NODE || in.at(10).u16() == 0) {
            return null;
        }
        in.at(14).skip(2);
        long parent = in.u32();
        int length = in.u16();
        return parent == ROOT_PARENT && length <= 255 && in.remaining() >= 2 * length
                ? Names.label(in.bytes(2 * length), StandardCharsets.UTF_16BE)
                : null;
    }

    /** A version 3 UUID of the Finder's 8-byte volume identifier. */
    private static @Nullable String uuid(byte[] identifier) {
        if (java.util.Arrays.equals(identifier, new byte[8])) {
            return null;
        }
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            md5.update(UUID_NAMESPACE);
            byte[] uuid = md5.digest(identifier);
            uuid[6] = (byte) (0x30 | uuid[6] & 0x0f);
            uuid[8] = (byte) (0x80 | uuid[8] & 0x3f);
            return Names.uuid(uuid);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    private static @Nullable Names apfs(Window window) throws IOException {
        Cursor in = window.littleEndian(0, 88, "APFS container superblock");
        if (in == null || in.at(24).u16() != 1 || in.at(28).u16() != 0 || in.u16() != 0) {
            return null;
        }
        return in.at(36).u32() == 4096 ? new Names(null, Names.uuid(in.at(72).bytes(16))) : null;
    }
}
