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

    @Action(name = "zero", since = "1.0.16", summary = "write zeros over the first 128 sectors of a device")
    void zero(@Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(
            name = "zerofree",
            since = "1.0.26",
            feature = "zerofree",
            summary = "write zeros over the unused blocks of an ext2/3 filesystem")
    void zerofree(@Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(
            name = "scrub-device",
            since = "1.0.52",
            feature = "scrub",
            summary = "overwrite a device with patterns, so that its data is gone")
    void scrubDevice(@Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(
            name = "scrub-file",
            since = "1.0.52",
            feature = "scrub",
            summary = "overwrite a file with patterns and delete it")
    void scrubFile(@Is(ParamKind.PATH) String file) throws IOException;

    @Action(
            name = "scrub-freespace",
            since = "1.0.52",
            feature = "scrub",
            summary = "overwrite a filesystem's free space with patterns")
    void scrubFreespace(@Is(ParamKind.PATH) String dir) throws IOException;

    @Action(name = "fill", since = "1.0.79", summary = "make a file of one repeated byte")
    void fill(int c, int len, @Is(ParamKind.PATH) String path) throws IOException;

    @Action(name = "zero-device", since = "1.3.1", summary = "write zeros over a whole device")
    void zeroDevice(@Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(name = "fill-pattern", since = "1.3.12", summary = "make a file of a repeated text")
    void fillPattern(String pattern, int len, @Is(ParamKind.PATH) String path) throws IOException;

    @Action(name = "is-zero", since = "1.11.8", summary = "whether a file holds only zeros")
    boolean isZero(@Is(ParamKind.PATH) String path) throws IOException;

    @Action(name = "is-zero-device", since = "1.11.8", summary = "whether a device holds only zeros")
    boolean isZeroDevice(@Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(
            name = "wipefs",
            since = "1.17.6",
            feature = "wipefs",
            summary = "wipe the filesystem signatures of a device")
    void wipefs(@Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(name = "zero-free-space", since = "1.17.18", summary = "write zeros over a filesystem's free space")
    void zeroFreeSpace(@Is(ParamKind.PATH) String directory) throws IOException;

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

    @Action(name = "fill-dir", since = "1.19.32", summary = "make many empty files in a directory")
    void fillDir(@Is(ParamKind.PATH) String dir, int nr) throws IOException;

    @Action(name = "blkdiscard", since = "1.25.44", feature = "blkdiscard", summary = "discard all blocks of a device")
    void blkdiscard(@Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(
            name = "blkdiscardzeroes",
            since = "1.25.44",
            feature = "blkdiscardzeroes",
            summary = "whether discarded blocks of a device read as zeros")
    boolean blkdiscardzeroes(@Is(ParamKind.DEVICE) String device) throws IOException;
}
