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

    @Action(name = "read-file", since = "1.0.63", summary = "bytes of a file")
    byte[] readFile(@Is(ParamKind.PATH) String path) throws IOException;

    @Action(name = "write", since = "1.3.14", summary = "replace a file's contents")
    void write(@Is(ParamKind.PATH) String path, byte[] content) throws IOException;

    @Action(name = "write-append", since = "1.11.18", summary = "add bytes to the end of a file")
    void writeAppend(@Is(ParamKind.PATH) String path, byte[] content) throws IOException;

    @Action(name = "upload", since = "1.0.2", summary = "copy a host file into the guest")
    void upload(InputStream filename, @Is(ParamKind.DEVICE_OR_PATH) String remotefilename) throws IOException;

    @Action(name = "download", since = "1.0.2", summary = "copy a guest file or device to the host")
    void download(@Is(ParamKind.DEVICE_OR_PATH) String remotefilename, OutputStream filename) throws IOException;

    @Action(name = "cp", since = "1.0.18", summary = "copy a file")
    void cp(@Is(ParamKind.PATH) String src, @Is(ParamKind.PATH) String dest) throws IOException;

    @Action(name = "cp-a", since = "1.0.18", summary = "copy a file or a tree and keep its attributes")
    void cpA(@Is(ParamKind.PATH) String src, @Is(ParamKind.PATH) String dest) throws IOException;

    @Action(name = "mv", since = "1.0.18", summary = "move a file")
    void mv(@Is(ParamKind.PATH) String src, @Is(ParamKind.PATH) String dest) throws IOException;

    @Action(name = "pread", since = "1.0.77", summary = "part of a file")
    byte[] pread(@Is(ParamKind.PATH) String path, int count, long offset) throws IOException;

    @Action(name = "pwrite", since = "1.3.14", summary = "write part of a file, giving the number of bytes written")
    int pwrite(@Is(ParamKind.PATH) String path, byte[] content, long offset) throws IOException;

    @Action(name = "upload-offset", since = "1.5.17", summary = "copy a host file over part of a guest file or device")
    void uploadOffset(InputStream filename, @Is(ParamKind.DEVICE_OR_PATH) String remotefilename, long offset)
            throws IOException;

    @Action(name = "download-offset", since = "1.5.17", summary = "copy part of a guest file or device to the host")
    void downloadOffset(
            @Is(ParamKind.DEVICE_OR_PATH) String remotefilename, OutputStream filename, long offset, long size)
            throws IOException;

    @Action(
            name = "pwrite-device",
            since = "1.5.20",
            summary = "write part of a device, giving the number of bytes written")
    int pwriteDevice(@Is(ParamKind.DEVICE) String device, byte[] content, long offset) throws IOException;

    @Action(name = "pread-device", since = "1.5.21", summary = "part of a device")
    byte[] preadDevice(@Is(ParamKind.DEVICE) String device, int count, long offset) throws IOException;

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

    @Action(name = "cp-r", since = "1.21.38", summary = "copy a file or a tree")
    void cpR(@Is(ParamKind.PATH) String src, @Is(ParamKind.PATH) String dest) throws IOException;

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

    @Action(
            name = "dd",
            since = "1.0.80",
            deprecated = true,
            deprecatedBy = "copy-device-to-device",
            summary = "copy one file or device over another")
    void dd(@Is(ParamKind.DEVICE_OR_PATH) String src, @Is(ParamKind.DEVICE_OR_PATH) String dest) throws IOException;

    @Action(
            name = "write-file",
            since = "0.0.8",
            deprecated = true,
            deprecatedBy = "write",
            summary = "replace a file's contents with a text of a given length")
    void writeFile(@Is(ParamKind.PATH) String path, String content, int size) throws IOException;

    @Action(
            name = "copy-size",
            since = "1.0.87",
            deprecated = true,
            deprecatedBy = "copy-device-to-device",
            summary = "copy the first bytes of one file or device to another")
    void copySize(@Is(ParamKind.DEVICE_OR_PATH) String src, @Is(ParamKind.DEVICE_OR_PATH) String dest, long size)
            throws IOException;
}
