package org.guestscope.guest.action;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.guestscope.guest.catalogue.Action;
import org.guestscope.guest.catalogue.Family;
import org.guestscope.guest.catalogue.Is;
import org.guestscope.guest.catalogue.Opt;
import org.guestscope.guest.catalogue.ParamKind;
import org.jspecify.annotations.Nullable;

/** Reads, writes and copies the bytes of files and devices. */
@Family(title = "file contents")
public interface Contents {

    /**
     * Returns the bytes of the file {@code path}, unchanged and of any kind. Files larger than what fits in one answer
     * (256 MiB) are refused: {@code download} has no limit.
     */
    @Action(name = "read-file", since = "1.0.63", summary = "bytes of a file")
    byte[] readFile(@Is(ParamKind.PATH) String path) throws IOException;

    /**
     * Makes the file {@code path} hold exactly {@code content}, replacing what was there.
     *
     * <pre>{@code
     * write /etc/motd "Welcome\n"
     * }</pre>
     */
    @Action(name = "write", since = "1.3.14", summary = "replace a file's contents")
    void write(@Is(ParamKind.PATH) String path, byte[] content) throws IOException;

    /** Adds {@code content} to the end of the file {@code path}, and makes the file if it does not exist. */
    @Action(name = "write-append", since = "1.11.18", summary = "add bytes to the end of a file")
    void writeAppend(@Is(ParamKind.PATH) String path, byte[] content) throws IOException;

    /**
     * Copies a file of the host over the file or device {@code remotefilename}. A file is made if it does not exist,
     * and is as long as the host's afterwards; on a device what lies beyond stays.
     *
     * @param filename the file to read
     */
    @Action(name = "upload", since = "1.0.2", summary = "copy a host file into the guest")
    void upload(InputStream filename, @Is(ParamKind.DEVICE_OR_PATH) String remotefilename) throws IOException;

    /**
     * Copies the file or the whole device {@code remotefilename} to a file on the host.
     *
     * @param filename the file to write
     */
    @Action(name = "download", since = "1.0.2", summary = "copy a guest file or device to the host")
    void download(@Is(ParamKind.DEVICE_OR_PATH) String remotefilename, OutputStream filename) throws IOException;

    /**
     * Copies the file {@code src} to the file or into the directory {@code dest}. Owner, times and attributes are those
     * of a new file.
     */
    @Action(name = "cp", since = "1.0.18", summary = "copy a file")
    void cp(@Is(ParamKind.PATH) String src, @Is(ParamKind.PATH) String dest) throws IOException;

    /**
     * Copies the file or the tree {@code src} to {@code dest}, or into it if that is a directory, with owners, modes,
     * times, links and attributes.
     */
    @Action(name = "cp-a", since = "1.0.18", summary = "copy a file or a tree and keep its attributes")
    void cpA(@Is(ParamKind.PATH) String src, @Is(ParamKind.PATH) String dest) throws IOException;

    /**
     * Moves or renames the file or the tree {@code src} to {@code dest}, or into it if that is a directory; also
     * between filesystems.
     */
    @Action(name = "mv", since = "1.0.18", summary = "move a file")
    void mv(@Is(ParamKind.PATH) String src, @Is(ParamKind.PATH) String dest) throws IOException;

    /**
     * Returns up to {@code count} bytes of the file {@code path}, beginning at {@code offset} bytes from its start:
     * fewer at its end.
     */
    @Action(name = "pread", since = "1.0.77", summary = "part of a file")
    byte[] pread(@Is(ParamKind.PATH) String path, int count, long offset) throws IOException;

    /**
     * Writes {@code content} into the file {@code path}, beginning at {@code offset} bytes from its start; the file has
     * to exist, and the rest of it stays.
     *
     * @return the number of bytes written
     */
    @Action(name = "pwrite", since = "1.3.14", summary = "write part of a file, giving the number of bytes written")
    int pwrite(@Is(ParamKind.PATH) String path, byte[] content, long offset) throws IOException;

    /**
     * Copies a file of the host over part of the file or device {@code remotefilename}, beginning at {@code offset}
     * bytes from its start. What lies before and behind stays.
     *
     * @param filename the file to read
     */
    @Action(name = "upload-offset", since = "1.5.17", summary = "copy a host file over part of a guest file or device")
    void uploadOffset(InputStream filename, @Is(ParamKind.DEVICE_OR_PATH) String remotefilename, long offset)
            throws IOException;

    /**
     * Copies {@code size} bytes of the file or device {@code remotefilename}, beginning at {@code offset} bytes from
     * its start, to a file on the host. Fails when fewer are there.
     *
     * @param filename the file to write
     */
    @Action(name = "download-offset", since = "1.5.17", summary = "copy part of a guest file or device to the host")
    void downloadOffset(
            @Is(ParamKind.DEVICE_OR_PATH) String remotefilename, OutputStream filename, long offset, long size)
            throws IOException;

    /**
     * Writes {@code content} to {@code device}, beginning at {@code offset} bytes from its start.
     *
     * @return the number of bytes written
     */
    @Action(
            name = "pwrite-device",
            since = "1.5.20",
            summary = "write part of a device, giving the number of bytes written")
    int pwriteDevice(@Is(ParamKind.DEVICE) String device, byte[] content, long offset) throws IOException;

    /**
     * Returns up to {@code count} bytes of {@code device}, beginning at {@code offset} bytes from its start: fewer at
     * its end.
     */
    @Action(name = "pread-device", since = "1.5.21", summary = "part of a device")
    byte[] preadDevice(@Is(ParamKind.DEVICE) String device, int count, long offset) throws IOException;

    /**
     * Copies the device {@code src}, or part of it, over the device {@code dest}.
     *
     * <pre>{@code
     * copy-device-to-device /dev/sda1 /dev/sdb1 size:512M sparse:true
     * }</pre>
     *
     * @param srcoffset where to begin reading, in bytes; 0 unless given
     * @param destoffset where to begin writing, in bytes; 0 unless given
     * @param size how many bytes, all of which have to be there; to the end unless given
     * @param sparse whether to leave out writing zeros, for a target that is zero already; false unless given
     * @param append not for a device
     */
    @Action(name = "copy-device-to-device", since = "1.13.25", summary = "copy bytes from one device to another")
    void copyDeviceToDevice(
            @Is(ParamKind.DEVICE) String src,
            @Is(ParamKind.DEVICE) String dest,
            @Opt @Nullable Long srcoffset,
            @Opt @Nullable Long destoffset,
            @Opt @Nullable Long size,
            @Opt @Nullable Boolean sparse,
            @Opt @Nullable Boolean append)
            throws IOException;

    /**
     * Copies the device {@code src}, or part of it, to the file {@code dest}, which is made or emptied first.
     *
     * @param srcoffset where to begin reading, in bytes; 0 unless given
     * @param destoffset where to begin writing, in bytes; 0 unless given
     * @param size how many bytes, all of which have to be there; to the end unless given
     * @param sparse whether zeros become holes that take no space; false unless given
     * @param append whether to add to the end of the file instead; not together with {@code destoffset}
     */
    @Action(name = "copy-device-to-file", since = "1.13.25", summary = "copy bytes from a device to a file")
    void copyDeviceToFile(
            @Is(ParamKind.DEVICE) String src,
            @Is(ParamKind.PATH) String dest,
            @Opt @Nullable Long srcoffset,
            @Opt @Nullable Long destoffset,
            @Opt @Nullable Long size,
            @Opt @Nullable Boolean sparse,
            @Opt @Nullable Boolean append)
            throws IOException;

    /**
     * Copies the file {@code src}, or part of it, over the device {@code dest}.
     *
     * @param srcoffset where to begin reading, in bytes; 0 unless given
     * @param destoffset where to begin writing, in bytes; 0 unless given
     * @param size how many bytes, all of which have to be there; to the end unless given
     * @param sparse whether to leave out writing zeros, for a target that is zero already; false unless given
     * @param append not for a device
     */
    @Action(name = "copy-file-to-device", since = "1.13.25", summary = "copy bytes from a file to a device")
    void copyFileToDevice(
            @Is(ParamKind.PATH) String src,
            @Is(ParamKind.DEVICE) String dest,
            @Opt @Nullable Long srcoffset,
            @Opt @Nullable Long destoffset,
            @Opt @Nullable Long size,
            @Opt @Nullable Boolean sparse,
            @Opt @Nullable Boolean append)
            throws IOException;

    /**
     * Copies the file {@code src}, or part of it, to the file {@code dest}, which is made or emptied first. To copy
     * owner and mode as well, {@code cp-a}.
     *
     * @param srcoffset where to begin reading, in bytes; 0 unless given
     * @param destoffset where to begin writing, in bytes; 0 unless given
     * @param size how many bytes, all of which have to be there; to the end unless given
     * @param sparse whether zeros become holes that take no space; false unless given
     * @param append whether to add to the end of the file instead; not together with {@code destoffset}
     */
    @Action(name = "copy-file-to-file", since = "1.13.25", summary = "copy bytes from one file to another")
    void copyFileToFile(
            @Is(ParamKind.PATH) String src,
            @Is(ParamKind.PATH) String dest,
            @Opt @Nullable Long srcoffset,
            @Opt @Nullable Long destoffset,
            @Opt @Nullable Long size,
            @Opt @Nullable Boolean sparse,
            @Opt @Nullable Boolean append)
            throws IOException;

    /**
     * Copies what has changed below the directory {@code src} to the directory {@code dest}. A slash at the end of
     * {@code src} means its contents, none the directory itself.
     *
     * @param archive whether to copy trees with owners, modes, times and links, rsync's {@code --archive}; false unless
     *     given
     * @param deletedest whether to delete what only the target has; false unless given
     */
    @Action(
            name = "rsync",
            since = "1.19.29",
            feature = "rsync",
            summary = "make one guest directory like another with rsync")
    void rsync(
            @Is(ParamKind.PATH) String src,
            @Is(ParamKind.PATH) String dest,
            @Opt @Nullable Boolean archive,
            @Opt @Nullable Boolean deletedest)
            throws IOException;

    /**
     * Copies files from an rsync server to the directory {@code dest} of the guest. The appliance needs a network:
     * {@code set-network true} before {@code run}.
     *
     * @param remote the source as rsync writes it, e.g. {@code rsync://host/module/dir}
     * @param archive whether to copy trees with owners, modes, times and links, rsync's {@code --archive}; false unless
     *     given
     * @param deletedest whether to delete what only the target has; false unless given
     */
    @Action(
            name = "rsync-in",
            since = "1.19.29",
            feature = "rsync",
            summary = "bring files from an rsync server into the guest")
    void rsyncIn(
            String remote,
            @Is(ParamKind.PATH) String dest,
            @Opt @Nullable Boolean archive,
            @Opt @Nullable Boolean deletedest)
            throws IOException;

    /**
     * Copies the directory {@code src} of the guest to an rsync server. The appliance needs a network: {@code
     * set-network true} before {@code run}. Wildcards in the source are not expanded.
     *
     * @param remote the target as rsync writes it, e.g. {@code rsync://host/module/dir}
     * @param archive whether to copy trees with owners, modes, times and links, rsync's {@code --archive}; false unless
     *     given
     * @param deletedest whether to delete what only the target has; false unless given
     */
    @Action(
            name = "rsync-out",
            since = "1.19.29",
            feature = "rsync",
            summary = "send files of the guest to an rsync server")
    void rsyncOut(
            @Is(ParamKind.PATH) String src,
            String remote,
            @Opt @Nullable Boolean archive,
            @Opt @Nullable Boolean deletedest)
            throws IOException;

    /**
     * Copies the file or the tree {@code src} to {@code dest}, or into it if that is a directory. Owners and times are
     * those of new files; {@code cp-a} keeps them.
     */
    @Action(name = "cp-r", since = "1.21.38", summary = "copy a file or a tree")
    void cpR(@Is(ParamKind.PATH) String src, @Is(ParamKind.PATH) String dest) throws IOException;

    /**
     * Gives {@code dest} attributes of {@code src}: those that are named true. Both have to exist; times are not
     * copied.
     *
     * @param all everything below; false unless given
     * @param mode the permission bits; false unless given
     * @param xattributes the extended attributes, access lists and SELinux context among them; false unless given
     * @param ownership owner and group; false unless given
     */
    @Action(
            name = "copy-attributes",
            since = "1.25.21",
            summary = "give one file the mode, owner or extended attributes of another")
    void copyAttributes(
            @Is(ParamKind.PATH) String src,
            @Is(ParamKind.PATH) String dest,
            @Opt @Nullable Boolean all,
            @Opt @Nullable Boolean mode,
            @Opt @Nullable Boolean xattributes,
            @Opt @Nullable Boolean ownership)
            throws IOException;

    /**
     * Copies the file or device {@code src} over the file or device {@code dest}, from the start of both to the end of
     * the source.
     */
    @Action(
            name = "dd",
            since = "1.0.80",
            deprecated = true,
            deprecatedBy = "copy-device-to-device",
            summary = "copy one file or device over another")
    void dd(@Is(ParamKind.DEVICE_OR_PATH) String src, @Is(ParamKind.DEVICE_OR_PATH) String dest) throws IOException;

    /**
     * Makes the file {@code path} hold the first {@code size} bytes of {@code content}, or all of it when the size is
     * 0.
     */
    @Action(
            name = "write-file",
            since = "0.0.8",
            deprecated = true,
            deprecatedBy = "write",
            summary = "replace a file's contents with a text of a given length")
    void writeFile(@Is(ParamKind.PATH) String path, String content, int size) throws IOException;

    /**
     * Copies the first {@code size} bytes of the file or device {@code src} over {@code dest}. Fails when there are
     * fewer.
     */
    @Action(
            name = "copy-size",
            since = "1.0.87",
            deprecated = true,
            deprecatedBy = "copy-device-to-device",
            summary = "copy the first bytes of one file or device to another")
    void copySize(@Is(ParamKind.DEVICE_OR_PATH) String src, @Is(ParamKind.DEVICE_OR_PATH) String dest, long size)
            throws IOException;
}
