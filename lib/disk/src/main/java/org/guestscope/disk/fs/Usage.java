package org.guestscope.disk.fs;

/** What reading a filesystem's own structures can say of its usage. */
public sealed interface Usage {

    /** To the block what a mount would report. */
    record Exact(StatVfs statvfs) implements Usage {}

    /** Near what a mount would report; {@code why} names what could not be known. */
    record Approximate(StatVfs statvfs, String why) implements Usage {}

    /** Mountable, but only a kernel can tell, e.g. because a log must be replayed first. */
    record NeedsAppliance(String why) implements Usage {}

    /** Recognised, and never mounted by itself: swap, a member of a volume, a filesystem the kernel refuses. */
    record NotMountable(String why) implements Usage {}
}
