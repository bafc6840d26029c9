package org.guestscope.agent.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherSystemsInspectionTest {

    @TempDir
    Path directory;

    @Test
    void freeBsdIsShownOnceThoughItsSliceIsSeenTwice() throws IOException {
        String[] tree = {
            "/etc/freebsd-update.conf", "",
            "/etc/motd", "FreeBSD 9.1-RELEASE (GENERIC)\n",
            "/etc/fstab", "/dev/ada0s1a / ufs rw 1 1\n/dev/ada0s1b none swap sw 0 0\n",
            "/etc/rc.conf", "hostname=\"fb.example\"\n",
            "/bin/", ""
        };
        InspectionActions actions = new PhonyStorage(directory)
                .add("/dev/sda1", "ufs", tree)
                .add("/dev/sda5", "ufs", tree)
                .inspected();

        assertThat(actions.inspectGetRoots()).containsExactly("/dev/sda5");
        assertThat(actions.inspectGetOsinfo("/dev/sda5")).isEqualTo("freebsd9.1");
        assertThat(actions.inspectGetHostname("/dev/sda5")).isEqualTo("fb.example");
        assertThat(actions.inspectGetMountpoints("/dev/sda5")).isEqualTo(Map.of("/", "/dev/sda5"));
        assertThat(actions.inspectGetFilesystems("/dev/sda5")).containsExactly("/dev/sda6", "/dev/sda5");
    }

    @Test
    void openBsdNamesPartitionsByTheDisksIdentifier() throws IOException {
        InspectionActions actions = new PhonyStorage(directory)
                .add(
                        "/dev/sda5",
                        "ufs",
                        "/bsd",
                        "",
                        "/bin/",
                        "",
                        "/etc/motd",
                        "OpenBSD 5.4 (GENERIC) #37\n",
                        "/etc/fstab",
                        "0123456789abcdef.a / ffs rw 1 1\n0123456789abcdef.b /usr ffs rw 1 1\n",
                        "/etc/myname",
                        "ob.example\n")
                .inspected();

        assertThat(actions.inspectGetMajorVersion("/dev/sda5")).isEqualTo(5);
        assertThat(actions.inspectGetHostname("/dev/sda5")).isEqualTo("ob.example");
        assertThat(actions.inspectGetMountpoints("/dev/sda5")).containsEntry("/usr", "/dev/sda6");
    }

    @Test
    void netBsdCountsPartitionsWithoutTheWholeSliceAndTheWholeDisk() throws IOException {
        InspectionActions actions = new PhonyStorage(directory)
                .add(
                        "/dev/sda5",
                        "ufs",
                        "/netbsd",
                        "",
                        "/bin/",
                        "",
                        "/etc/fstab",
                        "/dev/wd0a / ffs rw 1 1\n/dev/wd0e /usr ffs rw 1 1\n/dev/ld0f /home ffs rw 1 1\n",
                        "/etc/release",
                        "NetBSD 9.3/amd64\n")
                .inspected();

        assertThat(actions.inspectGetMountpoints("/dev/sda5"))
                .isEqualTo(Map.of("/", "/dev/sda5", "/usr", "/dev/sda7", "/home", "/dev/sda8"));
    }

    @Test
    void netBsdHurdMinixAndDosAreKnownByTheirFiles() throws IOException {
        InspectionActions actions = new PhonyStorage(directory)
                .add(
                        "netbsd",
                        "ufs",
                        "/netbsd",
                        "",
                        "/bin/",
                        "",
                        "/etc/fstab",
                        "",
                        "/etc/release",
                        "NetBSD 6.1/amd64\n")
                .add("hurd", "ext2", "/hurd/console", "", "/hurd/hello", "", "/hurd/null", "")
                .add("minix", "minix", "/service/vm", "", "/bin/", "", "/etc/fstab", "", "/etc/version", "3.3.0\n")
                .add("freedos", "vfat", "/fdos/freedos.bss", "")
                .add("msdos", "vfat", "/DOS/COMMAND.COM", "")
                .add("data", "ext4", "/photos/", "")
                .inspected();

        assertThat(actions.inspectGetRoots()).containsExactly("netbsd", "hurd", "minix", "freedos", "msdos");
        assertThat(actions.inspectGetProductName("netbsd")).isEqualTo("NetBSD 6.1/amd64");
        assertThat(actions.inspectGetType("hurd")).isEqualTo("hurd");
        assertThat(actions.inspectGetMinorVersion("minix")).isEqualTo(3);
        assertThat(actions.inspectGetDistro("freedos")).isEqualTo("freedos");
        assertThat(actions.inspectGetArch("msdos")).isEqualTo("i386");
    }
}
