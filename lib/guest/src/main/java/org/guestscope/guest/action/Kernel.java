package org.guestscope.guest.action;

import java.io.IOException;
import java.util.List;
import org.guestscope.guest.catalogue.Action;
import org.guestscope.guest.catalogue.Family;
import org.guestscope.guest.catalogue.Radix;
import org.guestscope.guest.struct.UtsName;

/** Asks and tunes the appliance's kernel. */
@Family(title = "kernel")
public interface Kernel {

    /**
     * Fails when one of the feature groups {@code groups} cannot be used in this appliance; does nothing else. {@code
     * supported} lists them all.
     *
     * <pre>{@code
     * available "xfs lvm2"
     * }</pre>
     */
    @Action(name = "available", since = "1.0.80", summary = "fail unless every named feature group can be used")
    void available(List<String> groups) throws IOException;

    /** Returns true if all of the feature groups {@code groups} can be used in this appliance. */
    @Action(name = "feature-available", since = "1.21.26", summary = "whether every named feature group can be used")
    boolean featureAvailable(List<String> groups) throws IOException;

    /** Writes all changes that the appliance's kernel holds back out to the disks. */
    @Action(name = "sync", since = "0.0.3", summary = "write cached changes out to the disks")
    void sync() throws IOException;

    /**
     * Writes changes out, then makes the appliance's kernel forget what it has read.
     *
     * @param whattodrop 1 contents of files, 2 directories and inodes, 3 both
     */
    @Action(
            name = "drop-caches",
            since = "1.0.18",
            summary = "make the appliance's kernel forget cached pages, inodes or both")
    void dropCaches(int whattodrop) throws IOException;

    /** Returns the messages of the appliance's kernel, where the reason of a failed mount can be found. */
    @Action(name = "dmesg", since = "1.0.18", summary = "messages of the appliance's kernel")
    String dmesg() throws IOException;

    /**
     * Sets the bits taken away from the modes of new files, 022 at the start.
     *
     * <pre>{@code
     * umask 077
     * }</pre>
     *
     * @param mask from 0 to 0777; octal with a leading 0
     * @return the mask before
     */
    @Action(
            name = "umask",
            since = "1.0.55",
            radix = Radix.OCTAL,
            summary = "set the mask taken away from new files' modes, giving the old one")
    int umask(int mask) throws IOException;

    /**
     * Loads the kernel module {@code modulename} of the appliance, which has only those that filesystems and disks
     * need.
     */
    @Action(
            name = "modprobe",
            since = "1.0.68",
            feature = "linuxmodules",
            summary = "load a kernel module in the appliance")
    void modprobe(String modulename) throws IOException;

    /** Returns the bits taken away from the modes of new files, in octal. */
    @Action(name = "get-umask", since = "1.3.4", radix = Radix.OCTAL, summary = "mask taken away from new files' modes")
    int getUmask() throws IOException;

    /** Returns the names of all feature groups, whether they can be used here or not. */
    @Action(name = "available-all-groups", since = "1.3.15", summary = "names of every feature group")
    List<String> availableAllGroups() throws IOException;

    /** Returns name, release, version and machine of the appliance's kernel, not of the guest's. */
    @Action(name = "utsname", since = "1.19.27", summary = "name, release and machine of the appliance's kernel")
    UtsName utsname() throws IOException;
}
