package org.guestscope.appliance.fuse;

import java.io.IOException;
import java.util.List;
import org.guestscope.guest.struct.StatNs;
import org.guestscope.guest.struct.StatVfs;

/**
 * What a mounted directory shows. Paths are byte strings, begin with a slash and have no trailing one; no symbolic link is
 * followed in their last component. Every method fails with a {@link FuseErrorException} that holds the error number, or
 * with another exception, which the caller sees as an input/output error.
 *
 * <p>Called from one thread.
 */
public interface FuseFilesystem {
    /** An entry of a directory. {@code type} is the file type of a mode, such as 0040000, or 0 when it is not known. */
    record Entry(String name, long inode, int type) {}

    StatNs stat(String path) throws IOException;

    /** Entries of a directory; "." and ".." may be among them. */
    List<Entry> list(String directory) throws IOException;

    /** Status of entries of a directory, in the order of the names; inode -1 marks one that is gone. */
    List<StatNs> stat(String directory, List<String> names) throws IOException;

    String readLink(String path) throws IOException;

    /** Makes a file, pipe, socket or device node; {@code mode} has its type. */
    void makeNode(String path, int mode, int major, int minor) throws IOException;

    void makeDirectory(String path, int mode) throws IOException;

    void unlink(String path) throws IOException;

    void removeDirectory(String path) throws IOException;

    void symbolicLink(String target, String path) throws IOException;

    void rename(String from, String to) throws IOException;

    void link(String existing, String path) throws IOException;

    void changeMode(String path, int mode) throws IOException;

    /** Changes the owner and group; -1 leaves one as it is. */
    void changeOwner(String path, int owner, int group) throws IOException;

    void truncate(String path, long size) throws IOException;

    /** Sets the times of access and change; nanoseconds as in utimensat(2), with its two special values. */
    void changeTimes(String path, long accessed, long accessedNanos, long changed, long changedNanos)
            throws IOException;

    /** At most {@code count} bytes from {@code offset}; fewer only at the end of the file. */
    byte[] read(String path, int count, long offset) throws IOException;

    /** Writes all bytes. */
    void write(String path, byte[] bytes, long offset) throws IOException;

    StatVfs statistics(String path) throws IOException;

    /** Writes everything out to the disks. */
    void sync() throws IOException;

    List<String> attributeNames(String path) throws IOException;

    byte[] attribute(String path, String name) throws IOException;

    void setAttribute(String path, String name, byte[] value) throws IOException;

    void removeAttribute(String path, String name) throws IOException;
}
