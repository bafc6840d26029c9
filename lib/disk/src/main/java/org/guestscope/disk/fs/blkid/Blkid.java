package org.guestscope.disk.fs.blkid;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.guestscope.disk.BlockDevice;
import org.guestscope.disk.fs.blkid.Identity.Purpose;
import org.jspecify.annotations.Nullable;

/**
 * libblkid's safe probe: one type, or none when several signatures contradict each other.
 *
 * @see <a href="https://github.com/util-linux/util-linux/tree/v2.38.1/libblkid/src/superblocks">libblkid's superblock
 *     probes</a>
 */
public final class Blkid {

    /** Devices up to this size are left alone: an extended partition's two sectors, for one. */
    private static final long IGNORED_BYTES = 1024;

    /** In libblkid's order, which decides between members. */
    private static final List<Signature> SIGNATURES = Stream.of(
                    RaidSignatures.all(),
                    ContainerSignatures.all(),
                    List.of(FatSignatures.vfat()),
                    SwapSignatures.all(),
                    XfsSignatures.all(),
                    ExtSignatures.all(),
                    FilesystemSignatures.early(),
                    OpticalSignatures.all(),
                    List.of(FilesystemSignatures.zfs()),
                    HfsSignatures.all(),
                    FilesystemSignatures.unix(),
                    List.of(FatSignatures.ntfs()),
                    FilesystemSignatures.late())
            .flatMap(List::stream)
            .toList();

    private Blkid() {}

    /**
     * What the device holds.
     *
     * @return empty when no signature is found, or contradicting ones
     */
    public static Optional<Identity> identify(BlockDevice device) throws IOException {
        Window window = new Window(device);
        if (window.size() <= IGNORED_BYTES) {
            return Optional.empty();
        }
        @Nullable Identity first = null;
        int found = 0;
        boolean intolerant = false;
        for (Signature signature : SIGNATURES) {
            Identity identity = signature.identify(window);
            if (identity == null) {
                continue;
            }
            found++;
            if (first == null) {
                first = identity;
            }
            if (window.isTiny() || identity.purpose() == Purpose.RAID_MEMBER || identity.purpose() == Purpose.CRYPTO) {
                break;
            }
            intolerant |= !signature.tolerant();
        }
        return found > 1 && intolerant ? Optional.empty() : Optional.ofNullable(first);
    }
}
