package org.guestscope.disk.image;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.DiskFormatException;
import org.jspecify.annotations.Nullable;

/**
 * Opens one image with all the files it refers to.
 *
 * <p>The names of those files come from inside the image, which whoever wrote it chose. They are followed only to
 * regular files outside the system's own directories, never twice to the same file, and only so deep.
 */
final class ImageOpener implements Closeable {

    /** Where no disk image is kept, but secrets, devices and files that never end are. */
    private static final List<Path> SYSTEM_DIRECTORIES = List.of(
            Path.of("/bin"),
            Path.of("/boot"),
            Path.of("/dev"),
            Path.of("/etc"),
            Path.of("/lib"),
            Path.of("/lib64"),
            Path.of("/proc"),
            Path.of("/run"),
            Path.of("/sbin"),
            Path.of("/sys"),
            Path.of("/usr"));

    /** Desktop systems mount removable media here, and images are kept on those. */
    private static final Path REMOVABLE_MEDIA = Path.of("/run/media");

    /** Longer names are refused before they reach the file system; PATH_MAX of Linux. */
    static final int MAX_NAME_BYTES = 4096;

    private final OpenOptions options;
    private final ImageCache cache = new ImageCache();
    private final List<Closeable> opened = new ArrayList<>();
    private final Set<Path> visited = new HashSet<>();
    private final List<String> warnings = new ArrayList<>();
    private int depth;

    ImageOpener(OpenOptions options) {
        this.options = options;
    }

    DiskImage open(Path path) throws IOException {
        try {
            ImageFile file = keep(HostFile.open(path.toString(), path, true));
            visited.add(path.toRealPath());
            return open(file);
        } catch (IOException | RuntimeException e) {
            closeAfter(e);
            throw e;
        }
    }

    /** Opens the disk of the network that {@code location} names to QEMU; errors call it {@code name}. */
    DiskImage open(String name, String location) throws IOException {
        try {
            return open(keep(RemoteFile.open(name, location)));
        } catch (IOException | RuntimeException e) {
            closeAfter(e);
            throw e;
        }
    }

    private DiskImage open(ImageFile file) throws IOException {
        ImageFormat format = decide(file, options.format());
        return new DiskImage(file.name(), contents(file, format), format, options.sectorSize(), warnings, this);
    }

    /** The cache that all images of this chain share. */
    ImageCache cache() {
        return cache;
    }

    private ImageFormat decide(ImageFile file, @Nullable ImageFormat stated) throws IOException {
        if (stated != null) {
            return stated;
        }
        ImageFormat format = FormatProbe.probe(file);
        if (format == ImageFormat.RAW) {
            warnings.add(
                    file.name()
                            + ": format not stated and taken for raw by its content, which its guest can change; state it to be sure");
        }
        return format;
    }

    /** What the guest sees of a file of that format. */
    BlockDevice contents(ImageFile file, ImageFormat format) throws IOException {
        return switch (format) {
            case RAW -> new RawImage(file);
            case QCOW2 -> Qcow2Image.open(file, this);
            case QED -> QedImage.open(file, this);
            case VDI -> VdiImage.open(file, cache);
            case VHD -> VhdImage.open(file, this);
            case VHDX -> VhdxImage.open(file, this);
            case VMDK -> VmdkImages.open(file, this);
            case PARALLELS -> ParallelsImage.open(file, cache);
            case LUKS ->
                throw DiskFormatException.unsupported(
                        file.name(), "luks image", "it is encrypted, and its key is not known");
            case QCOW, BOCHS, CLOOP, DMG -> {
                if (!(file instanceof HostFile local)) {
                    throw DiskFormatException.unsupported(
                            file.name(), "image", "format %s of a disk of the network".formatted(format.formatName()));
                }
                yield new RawImage(keep(RemoteFile.open(local, format)));
            }
        };
    }

    /**
     * Opens the image that {@code name}, found inside {@code from}, refers to.
     *
     * @param role what the name is to the image, e.g. {@code backing file}
     * @param statedFormat the format the image states for it, or null
     */
    BlockDevice openImage(ImageFile from, String role, byte[] name, @Nullable String statedFormat) throws IOException {
        if (++depth >= options.maxChainDepth()) {
            throw DiskFormatException.unsupported(
                    from.name(), role, "chain of more than %d images".formatted(options.maxChainDepth()));
        }
        ImageFile file = openFile(from, role, name);
        ImageFormat stated = null;
        if (statedFormat != null) {
            Optional<ImageFormat> known = ImageFormat.named(statedFormat);
            if (known.isEmpty()) {
                throw DiskFormatException.unsupported(
                        from.name(), role, "format '%s' is not known".formatted(printable(statedFormat)));
            }
            stated = known.get();
        }
        return contents(file, decide(file, stated));
    }

    /** Opens the file of raw data that {@code name}, found inside {@code from}, refers to. */
    ImageFile openFile(ImageFile from, String role, byte[] name) throws IOException {
        String reference = decode(from, role, name);
        if (options.allowBackingProtocols() && isProtocol(reference)) {
            return keep(RemoteFile.open(printable(reference), reference));
        }
        Path path = resolve(from, role, reference);
        try {
            Path real = path.toRealPath();
            if (!options.allowBackingProtocols() && isSystemPath(real)) {
                throw refused(from, role, reference, "lies in a system directory");
            }
            if (!visited.add(real)) {
                throw refused(from, role, reference, "is part of the same image already");
            }
            return keep(HostFile.open(path.toString(), path, options.allowBackingProtocols()));
        } catch (DiskFormatException e) {
            throw e;
        } catch (FileSystemException e) {
            String reason = e.getReason() == null ? "No such file or directory" : e.getReason();
            FileSystemException explained =
                    new FileSystemException(from.name(), null, "%s '%s': %s".formatted(role, reference, reason));
            explained.initCause(e);
            throw explained;
        }
    }

    private static String decode(ImageFile from, String role, byte[] name) throws DiskFormatException {
        // File names are bytes; the JDK turns them to text and back by this charset, so that this round trip is exact
        // for all names it can open at all.
        String reference = new String(name, Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8")));
        if (reference.isEmpty() || reference.chars().anyMatch(Character::isISOControl)) {
            throw refused(from, role, reference, "is no usable file name");
        }
        return reference;
    }

    private static Path resolve(ImageFile from, String role, String reference) throws DiskFormatException {
        String file = reference.startsWith("file:") ? reference.substring("file:".length()) : reference;
        Path place = from.path();
        if (isProtocol(file)) {
            throw refused(from, role, reference, "is no plain file");
        }
        try {
            if (place == null) {
                throw refused(from, role, reference, "is named by a disk of the network");
            }
            return place.resolveSibling(file);
        } catch (InvalidPathException e) {
            throw refused(from, role, reference, "is no usable file name");
        }
    }

    /** Whether QEMU takes a name for a protocol's, not for a file's: a colon before any slash. */
    private static boolean isProtocol(String reference) {
        int colon = reference.indexOf(':');
        int slash = reference.indexOf('/');
        return colon >= 0 && (slash < 0 || colon < slash) && !reference.startsWith("file:");
    }

    private static boolean isSystemPath(Path real) {
        return !real.startsWith(REMOVABLE_MEDIA) && SYSTEM_DIRECTORIES.stream().anyMatch(real::startsWith);
    }

    private static DiskFormatException refused(ImageFile from, String role, String reference, String why) {
        return DiskFormatException.unsupported(
                from.name(), role, "'%s' %s, not followed".formatted(printable(reference), why));
    }

    /** Text from an image, shortened and without control characters, for an error message. */
    static String printable(String text) {
        String cut = text.length() > 200 ? text.substring(0, 200) + "..." : text;
        return cut.replaceAll("\\p{Cntrl}", "?");
    }

    private <T extends ImageFile> T keep(T file) {
        opened.add(file);
        return file;
    }

    private void closeAfter(Exception failure) {
        try {
            close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public void close() throws IOException {
        IOException first = null;
        for (Closeable file : opened) {
            try {
                file.close();
            } catch (IOException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        opened.clear();
        if (first != null) {
            throw first;
        }
    }
}
