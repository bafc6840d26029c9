package org.guestscope.disk.fs;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.guestscope.disk.BlockDevice;

/**
 * A device whose small reads are answered from a few pages kept in memory, because the checks for some eighty
 * signatures look at the same few KiB. Reads of more than a page go straight to the device.
 */
final class PageCache implements BlockDevice {

    private static final int PAGE_BYTES = 16 << 10;
    private static final int MAX_PAGES = 64;

    private final BlockDevice device;
    private final Map<Long, byte[]> pages = new LinkedHashMap<>(MAX_PAGES, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, byte[]> eldest) {
            return size() > MAX_PAGES;
        }
    };

    PageCache(BlockDevice device) {
        this.device = device;
    }

    @Override
    public String name() {
        return device.name();
    }

    @Override
    public long size() {
        return device.size();
    }

    @Override
    public int sectorSize() {
        return device.sectorSize();
    }

    @Override
    public void read(long offset, ByteBuffer destination) throws IOException {
        checkInside(offset, destination.remaining());
        if (destination.remaining() > PAGE_BYTES) {
            device.read(offset, destination);
            return;
        }
        long at = offset;
        while (destination.hasRemaining()) {
            byte[] page = page(at / PAGE_BYTES);
            int from = (int) (at % PAGE_BYTES);
            int length = Math.min(destination.remaining(), page.length - from);
            destination.put(page, from, length);
            at += length;
        }
    }

    private byte[] page(long number) throws IOException {
        byte[] known = pages.get(number);
        if (known != null) {
            return known;
        }
        long start = number * PAGE_BYTES;
        byte[] page = new byte[(int) Math.min(PAGE_BYTES, size() - start)];
        device.read(start, ByteBuffer.wrap(page));
        pages.put(number, page);
        return page;
    }
}
