package org.guestscope.disk.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.volume.Concatenation;
import org.jspecify.annotations.Nullable;

/** Puts a VMDK together from its descriptor and extents. */
final class VmdkImages {

    private static final int SECTOR = 512;

    private VmdkImages() {}

    static BlockDevice open(ImageFile file, ImageOpener opener) throws IOException {
        long magic = VmdkSparseExtent.magic(file);
        if (magic != VmdkSparseExtent.MAGIC_HOSTED && magic != VmdkSparseExtent.MAGIC_ESX) {
            return described(
                    file, opener, VmdkDescriptor.read(file, 0, Math.min(file.size(), VmdkDescriptor.MAX_BYTES + 1)));
        }
        VmdkSparseExtent.Layout layout = VmdkSparseExtent.readHeader(file);
        if (layout.descriptorOffset() == 0) {
            return VmdkSparseExtent.of(file, opener.cache(), layout, null, 0);
        }
        VmdkDescriptor descriptor = VmdkDescriptor.read(file, layout.descriptorOffset(), layout.descriptorLength());
        if (layout.size() == 0) {
            // a descriptor in the clothes of an extent
            return described(file, opener, descriptor);
        }
        return VmdkSparseExtent.of(file, opener.cache(), layout, parent(file, opener, descriptor), 0);
    }

    private static @Nullable BlockDevice parent(ImageFile file, ImageOpener opener, VmdkDescriptor descriptor)
            throws IOException {
        byte[] name = descriptor.parent();
        return name == null ? null : opener.openImage(file, "parent", name, "vmdk");
    }

    private static BlockDevice described(ImageFile file, ImageOpener opener, VmdkDescriptor descriptor)
            throws IOException {
        if (descriptor.extents().isEmpty()) {
            throw DiskFormatException.bad(file.name(), 0, "VMDK descriptor", "has no extents");
        }
        BlockDevice parent = parent(file, opener, descriptor);
        Map<String, ImageFile> files = new HashMap<>();
        List<BlockDevice> parts = new ArrayList<>();
        long start = 0;
        for (VmdkDescriptor.Extent extent : descriptor.extents()) {
            long size = extent.sectors() * SECTOR;
            if (size > Long.MAX_VALUE - start) {
                throw DiskFormatException.bad(
                        file.name(), 0, "VMDK descriptor", "the extents' sizes must add up to less than 2^63 bytes");
            }
            parts.add(extent(file, opener, extent, files, parent, start));
            start += size;
        }
        return Concatenation.of(file.name(), parts);
    }

    private static BlockDevice extent(
            ImageFile file,
            ImageOpener opener,
            VmdkDescriptor.Extent extent,
            Map<String, ImageFile> files,
            @Nullable BlockDevice parent,
            long start)
            throws IOException {
        long size = extent.sectors() * SECTOR;
        switch (extent.type()) {
            case "ZERO" -> {
                return new VmdkFlatExtent(file.name(), null, 0, size);
            }
            case "FLAT", "VMFS", "VMFSRAW", "VMFSRDM" -> {
                // one file may hold several flat extents
                String key = ImageOpener.printable(new String(extent.file(), StandardCharsets.ISO_8859_1));
                ImageFile data = files.get(key);
                if (data == null) {
                    data = opener.openFile(file, "extent", extent.file());
                    files.put(key, data);
                }
                return new VmdkFlatExtent(data.name(), data, extent.start() * SECTOR, size);
            }
            case "SPARSE", "VMFSSPARSE" -> {
                ImageFile data = opener.openFile(file, "extent", extent.file());
                VmdkSparseExtent.Layout layout = VmdkSparseExtent.readHeader(data);
                requireSize(data, layout.size(), size);
                return VmdkSparseExtent.of(data, opener.cache(), layout, parent, start)
                        .slice(data.name(), 0, size);
            }
            case "SESPARSE" -> {
                ImageFile data = opener.openFile(file, "extent", extent.file());
                BlockDevice sparse = VmdkSeSparseExtent.open(data, opener.cache(), parent, start);
                requireSize(data, sparse.size(), size);
                return sparse.slice(data.name(), 0, size);
            }
            default ->
                throw DiskFormatException.unsupported(
                        file.name(), "VMDK descriptor", "extent type '%s'".formatted(extent.type()));
        }
    }

    private static void requireSize(ImageFile data, long has, long described) throws DiskFormatException {
        if (has < described) {
            throw DiskFormatException.bad(
                    data.name(),
                    0,
                    "VMDK sparse extent header",
                    "capacity %d bytes, the descriptor says %d".formatted(has, described));
        }
    }
}
