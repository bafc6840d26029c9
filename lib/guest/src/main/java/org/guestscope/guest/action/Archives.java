package org.guestscope.guest.action;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.guestscope.guest.catalogue.Action;
import org.guestscope.guest.catalogue.Family;
import org.guestscope.guest.catalogue.Is;
import org.guestscope.guest.catalogue.Opt;
import org.guestscope.guest.catalogue.ParamKind;
import org.jspecify.annotations.Nullable;

/** Packs and unpacks. */
@Family(title = "archives")
public interface Archives {

    /**
     * Unpacks a tar file of the host into {@code directory}, which has to exist. Files that are already there are
     * overwritten; owners, modes and times come from the archive.
     *
     * <pre>{@code
     * tar-in site.tgz /var/www compress:gzip
     * }</pre>
     *
     * @param tarfile the tar file
     * @param compress how it is compressed: {@code gzip}, {@code bzip2}, {@code xz}, {@code lzma}, {@code lzop}, {@code
     *     zstd} or {@code compress}; not at all unless given
     * @param xattrs whether to restore extended attributes; not unless given
     * @param selinux whether to restore SELinux contexts; not unless given
     * @param acls whether to restore access lists; not unless given
     */
    @Action(
            name = "tar-in",
            since = "1.0.3",
            aliases = {"tar-in-opts"},
            summary = "unpack a host tar file into a directory")
    void tarIn(
            InputStream tarfile,
            @Is(ParamKind.PATH) String directory,
            @Opt @Nullable String compress,
            @Opt @Nullable Boolean xattrs,
            @Opt @Nullable Boolean selinux,
            @Opt @Nullable Boolean acls)
            throws IOException;

    /**
     * Packs everything below {@code directory} into a tar file on the host. Names in the archive are relative to that
     * directory.
     *
     * <pre>{@code
     * tar-out /etc etc.tar.xz compress:xz "excludes:*.bak cache"
     * }</pre>
     *
     * @param tarfile the tar file to write
     * @param compress how to compress it: {@code gzip}, {@code bzip2}, {@code xz}, {@code lzma}, {@code lzop}, {@code
     *     zstd} or {@code compress}; not at all unless given
     * @param numericowner whether to store user and group numbers without names; with names unless given
     * @param excludes shell patterns of names to leave out
     * @param xattrs whether to store extended attributes; not unless given
     * @param selinux whether to store SELinux contexts; not unless given
     * @param acls whether to store access lists; not unless given
     */
    @Action(
            name = "tar-out",
            since = "1.0.3",
            aliases = {"tar-out-opts"},
            summary = "pack a directory into a host tar file")
    void tarOut(
            String directory,
            OutputStream tarfile,
            @Opt @Nullable String compress,
            @Opt @Nullable Boolean numericowner,
            @Opt @Nullable List<String> excludes,
            @Opt @Nullable Boolean xattrs,
            @Opt @Nullable Boolean selinux,
            @Opt @Nullable Boolean acls)
            throws IOException;

    /**
     * Returns the names of all files in the initial RAM disk {@code path}. The file may be compressed, and may be
     * several archives one after the other, as distributions make them.
     */
    @Action(name = "initrd-list", since = "1.0.54", summary = "names in an initial RAM disk")
    List<String> initrdList(@Is(ParamKind.PATH) String path) throws IOException;

    /**
     * Returns the bytes of one file of the initial RAM disk {@code initrdpath}. Fails when there is no such file in it.
     *
     * @param filename the name as {@code initrd-list} shows it
     */
    @Action(name = "initrd-cat", since = "1.0.84", summary = "one file out of an initial RAM disk")
    byte[] initrdCat(@Is(ParamKind.PATH) String initrdpath, String filename) throws IOException;

    /**
     * Decodes a base64 file of the host and writes the result to {@code filename}, replacing what was there. Line ends
     * and characters that are not base64 are passed over.
     *
     * @param base64file the file to decode
     */
    @Action(name = "base64-in", since = "1.3.5", summary = "decode a base64 host file into the guest")
    void base64In(InputStream base64file, @Is(ParamKind.PATH) String filename) throws IOException;

    /**
     * Writes the contents of {@code filename} in base64, in lines of 76 characters, to a file on the host.
     *
     * @param base64file the file to write
     */
    @Action(name = "base64-out", since = "1.3.5", summary = "encode a guest file in base64 on the host")
    void base64Out(@Is(ParamKind.PATH) String filename, OutputStream base64file) throws IOException;

    /**
     * Compresses {@code file} and writes the result to a file on the host; nothing changes in the guest.
     *
     * @param ctype {@code gzip}, {@code bzip2}, {@code xz}, {@code lzop}, {@code zstd} or {@code compress}
     * @param zfile the compressed file to write
     * @param level from 0 or 1, fast, to 9, small; the program's own choice unless given; {@code compress} has none
     */
    @Action(name = "compress-out", since = "1.13.15", summary = "compress a guest file to the host")
    void compressOut(String ctype, @Is(ParamKind.PATH) String file, OutputStream zfile, @Opt @Nullable Integer level)
            throws IOException;

    /**
     * Compresses the whole of {@code device} and writes the result to a file on the host. What is unused on the device
     * is compressed too: {@code zero-free-space} first makes the result smaller.
     *
     * @param ctype {@code gzip}, {@code bzip2}, {@code xz}, {@code lzop}, {@code zstd} or {@code compress}
     * @param zdevice the compressed file to write
     * @param level from 0 or 1, fast, to 9, small; the program's own choice unless given; {@code compress} has none
     */
    @Action(name = "compress-device-out", since = "1.13.15", summary = "compress a device to the host")
    void compressDeviceOut(
            String ctype, @Is(ParamKind.DEVICE) String device, OutputStream zdevice, @Opt @Nullable Integer level)
            throws IOException;

    /**
     * Packs everything below {@code directory} into a cpio file on the host. Names in the archive are relative to that
     * directory; hard links stay links.
     *
     * @param cpiofile the cpio file to write
     * @param format {@code newc}, which is the default, or {@code crc}, the same with a sum for each file
     */
    @Action(name = "cpio-out", since = "1.27.9", summary = "pack a directory into a host cpio file")
    void cpioOut(String directory, OutputStream cpiofile, @Opt @Nullable String format) throws IOException;

    /**
     * Unpacks a tar file of the host that is compressed with gzip: {@code tar-in} with {@code compress:gzip}.
     *
     * @param tarball the tar file
     * @param directory where to unpack it
     */
    @Action(
            name = "tgz-in",
            since = "1.0.3",
            deprecated = true,
            deprecatedBy = "tar-in",
            summary = "unpack a gzipped host tar file into a directory")
    void tgzIn(InputStream tarball, @Is(ParamKind.PATH) String directory) throws IOException;

    /**
     * Packs a directory into a tar file on the host and compresses it with gzip: {@code tar-out} with {@code
     * compress:gzip}.
     *
     * @param directory what to pack
     * @param tarball the tar file to write
     */
    @Action(
            name = "tgz-out",
            since = "1.0.3",
            deprecated = true,
            deprecatedBy = "tar-out",
            summary = "pack a directory into a gzipped host tar file")
    void tgzOut(@Is(ParamKind.PATH) String directory, OutputStream tarball) throws IOException;

    /**
     * Unpacks a tar file of the host that is compressed with xz: {@code tar-in} with {@code compress:xz}.
     *
     * @param tarball the tar file
     * @param directory where to unpack it
     */
    @Action(
            name = "txz-in",
            since = "1.3.2",
            feature = "xz",
            deprecated = true,
            deprecatedBy = "tar-in",
            summary = "unpack an xz-compressed host tar file into a directory")
    void txzIn(InputStream tarball, @Is(ParamKind.PATH) String directory) throws IOException;

    /**
     * Packs a directory into a tar file on the host and compresses it with xz: {@code tar-out} with {@code
     * compress:xz}.
     *
     * @param directory what to pack
     * @param tarball the tar file to write
     */
    @Action(
            name = "txz-out",
            since = "1.3.2",
            feature = "xz",
            deprecated = true,
            deprecatedBy = "tar-out",
            summary = "pack a directory into an xz-compressed host tar file")
    void txzOut(@Is(ParamKind.PATH) String directory, OutputStream tarball) throws IOException;
}
