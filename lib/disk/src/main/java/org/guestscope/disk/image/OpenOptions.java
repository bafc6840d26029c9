package org.guestscope.disk.image;

import org.jspecify.annotations.Nullable;

/**
 * How an image is opened.
 *
 * @param format the format the user stated, or null to look at the content
 * @param sectorSize the logical sector size the guest sees, 512 or 4096 bytes
 * @param allowBackingProtocols whether names found inside images may also be URIs, QEMU pseudo-names, device nodes and
 *     files of the system's own directories; only for images whose origin is trusted
 * @param maxChainDepth how many images a backing chain may hold
 */
public record OpenOptions(
        @Nullable ImageFormat format, int sectorSize, boolean allowBackingProtocols, int maxChainDepth) {

    /** The depth libvirt allows; real chains have a few images. */
    public static final int DEFAULT_CHAIN_DEPTH = 200;

    /** Checks the sector size. */
    public OpenOptions {
        if (sectorSize != 512 && sectorSize != 4096) {
            throw new IllegalArgumentException("sectorSize (%d) must be 512 or 4096".formatted(sectorSize));
        }
    }

    /** Format from the content, 512-byte sectors, plain files only. */
    public static OpenOptions defaults() {
        return new OpenOptions(null, 512, false, DEFAULT_CHAIN_DEPTH);
    }

    /** These options with the format stated; null looks at the content. */
    public OpenOptions withFormat(@Nullable ImageFormat stated) {
        return new OpenOptions(stated, sectorSize, allowBackingProtocols, maxChainDepth);
    }

    /** These options with another logical sector size. */
    public OpenOptions withSectorSize(int bytes) {
        return new OpenOptions(format, bytes, allowBackingProtocols, maxChainDepth);
    }

    /** These options with names found inside images trusted, or not. */
    public OpenOptions withAllowBackingProtocols(boolean allowed) {
        return new OpenOptions(format, sectorSize, allowed, maxChainDepth);
    }
}
