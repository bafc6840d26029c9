package org.guestscope.agent.action;

import java.io.IOException;
import org.guestscope.agent.child.Child;
import org.guestscope.agent.libc.Errno;
import org.guestscope.agent.libc.ErrnoException;
import org.jspecify.annotations.Nullable;

/** Spells one set of options for the makers of all filesystems. */
final class MkfsCommand {

    private static final int SECTOR = 512;

    private MkfsCommand() {}

    static Child of(
            ActionContext context,
            String type,
            @Nullable Integer blocksize,
            @Nullable String features,
            @Nullable Integer inode,
            @Nullable Integer sectorsize,
            @Nullable String label)
            throws IOException {
        if (!type.matches("[a-z0-9_+.-]+")) {
            throw new ErrnoException(type, Errno.EINVAL);
        }
        if (blocksize != null && (blocksize <= 0 || Integer.bitCount(blocksize) != 1)) {
            throw new ErrnoException("block size %d: must be a power of 2".formatted(blocksize), Errno.EINVAL);
        }
        boolean ext = type.matches("ext[234]");
        if (features != null && !ext && !type.equals("f2fs")) {
            throw unsupported("features", type);
        }
        if (inode != null && !ext && !type.equals("xfs")) {
            throw unsupported("an inode size", type);
        }
        Child mkfs = context.child("mkfs." + type);
        if (ext) {
            return mkfs.add("-F")
                    .option("-b", blocksize)
                    .option("-I", inode)
                    .option("-O", features)
                    .option("-L", label);
        }
        switch (type) {
            case "xfs" -> {
                mkfs.add("-f").option("-L", label);
                mkfs.option("-b", blocksize == null ? null : "size=" + blocksize);
                mkfs.option("-i", inode == null ? null : "size=" + inode);
                mkfs.option("-s", sectorsize == null ? null : "size=" + sectorsize);
            }
            case "btrfs" ->
                mkfs.add("-f").option("-n", blocksize).option("-s", sectorsize).option("-L", label);
            case "vfat", "msdos", "fat" -> {
                mkfs.add("-I").option("-S", sectorsize).option("-n", label);
                int sector = sectorsize == null ? SECTOR : sectorsize;
                mkfs.option("-s", blocksize == null ? null : Math.max(1, blocksize / sector));
            }
            case "ntfs" ->
                mkfs.add("-F", "-Q")
                        .option("-c", blocksize)
                        .option("-s", sectorsize)
                        .option("-L", label);
            case "exfat" -> mkfs.option("-c", blocksize).option("-L", label);
            case "hfsplus", "hfs" -> mkfs.option("-b", blocksize).option("-v", label);
            case "f2fs" -> mkfs.add("-f").option("-O", features).option("-l", label);
            case "reiserfs" -> mkfs.add("-f", "-f").option("-b", blocksize).option("-l", label);
            case "jfs" -> mkfs.add("-q").option("-L", label);
            case "nilfs2" -> mkfs.add("-f").option("-b", blocksize).option("-L", label);
            case "udf" -> mkfs.option("-b", blocksize).option("-l", label);
            case "ufs" -> mkfs.option("-b", blocksize);
            default -> {
                if (label != null || sectorsize != null) {
                    throw unsupported("a label or a sector size", type);
                }
                mkfs.option("-b", blocksize);
            }
        }
        return mkfs;
    }

    private static ErrnoException unsupported(String what, String type) {
        return new ErrnoException("%s for %s".formatted(what, type), Errno.EOPNOTSUPP);
    }
}
