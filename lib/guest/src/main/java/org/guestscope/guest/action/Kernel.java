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

    @Action(name = "available", since = "1.0.80", summary = "fail unless every named feature group can be used")
    void available(List<String> groups) throws IOException;

    @Action(name = "feature-available", since = "1.21.26", summary = "whether every named feature group can be used")
    boolean featureAvailable(List<String> groups) throws IOException;

    @Action(name = "sync", since = "0.0.3", summary = "write cached changes out to the disks")
    void sync() throws IOException;

    @Action(
            name = "drop-caches",
            since = "1.0.18",
            summary = "make the appliance's kernel forget cached pages, inodes or both")
    void dropCaches(int whattodrop) throws IOException;

    @Action(name = "dmesg", since = "1.0.18", summary = "messages of the appliance's kernel")
    String dmesg() throws IOException;

    @Action(
            name = "umask",
            since = "1.0.55",
            radix = Radix.OCTAL,
            summary = "set the mask taken away from new files' modes, giving the old one")
    int umask(int mask) throws IOException;

    @Action(
            name = "modprobe",
            since = "1.0.68",
            feature = "linuxmodules",
            summary = "load a kernel module in the appliance")
    void modprobe(String modulename) throws IOException;

    @Action(name = "get-umask", since = "1.3.4", radix = Radix.OCTAL, summary = "mask taken away from new files' modes")
    int getUmask() throws IOException;

    @Action(name = "available-all-groups", since = "1.3.15", summary = "names of every feature group")
    List<String> availableAllGroups() throws IOException;

    @Action(name = "utsname", since = "1.19.27", summary = "name, release and machine of the appliance's kernel")
    UtsName utsname() throws IOException;
}
