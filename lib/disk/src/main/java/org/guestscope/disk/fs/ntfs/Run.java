package org.guestscope.disk.fs.ntfs;

import java.util.ArrayList;
import java.util.List;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.DiskFormatException;

/**
 * A run of clusters of a non-resident attribute.
 *
 * @param first the first cluster's number on the volume, or -1 for a hole
 * @param length in clusters
 */
record Run(long first, long length) {

    /** Decodes mapping pairs from the cursor's position to the terminating zero. */
    static List<Run> readAll(Cursor in, long clusters) throws DiskFormatException {
        List<Run> runs = new ArrayList<>();
        long first = 0;
        for (int header = in.u8(); header != 0; header = in.u8()) {
            int lengthBytes = header & 0xf;
            int offsetBytes = header >> 4;
            if (lengthBytes == 0 || lengthBytes > 8 || offsetBytes > 8) {
                throw in.bad("mapping pair", "0x%02x, fields are of 1..8 bytes".formatted(header));
            }
            long length = signed(in, lengthBytes);
            if (length <= 0 || length > clusters) {
                throw in.bad("mapping pair", "run of %d clusters, volume has %d".formatted(length, clusters));
            }
            if (offsetBytes == 0) {
                runs.add(new Run(-1, length));
                continue;
            }
            first += signed(in, offsetBytes);
            if (first < 0 || first > clusters - length) {
                throw in.bad("mapping pair", "clusters %d + %d of %d".formatted(first, length, clusters));
            }
            runs.add(new Run(first, length));
        }
        return runs;
    }

    private static long signed(Cursor in, int bytes) throws DiskFormatException {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (long) in.u8() << (8 * i);
        }
        int unused = Long.SIZE - 8 * bytes;
        return value << unused >> unused;
    }
}
