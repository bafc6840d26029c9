package org.guestscope.agent.inspect;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.guestscope.agent.inspect.file.GuestFiles;
import org.jspecify.annotations.Nullable;

/** Disks as an inspection needs them; tests put directories in their place. */
interface Storage {

    /** Mountables and the types of their filesystems. */
    Map<String, String> filesystems() throws IOException;

    /** Mounts a filesystem read-only, in place of whatever is mounted; {@code null} when that is impossible. */
    @Nullable GuestFiles mount(String mountable, String type) throws IOException;

    /** What is mounted at the moment. */
    GuestFiles mounted() throws IOException;

    /** Leaves nothing mounted. */
    void unmount() throws IOException;

    /** Whole disks, in the order in which they were attached. */
    List<String> disks() throws IOException;

    /** Partitions of all disks. */
    List<String> partitions() throws IOException;

    /** The device with a tag such as {@code LABEL=x}, or {@code null}. */
    @Nullable String find(String tag, String value) throws IOException;

    /** Whether there is a block device of a name. */
    boolean hasDevice(String device);

    /** {@code /dev/VG/LV} for a volume's name below {@code /dev/mapper}; the name itself for anything else. */
    String logicalVolume(String device) throws IOException;

    /** UUIDs of software RAID arrays that run, as 32 hexadecimal digits, and their devices. */
    Map<String, String> arrays() throws IOException;

    /** Processor of a program of the mounted filesystem, or {@code null}. */
    @Nullable String architecture(String path);

    /** The four bytes of the disk signature in a disk's first sector; {@code null} when its partition table is no MBR. */
    byte @Nullable [] diskSignature(String disk) throws IOException;

    /** Partitions of a disk with their first byte and, on GPT disks, their GUID in lower case. */
    List<PartitionPlace> places(String disk) throws IOException;

    /** Where a partition lies. */
    record PartitionPlace(
            String device, long firstByte, @Nullable String guid) {}
}
