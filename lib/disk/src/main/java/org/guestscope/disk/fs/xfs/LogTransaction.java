package org.guestscope.disk.fs.xfs;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.guestscope.disk.DiskFormatException;

/**
 * A transaction while its operations arrive: a header, then items of one or more regions each. Only intents and the
 * buffers of interest are kept; of the rest nothing but the regions' number is needed.
 */
final class LogTransaction {

    /** Buffers are logged in chunks of this many bytes. */
    static final int CHUNK_BYTES = 128;

    private static final int HEADER_BYTES = 16;
    private static final int TYPE_BUFFER = 0x123c;
    private static final Set<Integer> INTENTS = Set.of(0x1236, 0x1240, 0x1242, 0x1244, 0x1246);
    private static final Set<Integer> DONE = Set.of(0x1237, 0x1241, 0x1243, 0x1245, 0x1247);
    private static final int INTENT_BYTES = 16;
    private static final int MAX_FORMAT_BYTES = 64 << 10;
    private static final int MAX_REGIONS = 4096;

    private final String name;
    private final Set<Long> places;
    private final List<Item> items = new ArrayList<>();
    private final ByteArrayOutputStream region = new ByteArrayOutputStream();
    private int headerLeft = HEADER_BYTES;
    private int regionsLeft;
    private boolean keeping;
    private boolean open;
    private boolean format;

    /**
     * An intent, the note that one is done, or a buffer.
     *
     * @param type of the item
     * @param intent the intent's number, for the first two
     * @param regions its format and data, for a buffer
     */
    record Item(int type, long intent, List<byte[]> regions) {

        boolean isIntent() {
            return INTENTS.contains(type);
        }

        boolean isDone() {
            return DONE.contains(type);
        }
    }

    LogTransaction(String name, Set<Long> places) {
        this.name = name;
        this.places = places;
    }

    List<Item> items() throws DiskFormatException {
        finishRegion();
        return items;
    }

    /** A new region, which may go on in the next operation. */
    void add(ByteBuffer data, boolean continues) throws DiskFormatException {
        if (headerLeft > 0) {
            takeHeader(data);
            return;
        }
        finishRegion();
        format = regionsLeft == 0;
        open = true;
        take(data);
        if (!continues) {
            finishRegion();
        }
    }

    /** The rest of the region begun before. */
    void append(ByteBuffer data) throws DiskFormatException {
        if (headerLeft > 0) {
            takeHeader(data);
        } else {
            take(data);
        }
    }

    private void takeHeader(ByteBuffer data) throws DiskFormatException {
        if (data.remaining() > headerLeft) {
            throw unsupported("a transaction without its header");
        }
        headerLeft -= data.remaining();
    }

    private void take(ByteBuffer data) throws DiskFormatException {
        if (!format && !keeping) {
            return;
        }
        if (region.size() + data.remaining() > MAX_FORMAT_BYTES) {
            throw unsupported("a region of more than %d bytes".formatted(MAX_FORMAT_BYTES));
        }
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        region.writeBytes(bytes);
    }

    private void finishRegion() throws DiskFormatException {
        if (!open) {
            return;
        }
        open = false;
        byte[] bytes = region.toByteArray();
        region.reset();
        if (format) {
            beginItem(bytes);
        } else if (keeping) {
            items.get(items.size() - 1).regions().add(bytes);
        }
        regionsLeft--;
    }

    private void beginItem(byte[] bytes) throws DiskFormatException {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.length < 4) {
            throw unsupported("an item of %d bytes".formatted(bytes.length));
        }
        int type = Short.toUnsignedInt(in.getShort(0));
        regionsLeft = Short.toUnsignedInt(in.getShort(2));
        if (regionsLeft == 0 || regionsLeft > MAX_REGIONS) {
            throw unsupported("an item of %d regions".formatted(regionsLeft));
        }
        keeping = false;
        if (bytes.length < INTENT_BYTES) {
            return;
        }
        if (INTENTS.contains(type) || DONE.contains(type)) {
            items.add(new Item(type, in.getLong(8), List.of()));
        } else if (type == TYPE_BUFFER && bytes.length >= 24 && places.contains(in.getLong(8))) {
            keeping = true;
            items.add(new Item(type, 0, new ArrayList<>(List.of(bytes))));
        }
    }

    private DiskFormatException unsupported(String what) {
        return DiskFormatException.unsupported(name, "XFS log", what);
    }
}
