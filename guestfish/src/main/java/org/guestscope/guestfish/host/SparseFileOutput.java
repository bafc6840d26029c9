package org.guestscope.guestfish.host;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/**
 * Writes a regular file from its beginning and leaves out blocks of zeros, which reading gives back all the same: a disk
 * or a database of a guest is often far larger than what is in it.
 */
final class SparseFileOutput extends OutputStream {
    /** At least as large as the blocks of any filesystem that has holes. */
    private static final int BLOCK = 1 << 16;

    private static final byte[] ZEROS = new byte[BLOCK];

    private final FileChannel file;
    private final byte[] block = new byte[BLOCK];
    private int filled;
    private long written;
    private boolean closed;

    SparseFileOutput(FileOutputStream out) {
        this.file = out.getChannel();
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            int count = Math.min(length - done, BLOCK - filled);
            System.arraycopy(bytes, offset + done, block, filled, count);
            filled += count;
            done += count;
            if (filled == BLOCK) {
                writeBlock();
            }
        }
    }

    private void writeBlock() throws IOException {
        int count = filled;
        // A block that could not be written is not tried again when the file is closed.
        filled = 0;
        if (!Arrays.equals(block, 0, count, ZEROS, 0, count)) {
            ByteBuffer left = ByteBuffer.wrap(block, 0, count);
            long at = written;
            while (left.hasRemaining()) {
                at += file.write(left, at);
            }
        }
        written += count;
    }

    @Override
    public void flush() throws IOException {
        writeBlock();
    }

    /** Also gives the file its length, which zeros at the end did not. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (file) {
            writeBlock();
            if (file.size() < written) {
                file.write(ByteBuffer.wrap(ZEROS, 0, 1), written - 1);
            }
        }
    }
}
