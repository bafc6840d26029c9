package org.guestscope.appliance.build;

import java.io.IOException;
import java.util.List;

/** What maintainer scripts and an installer would have made: mount points, accounts, the system's own scripts. */
final class SystemFiles {

    private static final List<String> MOUNT_POINTS =
            List.of("dev", "proc", "sys", "run", "tmp", "var", "sysroot", "root", "usr/lib/guestscope");

    private static final String SCRIPTS = "usr/lib/guestscope/";

    private SystemFiles() {}

    static void write(RootTree tree, TreePrograms programs) throws IOException {
        for (String name : MOUNT_POINTS) {
            tree.directory(name, 0755);
        }
        tree.file("etc/passwd", 0644, "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n");
        tree.file("etc/group", 0644, "root:x:0:\ntty:x:5:\ndisk:x:6:\nnogroup:x:65534:\n");
        tree.file("etc/hosts", 0644, "127.0.0.1 localhost guestscope\n::1 localhost\n");
        tree.file("etc/nsswitch.conf", 0644, "passwd: files\ngroup: files\nhosts: files dns\n");
        tree.file("etc/inittab", 0644, Recipe.text("inittab"));
        tree.file("etc/lvm/lvm.conf", 0644, Recipe.text("lvm.conf"));
        tree.symlink("etc/mtab", "/proc/self/mounts");
        tree.symlink("etc/resolv.conf", "/run/resolv.conf");
        tree.file(SCRIPTS + "boot", 0755, Recipe.text("boot"));
        tree.file(SCRIPTS + "agent", 0755, Recipe.text("agent"));
        if (!tree.exists("usr/bin/busybox")) {
            tree.symlink("usr/bin/busybox", "/usr/sbin/busybox");
        }
        for (String applet : programs.busyboxApplets()) {
            if (!tree.exists(applet) && !provided(tree, applet)) {
                tree.symlink(applet, "/usr/bin/busybox");
            }
        }
        if (tree.exists("usr/bin/genisoimage") && !tree.exists("usr/bin/mkisofs")) {
            tree.symlink("usr/bin/mkisofs", "genisoimage");
        }
    }

    /** Whether a full program of the applet's name lies in another directory of the path. */
    private static boolean provided(RootTree tree, String applet) {
        String name = applet.substring(applet.lastIndexOf('/') + 1);
        return tree.exists("usr/bin/" + name) || tree.exists("usr/sbin/" + name);
    }
}
