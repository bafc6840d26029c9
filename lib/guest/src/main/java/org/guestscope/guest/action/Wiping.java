package org.guestscope.guest.action;

import java.io.IOException;
import org.guestscope.guest.catalogue.Action;
import org.guestscope.guest.catalogue.Family;
import org.guestscope.guest.catalogue.Is;
import org.guestscope.guest.catalogue.Opt;
import org.guestscope.guest.catalogue.ParamKind;
import org.jspecify.annotations.Nullable;

/** Overwrites, discards and fills. */
@Family(title = "wiping and filling")
public interface Wiping {

    /**
     * Writes zeros over the first 64 KiB of {@code device}, which removes a partition table, a boot block or the
     * beginning of a filesystem. {@code wipefs} removes only what tells a filesystem.
     */
    @Action(name = "zero", since = "1.0.16", summary = "write zeros over the first 128 sectors of a device")
    void zero(@Is(ParamKind.DEVICE) String device) throws IOException;

    /**
     * Writes zeros over all blocks that the ext2/3/4 filesystem on {@code device} does not use, so that the image can
     * be made small or compresses well. It must not be mounted for writing.
     */
    @Action(
            name = "zerofree",
            since = "1.0.26",
            feature = "zerofree",
            summary = "write zeros over the unused blocks of an ext2/3 filesystem")
    void zerofree(@Is(ParamKind.DEVICE) String device) throws IOException;

    /**
     * Overwrites {@code device} several times with patterns, so that what was there cannot be read any more from the
     * disk. On a disk image that means little: the host keeps old blocks.
     */
    @Action(
            name = "scrub-device",
            since = "1.0.52",
            feature = "scrub",
            summary = "overwrite a device with patterns, so that its data is gone")
    void scrubDevice(@Is(ParamKind.DEVICE) String device) throws IOException;

    /** Overwrites the file {@code file} several times with patterns and deletes it. */
    @Action(
            name = "scrub-file",
            since = "1.0.52",
            feature = "scrub",
            summary = "overwrite a file with patterns and delete it")
    void scrubFile(@Is(ParamKind.PATH) String file) throws IOException;

    /**
     * Fills what is free of a filesystem with files of patterns and deletes them, so that deleted files cannot be read
     * any more.
     *
     * @param dir a new directory for these files
     */
    @Action(
            name = "scrub-freespace",
            since = "1.0.52",
            feature = "scrub",
            summary = "overwrite a filesystem's free space with patterns")
    void scrubFreespace(@Is(ParamKind.PATH) String dir) throws IOException;

    /** Makes the file {@code path} of {@code len} bytes that all have the value {@code c}, from 0 to 255. */
    @Action(name = "fill", since = "1.0.79", summary = "make a file of one repeated byte")
    void fill(int c, int len, @Is(ParamKind.PATH) String path) throws IOException;

    /**
     * Writes zeros over the whole of {@code device}. What is zero already is not written, so a sparse image stays
     * sparse.
     */
    @Action(name = "zero-device", since = "1.3.1", summary = "write zeros over a whole device")
    void zeroDevice(@Is(ParamKind.DEVICE) String device) throws IOException;

    /**
     * Makes the file {@code path} of {@code len} bytes by repeating the text {@code pattern}; the last repetition may
     * be cut.
     */
    @Action(name = "fill-pattern", since = "1.3.12", summary = "make a file of a repeated text")
    void fillPattern(String pattern, int len, @Is(ParamKind.PATH) String path) throws IOException;

    /** Returns true if the file {@code path} holds nothing but zero bytes, or nothing at all. */
    @Action(name = "is-zero", since = "1.11.8", summary = "whether a file holds only zeros")
    boolean isZero(@Is(ParamKind.PATH) String path) throws IOException;

    /** Returns true if {@code device} holds nothing but zero bytes. All of it is read. */
    @Action(name = "is-zero-device", since = "1.11.8", summary = "whether a device holds only zeros")
    boolean isZeroDevice(@Is(ParamKind.DEVICE) String device) throws IOException;

    /**
     * Removes what tells filesystems, RAID members, volumes and partition tables on {@code device}, so that nothing is
     * recognised there any more. The data behind it stays.
     */
    @Action(
            name = "wipefs",
            since = "1.17.6",
            feature = "wipefs",
            summary = "wipe the filesystem signatures of a device")
    void wipefs(@Is(ParamKind.DEVICE) String device) throws IOException;

    /**
     * Fills what is free of a mounted filesystem with a file of zeros and deletes it, so that the image can be made
     * small or compresses well.
     *
     * @param directory a directory in the filesystem
     */
    @Action(name = "zero-free-space", since = "1.17.18", summary = "write zeros over a filesystem's free space")
    void zeroFreeSpace(@Is(ParamKind.PATH) String directory) throws IOException;

    /**
     * Tells the disk which blocks of the filesystem at {@code mountpoint} are unused, so that the host gets their space
     * back. The drive has to be added with {@code discard:enable} or {@code discard:besteffort}.
     *
     * <pre>{@code
     * add disk.qcow2 discard:besteffort
     * }</pre>
     *
     * @param offset where to begin, in bytes; 0 unless given
     * @param length how many bytes to look at; all unless given
     * @param minimumfreeextent free pieces below this number of bytes are passed over
     */
    @Action(
            name = "fstrim",
            since = "1.19.6",
            feature = "fstrim",
            summary = "tell the disk which blocks a filesystem does not use")
    void fstrim(
            @Is(ParamKind.PATH) String mountpoint,
            @Opt @Nullable Long offset,
            @Opt @Nullable Long length,
            @Opt @Nullable Long minimumfreeextent)
            throws IOException;

    /** Makes {@code nr} empty files in the directory {@code dir}, named 00000000 and so on, for tests. */
    @Action(name = "fill-dir", since = "1.19.32", summary = "make many empty files in a directory")
    void fillDir(@Is(ParamKind.PATH) String dir, int nr) throws IOException;

    /**
     * Tells the disk that nothing on {@code device} is needed any more; its contents are lost. The drive has to be
     * added with {@code discard:enable}.
     */
    @Action(name = "blkdiscard", since = "1.25.44", feature = "blkdiscard", summary = "discard all blocks of a device")
    void blkdiscard(@Is(ParamKind.DEVICE) String device) throws IOException;

    /**
     * Returns whether blocks of {@code device} read as zeros after {@code blkdiscard}; always false with today's
     * kernels, which no longer say.
     */
    @Action(
            name = "blkdiscardzeroes",
            since = "1.25.44",
            feature = "blkdiscardzeroes",
            summary = "whether discarded blocks of a device read as zeros")
    boolean blkdiscardzeroes(@Is(ParamKind.DEVICE) String device) throws IOException;
}
