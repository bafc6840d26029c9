package org.guestscope.disk.volume.lvm;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.volume.MirroredStriping;
import org.guestscope.disk.volume.ParityLayout;
import org.guestscope.disk.volume.ParityRaid;
import org.guestscope.disk.volume.Striping;
import org.jspecify.annotations.Nullable;

/** Segments of LVM's raid types: md's levels over hidden volumes, one for each image's data and one for its superblock. */
final class RaidSegment {

    private static final int SECTOR = 512;

    /** LVM's names of the levels with parity, their layout, and how many parities they have. */
    private static final Map<String, Parity> PARITY = Map.ofEntries(
            Map.entry("raid4", new Parity(ParityLayout.PARITY_0, 1)), // the first image, unlike md's own level 4
            Map.entry("raid5", new Parity(ParityLayout.LEFT_SYMMETRIC, 1)),
            Map.entry("raid5_n", new Parity(ParityLayout.PARITY_N, 1)),
            Map.entry("raid5_la", new Parity(ParityLayout.LEFT_ASYMMETRIC, 1)),
            Map.entry("raid5_ra", new Parity(ParityLayout.RIGHT_ASYMMETRIC, 1)),
            Map.entry("raid5_ls", new Parity(ParityLayout.LEFT_SYMMETRIC, 1)),
            Map.entry("raid5_rs", new Parity(ParityLayout.RIGHT_SYMMETRIC, 1)),
            Map.entry("raid6", new Parity(ParityLayout.ROTATING_ZERO_RESTART, 2)),
            Map.entry("raid6_zr", new Parity(ParityLayout.ROTATING_ZERO_RESTART, 2)),
            Map.entry("raid6_nr", new Parity(ParityLayout.ROTATING_N_RESTART, 2)),
            Map.entry("raid6_nc", new Parity(ParityLayout.ROTATING_N_CONTINUE, 2)),
            Map.entry("raid6_n_6", new Parity(ParityLayout.PARITY_N, 2)),
            Map.entry("raid6_la_6", new Parity(ParityLayout.LEFT_ASYMMETRIC_6, 2)),
            Map.entry("raid6_ra_6", new Parity(ParityLayout.RIGHT_ASYMMETRIC_6, 2)),
            Map.entry("raid6_ls_6", new Parity(ParityLayout.LEFT_SYMMETRIC_6, 2)),
            Map.entry("raid6_rs_6", new Parity(ParityLayout.RIGHT_SYMMETRIC_6, 2)));

    private record Parity(ParityLayout layout, int parities) {}

    /**
     * What an image's metadata volume says, in dm-raid's own superblock.
     *
     * @param events counts the array's changes
     * @param failed a bit for each image that has failed
     * @param recovered whether this image has been rebuilt wholly
     */
    private record ImageState(long events, long failed, boolean recovered) {

        /** {@code DmRd}. */
        private static final long MAGIC = 0x64526d44L;

        static final ImageState FRESH = new ImageState(0, 0, true);

        static ImageState read(BlockDevice metadata) throws IOException {
            Cursor in = Cursor.read(metadata, 0, 48, ByteOrder.LITTLE_ENDIAN, "dm-raid superblock");
            if (in.u32() != MAGIC) {
                return FRESH;
            }
            in.skip(12); // compat_features (4) + num_devices (4) + array_position (4)
            return new ImageState(in.u64(), in.u64(), in.u64() == -1);
        }
    }

    private RaidSegment() {}

    static BlockDevice of(SegmentMapper mapper, String name, VolumeGroup.Segment segment) throws IOException {
        LvmSection text = segment.text();
        if (text.has("reshape_count") || text.has("data_offset") || text.has("delta_disks")) {
            throw DiskFormatException.unsupported(name, "logical volume", "it has been reshaped");
        }
        List<@Nullable BlockDevice> images = images(mapper, text);
        String type = segment.type();
        if (type.equals("raid1")) {
            for (BlockDevice image : images) {
                if (image != null) {
                    return image;
                }
            }
            throw missing(name, images);
        }
        long chunk = Math.multiplyExact(text.number("stripe_size"), (long) SECTOR);
        long imageSize = Long.MAX_VALUE;
        for (BlockDevice image : images) {
            imageSize = image == null ? imageSize : Math.min(imageSize, image.size());
        }
        if (imageSize == Long.MAX_VALUE) {
            throw missing(name, images);
        }
        if (type.equals("raid0") || type.equals("raid0_meta")) {
            List<BlockDevice> whole =
                    images.stream().filter(image -> image != null).toList();
            if (whole.size() < images.size()) {
                throw missing(name, images);
            }
            return Striping.of(name, whole, chunk, 0);
        }
        if (type.equals("raid10") || type.equals("raid10_near")) {
            // one far copy, and as many near ones as there are
            long layout = 1 << 8 | text.number("data_copies", 2);
            return MirroredStriping.of(name, images, layout, chunk, imageSize);
        }
        Parity parity = PARITY.get(type);
        if (parity == null) {
            throw DiskFormatException.unsupported(name, "logical volume", "segment type '%s'".formatted(type));
        }
        return ParityRaid.of(name, images, parity.layout, parity.parities, chunk, imageSize);
    }

    /** The images in their places; null for those that are missing, failed, or not rebuilt yet. */
    private static List<@Nullable BlockDevice> images(SegmentMapper mapper, LvmSection text) throws IOException {
        List<@Nullable BlockDevice> images = new ArrayList<>();
        if (text.has("raid0_lvs")) {
            for (String image : text.strings("raid0_lvs")) {
                images.add(mapper.volumeIfWhole(image));
            }
            return images;
        }
        List<String> names = text.strings("raids");
        ImageState newest = ImageState.FRESH;
        List<ImageState> states = new ArrayList<>();
        for (int i = 0; i + 1 < names.size(); i += 2) {
            BlockDevice metadata = mapper.volumeIfWhole(names.get(i));
            ImageState state = metadata == null ? ImageState.FRESH : ImageState.read(metadata);
            newest = state.events > newest.events ? state : newest;
            states.add(state);
            images.add(mapper.volumeIfWhole(names.get(i + 1)));
        }
        for (int i = 0; i < images.size(); i++) {
            boolean failed = i < Long.SIZE && (newest.failed >>> i & 1) != 0;
            if (failed || !states.get(i).recovered) {
                images.set(i, null);
            }
        }
        return images;
    }

    private static DiskFormatException missing(String name, List<@Nullable BlockDevice> images) {
        long missing = images.stream().filter(image -> image == null).count();
        return DiskFormatException.bad(
                name, 0, "logical volume", "%d of %d images are missing".formatted(missing, images.size()));
    }
}
