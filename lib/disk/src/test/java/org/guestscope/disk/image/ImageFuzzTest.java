package org.guestscope.disk.image;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.PatchedDevice;
import org.guestscope.disk.SparseDevice;
import org.jspecify.annotations.Nullable;

/** Good images with bytes changed: whatever they claim, reading ends with data or with an error that says what is wrong. */
class ImageFuzzTest {

    private static final int PIECE = 96 << 10;

    /** Unpacked once, as a fuzzer asks for the same one thousands of times. */
    private static final Map<String, SparseDevice> GOOD = new HashMap<>();

    private record File(BlockDevice bytes) implements ImageFile {

        @Override
        public @Nullable Path path() {
            return null;
        }

        @Override
        public String name() {
            return bytes.name();
        }

        @Override
        public long size() {
            return bytes.size();
        }

        @Override
        public void read(long offset, ByteBuffer destination) throws IOException {
            bytes.read(offset, destination);
        }

        @Override
        public void close() {}
    }

    private static void read(String fixture, ImageFormat format, FuzzedDataProvider data) throws IOException {
        SparseDevice base = GOOD.get(fixture);
        if (base == null) {
            base = device(fixture, Fixtures.bytes(fixture));
            GOOD.put(fixture, base);
        }
        read(fixture, base, format, data);
    }

    private static SparseDevice device(String name, byte[] bytes) {
        return new SparseDevice(name, bytes.length).put(0, bytes);
    }

    private static void read(String fixture, SparseDevice base, ImageFormat format, FuzzedDataProvider data)
            throws IOException {
        try (ImageOpener opener = new ImageOpener(OpenOptions.defaults())) {
            BlockDevice image = opener.contents(new File(PatchedDevice.of(base, data)), format);
            for (long at : new long[] {0, image.size() / 2, Math.max(0, image.size() - PIECE)}) {
                image.read(at, ByteBuffer.allocate((int) Math.min(PIECE, image.size() - at)));
            }
        } catch (DiskFormatException e) {
            if (!e.getMessage().startsWith(fixture + ": ") || e.getMessage().contains("\n")) {
                throw new AssertionError("no one-line message of this image: " + e.getMessage(), e);
            }
        }
    }

    @FuzzTest(maxDuration = "1m")
    void qcow2(FuzzedDataProvider data) throws IOException {
        read(data.consumeBoolean() ? "deflate.qcow2" : "v3.qcow2", ImageFormat.QCOW2, data);
    }

    @FuzzTest(maxDuration = "1m")
    void qcow2WithSubclusters(FuzzedDataProvider data) throws IOException {
        read(data.consumeBoolean() ? "subclusters.qcow2" : "zstd.qcow2", ImageFormat.QCOW2, data);
    }

    @FuzzTest(maxDuration = "1m")
    void qed(FuzzedDataProvider data) throws IOException {
        read("c4k.qed", ImageFormat.QED, data);
    }

    @FuzzTest(maxDuration = "1m")
    void vdi(FuzzedDataProvider data) throws IOException {
        read("dynamic.vdi", ImageFormat.VDI, data);
    }

    @FuzzTest(maxDuration = "1m")
    void vhd(FuzzedDataProvider data) throws IOException {
        read("dynamic.vhd", ImageFormat.VHD, data);
    }

    @FuzzTest(maxDuration = "1m")
    void vhdx(FuzzedDataProvider data) throws IOException {
        read("dynamic.vhdx", ImageFormat.VHDX, data);
    }

    @FuzzTest(maxDuration = "1m")
    void vhdxLog(FuzzedDataProvider data) throws IOException {
        VhdxLogTest logged = new VhdxLogTest();
        logged.imageWithoutItsTable();
        read("logged.vhdx", device("logged.vhdx", logged.withLoggedTable()), ImageFormat.VHDX, data);
    }

    @FuzzTest(maxDuration = "1m")
    void vmdkSeSparse(FuzzedDataProvider data) throws IOException {
        byte[] bytes = VmdkSeSparseTest.extent(Fixtures.source()).array();
        SparseDevice extent = device("disk.vmdk", bytes);
        try {
            BlockDevice image = VmdkSeSparseExtent.open(PatchedDevice.of(extent, data), new ImageCache(), null, 0);
            image.read(0, ByteBuffer.allocate((int) Math.min(PIECE, image.size())));
        } catch (DiskFormatException e) {
            if (!e.getMessage().startsWith("disk.vmdk: ")) {
                throw new AssertionError("no message of this image: " + e.getMessage(), e);
            }
        }
    }

    @FuzzTest(maxDuration = "1m")
    void vmdk(FuzzedDataProvider data) throws IOException {
        read(data.consumeBoolean() ? "sparse.vmdk" : "stream.vmdk", ImageFormat.VMDK, data);
    }

    @FuzzTest(maxDuration = "1m")
    void vmdkDescriptor(byte[] text) throws IOException {
        SparseDevice file = new SparseDevice("disk.vmdk", text.length).put(0, text);
        try (ImageOpener opener = new ImageOpener(OpenOptions.defaults())) {
            BlockDevice image = opener.contents(new File(file), ImageFormat.VMDK);
            image.read(0, ByteBuffer.allocate((int) Math.min(PIECE, image.size())));
        } catch (DiskFormatException e) {
            if (!e.getMessage().startsWith("disk.vmdk: ")) {
                throw new AssertionError("no message of this image: " + e.getMessage(), e);
            }
        }
    }

    @FuzzTest(maxDuration = "1m")
    void parallels(FuzzedDataProvider data) throws IOException {
        read("expandable.hdd", ImageFormat.PARALLELS, data);
    }
}
