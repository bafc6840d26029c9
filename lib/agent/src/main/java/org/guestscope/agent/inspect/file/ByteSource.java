package org.guestscope.agent.inspect.file;

import java.io.IOException;

/** A file that can be read at any place. */
public interface ByteSource extends AutoCloseable {

    /** Length in bytes. */
    long size();

    /**
     * Reads bytes.
     *
     * @throws IOException when the range is not wholly inside the file
     */
    byte[] read(long offset, int length) throws IOException;

    @Override
    void close();
}
