package org.guestscope.guestfish.prepared;

/** The guest actions that prepared disks need. Every method fails with the guest's message. */
public interface DiskActions {
    void partitionWholeDisk(String device, String table) throws PreparationException;

    void partitionTable(String device, String table) throws PreparationException;

    /** Adds a primary partition; a negative end counts from the end of the disk. Both are sectors of 512 bytes. */
    void addPartition(String device, long firstSector, long lastSector) throws PreparationException;

    void makeFilesystem(String filesystem, String device) throws PreparationException;

    void makePhysicalVolume(String partition) throws PreparationException;

    void makeVolumeGroup(String group, String partition) throws PreparationException;

    /** Makes a volume of all free space. */
    void makeLogicalVolume(String volume, String group) throws PreparationException;
}
