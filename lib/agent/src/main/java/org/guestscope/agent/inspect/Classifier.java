package org.guestscope.agent.inspect;

import java.io.IOException;
import org.guestscope.agent.inspect.Filesystem.Role;
import org.guestscope.agent.inspect.OperatingSystem.Version;
import org.guestscope.agent.inspect.file.GuestFiles;

/** Tells what a mounted filesystem is for, from the files at its top. The first description that fits counts. */
final class Classifier {

    private final Storage storage;
    private final GuestFiles files;
    private final String mountable;

    Classifier(Storage storage, GuestFiles files, String mountable) {
        this.storage = storage;
        this.files = files;
        this.mountable = mountable;
    }

    Filesystem classify() throws IOException {
        if (files.isFile("/grub/menu.lst") || files.isFile("/grub/grub.conf") || files.isFile("/grub2/grub.cfg")) {
            return other();
        }
        UnixRoot unix = new UnixRoot(storage, files, mountable);
        boolean etc = files.isDirectory("/etc");
        boolean bin = files.isDirectory("/bin");
        boolean fstab = files.isFile("/etc/fstab");
        if (etc && bin && fstab && files.isFile("/etc/freebsd-update.conf")) {
            return root(unix.freeBsd());
        } else if (etc && bin && fstab && files.isFile("/netbsd") && files.isFile("/etc/release")) {
            return root(unix.netBsd());
        } else if (etc && bin && fstab && files.isFile("/bsd") && files.isFile("/etc/motd")) {
            return root(unix.openBsd());
        } else if (files.isFile("/hurd/console") && files.isFile("/hurd/hello") && files.isFile("/hurd/null")) {
            return root(unix.hurd());
        } else if (etc && bin && fstab && files.isFile("/service/vm") && files.isFile("/etc/version")) {
            return root(unix.minix());
        } else if (etc
                && (bin || "usr/bin".equals(files.linkTarget("/bin")))
                && (fstab || files.isFile("/etc/hosts"))) {
            return root(unix.linux());
        } else if (etc
                && files.isDirectory("/root")
                && files.isDirectory("/home")
                && files.isDirectory("/usr")
                && files.isFile("/etc/coreos/update.conf")) {
            return root(unix.coreOs());
        }
        return classifyPart(unix, etc, bin, fstab);
    }

    /** Filesystems that hold a part of a system, and systems that are no Unix. */
    private Filesystem classifyPart(UnixRoot unix, boolean etc, boolean bin, boolean fstab) throws IOException {
        boolean share = files.isDirectory("/share");
        boolean local = files.isDirectory("/local");
        if (etc && bin && share && !fstab && !local) {
            return other();
        } else if (bin && share && local && files.isDirectory("/share/coreos")) {
            return new Filesystem(mountable, Role.USR, unix.coreOsUsr());
        } else if (bin && share && local && !fstab && (etc || files.isDirectory("/src"))) {
            return new Filesystem(mountable, Role.USR, unix.linuxUsr());
        } else if (files.isDirectory("/log") && files.isDirectory("/run") && files.isDirectory("/spool")) {
            return other();
        }
        WindowsRoot windows = new WindowsRoot(storage, files);
        String systemroot = windows.systemroot();
        if (systemroot != null) {
            return root(windows.inspect(systemroot));
        } else if (files.isDirectoryAnyCase("/System Volume Information")) {
            return other();
        } else if (files.isDirectoryAnyCase("/FDOS") && files.isFileAnyCase("/FDOS/FREEDOS.BSS")) {
            return root(dos("freedos"));
        } else if (files.isDirectoryAnyCase("/DOS") && files.isFileAnyCase("/DOS/COMMAND.COM")) {
            return root(dos("msdos"));
        }
        return other();
    }

    /** DOS keeps no version where it could be read, and runs on what understands 16-bit code. */
    private static OperatingSystem dos(String distro) {
        OperatingSystem system = new OperatingSystem();
        system.type = "dos";
        system.distro = distro;
        system.version = new Version(0, 0);
        system.arch = "i386";
        return system;
    }

    private Filesystem root(OperatingSystem system) {
        return new Filesystem(mountable, Role.ROOT, system);
    }

    private Filesystem other() {
        return new Filesystem(mountable, Role.OTHER, null);
    }
}
