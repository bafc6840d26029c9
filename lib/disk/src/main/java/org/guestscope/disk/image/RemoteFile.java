package org.guestscope.disk.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.image.nbd.QemuNbd;
import org.jspecify.annotations.Nullable;

/** A disk that QEMU reads for us, its bytes as they are. */
final class RemoteFile implements ImageFile {

    private static final int QCOW_BACKING_OFFSET = 8;
    private static final int QCOW_HEADER_BYTES = 48;

    private final QemuNbd server;

    private RemoteFile(QemuNbd server) {
        this.server = server;
    }

    /**
     * Opens the disk behind a URI or one of QEMU's own names for a protocol. QEMU's part is the protocol alone.
     *
     * @param name what errors call it
     * @param location as QEMU takes it
     */
    static RemoteFile open(String name, String location) throws IOException {
        return new RemoteFile(QemuNbd.serve(name, List.of("--format=raw", location)));
    }

    /** Opens a file of a format that QEMU alone reads here, without any backing file. */
    static RemoteFile open(HostFile file, ImageFormat format) throws IOException {
        // options are divided by commas, and a doubled one stands for itself
        String path = file.path().toAbsolutePath().toString().replace(",", ",,");
        String options =
                "driver=%s,file.driver=file,file.locking=off,file.filename=%s".formatted(format.formatName(), path);
        if (format == ImageFormat.QCOW) {
            long backing = Cursor.read(file, 0, QCOW_HEADER_BYTES, ByteOrder.BIG_ENDIAN, "qcow header")
                    .at(QCOW_BACKING_OFFSET)
                    .u64();
            if (backing != 0) {
                throw DiskFormatException.unsupported(file.name(), "qcow header", "it has a backing file");
            }
            // and should the file change behind our back, QEMU follows nothing either
            options += ",backing=";
        }
        return new RemoteFile(QemuNbd.serve(file.name(), List.of("--image-opts", options)));
    }

    @Override
    public @Nullable Path path() {
        return null;
    }

    @Override
    public String name() {
        return server.name();
    }

    @Override
    public long size() {
        return server.size();
    }

    @Override
    public void read(long offset, ByteBuffer destination) throws IOException {
        server.read(offset, destination);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
