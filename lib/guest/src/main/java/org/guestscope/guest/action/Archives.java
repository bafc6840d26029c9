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

    @Action(name = "initrd-list", since = "1.0.54", summary = "names in an initial RAM disk")
    List<String> initrdList(@Is(ParamKind.PATH) String path) throws IOException;

    @Action(name = "initrd-cat", since = "1.0.84", summary = "one file out of an initial RAM disk")
    byte[] initrdCat(@Is(ParamKind.PATH) String initrdpath, String filename) throws IOException;

    @Action(name = "base64-in", since = "1.3.5", summary = "decode a base64 host file into the guest")
    void base64In(InputStream base64file, @Is(ParamKind.PATH) String filename) throws IOException;

    @Action(name = "base64-out", since = "1.3.5", summary = "encode a guest file in base64 on the host")
    void base64Out(@Is(ParamKind.PATH) String filename, OutputStream base64file) throws IOException;

    @Action(name = "compress-out", since = "1.13.15", summary = "compress a guest file to the host")
    void compressOut(String ctype, @Is(ParamKind.PATH) String file, OutputStream zfile, @Opt @Nullable Integer level)
            throws IOException;

    @Action(name = "compress-device-out", since = "1.13.15", summary = "compress a device to the host")
    void compressDeviceOut(
            String ctype, @Is(ParamKind.DEVICE) String device, OutputStream zdevice, @Opt @Nullable Integer level)
            throws IOException;

    @Action(name = "cpio-out", since = "1.27.9", summary = "pack a directory into a host cpio file")
    void cpioOut(String directory, OutputStream cpiofile, @Opt @Nullable String format) throws IOException;

    @Action(
            name = "tgz-in",
            since = "1.0.3",
            deprecated = true,
            deprecatedBy = "tar-in",
            summary = "unpack a gzipped host tar file into a directory")
    void tgzIn(InputStream tarball, @Is(ParamKind.PATH) String directory) throws IOException;

    @Action(
            name = "tgz-out",
            since = "1.0.3",
            deprecated = true,
            deprecatedBy = "tar-out",
            summary = "pack a directory into a gzipped host tar file")
    void tgzOut(@Is(ParamKind.PATH) String directory, OutputStream tarball) throws IOException;

    @Action(
            name = "txz-in",
            since = "1.3.2",
            feature = "xz",
            deprecated = true,
            deprecatedBy = "tar-in",
            summary = "unpack an xz-compressed host tar file into a directory")
    void txzIn(InputStream tarball, @Is(ParamKind.PATH) String directory) throws IOException;

    @Action(
            name = "txz-out",
            since = "1.3.2",
            feature = "xz",
            deprecated = true,
            deprecatedBy = "tar-out",
            summary = "pack a directory into an xz-compressed host tar file")
    void txzOut(@Is(ParamKind.PATH) String directory, OutputStream tarball) throws IOException;
}
