package org.guestscope.agent.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinuxInspectionTest {

    private static final String ROOT = "/dev/sda1";

    @TempDir
    Path directory;

    /** Columns: release files with their content; then distribution, version, name, package manager, osinfo. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /etc/os-release;ID=ubuntu/VERSION_ID="22.04"/PRETTY_NAME="Ubuntu 22.04.1 LTS"              | ubuntu 22.4 | Ubuntu 22.04.1 LTS | apt | ubuntu22.04
            /etc/os-release;ID=alpine/VERSION_ID=3.19.1/PRETTY_NAME="Alpine Linux v3.19"               | alpinelinux 3.19 | Alpine Linux v3.19 | apk | alpinelinux3.19
            /etc/os-release;ID="opensuse-leap"/VERSION_ID="15.5"/PRETTY_NAME="openSUSE Leap 15.5"      | opensuse 15.5 | openSUSE Leap 15.5 | zypper | opensuse15.5
            /etc/os-release;ID=fedora/VERSION_ID=39/PRETTY_NAME="Fedora Linux 39"                      | fedora 39.0 | Fedora Linux 39 | yum | fedora39
            /etc/os-release;ID=rocky/VERSION_ID=9.2/PRETTY_NAME="Rocky Linux 9.2"                      | rocky 9.2 | Rocky Linux 9.2 | dnf | rocky9
            /etc/os-release;ID=void/PRETTY_NAME='Void Linux'                                           | voidlinux 0.0 | Void Linux | xbps | voidlinux
            /etc/os-release;ID=arch/PRETTY_NAME="Arch Linux"                                           | archlinux 0.0 | Arch Linux | pacman | archlinux
            /etc/os-release;ID=debian/VERSION_ID=12/PRETTY_NAME="Debian 12";/etc/debian_version;12.5   | debian 12.5 | 12.5 | apt | debian12
            /etc/os-release;ID=centos/VERSION_ID=7/PRETTY_NAME="C7";/etc/centos-release;CentOS Linux release 7.9.2009 (Core) | centos 7.9 | CentOS Linux release 7.9.2009 (Core) | yum | centos7.0
            /etc/redhat-release;Red Hat Enterprise Linux AS release 4 (Nahant Update 8)                | rhel 4.8 | Red Hat Enterprise Linux AS release 4 (Nahant Update 8) | up2date | rhel4.8
            /etc/redhat-release;Fedora release 14 (Phony)                                              | fedora 14.0 | Fedora release 14 (Phony) | yum | fedora14
            /etc/SuSE-release;SUSE Linux Enterprise Server 11 (x86_64)/VERSION = 11/PATCHLEVEL = 4     | sles 11.4 | SUSE Linux Enterprise Server 11 (x86_64) | zypper | sles11sp4
            /etc/SuSE-release;openSUSE 11.4 (x86_64)/VERSION = 11.4                                    | opensuse 11.4 | openSUSE 11.4 (x86_64) | zypper | opensuse11.4
            /etc/slackware-version;Slackware 15.0                                                      | slackware 15.0 | Slackware 15.0 | unknown | slackware15.0
            /etc/gentoo-release;Gentoo Base System release 2.14                                        | gentoo 2.14 | Gentoo Base System release 2.14 | portage | gentoo
            """)
    void releaseFilesTellTheDistribution(String files, String distro, String name, String manager, String osinfo)
            throws IOException {
        String[] parts = files.split(";");
        String[] tree = new String[parts.length + 4];
        for (int i = 0; i < parts.length; i += 2) {
            tree[i] = parts[i];
            // Blocks of a table have no lines, so a slash stands for the end of one.
            tree[i + 1] = parts[i + 1].replace("/", "\n") + "\n";
        }
        tree[parts.length] = "/etc/hosts";
        tree[parts.length + 1] = "";
        tree[parts.length + 2] = "/bin/sh";
        tree[parts.length + 3] = "";
        InspectionActions actions =
                new PhonyStorage(directory).add(ROOT, "ext4", tree).inspected();

        assertThat(actions.inspectGetType(ROOT)).isEqualTo("linux");
        assertThat(actions.inspectGetDistro(ROOT) + " " + actions.inspectGetMajorVersion(ROOT) + "."
                        + actions.inspectGetMinorVersion(ROOT))
                .isEqualTo(distro);
        assertThat(actions.inspectGetProductName(ROOT)).isEqualTo(name);
        assertThat(actions.inspectGetPackageManagement(ROOT)).isEqualTo(manager);
        assertThat(actions.inspectGetOsinfo(ROOT)).isEqualTo(osinfo);
        assertThat(actions.inspectGetArch(ROOT)).isEqualTo("x86_64");
        assertThat(actions.inspectGetHostname(ROOT)).isEqualTo("unknown");
    }

    @Test
    void devicesOfFstabAreThoseOfTheAppliance() throws IOException {
        InspectionActions actions = linux("""
                # a comment
                UUID=0123ABCD / ext4 defaults 0 1
                LABEL="my boot" /broken ext4 defaults 0 2
                LABEL=boot /boot/ ext4 defaults 0 2
                /dev/vda2 /home ext4 defaults 0 2
                /dev/mapper/vg-some--lv /var ext4 defaults 0 2
                /dev/md0 /srv ext4 defaults 0 2
                /dev/disk/by-label/boot /again ext4 defaults 0 2
                LABEL=pool /data btrfs rw,subvol=/data,noatime 0 0
                /dev/sda6 none swap sw 0 0
                /dev/cdrom /media/cdrom udf,iso9660 user,noauto 0 0
                proc /proc proc defaults 0 0
                tmpfs /tmp tmpfs defaults 0 0
                nas:/export /nas nfs defaults 0 0
                /dev/sda5 /with\\040blank ext4 defaults 0 0
                """)
                .tag("UUID=0123abcd", ROOT)
                .tag("LABEL=boot", "/dev/sdb1")
                .tag("LABEL=pool", "/dev/sdb2")
                .tag("/dev/mapper/vg-some--lv", "/dev/vg/some-lv")
                .inspected();

        assertThat(actions.inspectGetMountpoints(ROOT))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "/", ROOT,
                        "/boot", "/dev/sdb1",
                        "/home", "/dev/sda2",
                        "/var", "/dev/vg/some-lv",
                        "/srv", "/dev/md127",
                        "/again", "/dev/sdb1",
                        "/data", "btrfsvol:/dev/sdb2/data",
                        "/with blank", "/dev/sda5"));
        assertThat(actions.inspectGetFilesystems(ROOT)).contains("/dev/sda6").doesNotHaveDuplicates();
    }

    @Test
    void rootWithoutFstabStandsForItself() throws IOException {
        InspectionActions actions = new PhonyStorage(directory)
                .add(ROOT, "ext4", "/etc/hosts", "", "/bin/", "")
                .inspected();

        assertThat(actions.inspectGetMountpoints(ROOT)).isEqualTo(Map.of("/", ROOT));
        assertThat(actions.inspectGetFilesystems(ROOT)).containsExactly(ROOT);
        assertThat(actions.inspectGetDistro(ROOT)).isEqualTo("unknown");
    }

    @Test
    void separateUsrTellsWhatTheRootDoesNot() throws IOException {
        PhonyStorage storage = new PhonyStorage(directory)
                .add(ROOT, "ext4", "/etc/fstab", "/dev/sda1 / ext4 x 0 0\n/dev/sda2 /usr ext4 x 0 0\n")
                .add(
                        "/dev/sda2",
                        "ext4",
                        "/bin/dnf",
                        "",
                        "/share/",
                        "",
                        "/local/",
                        "",
                        "/src/",
                        "",
                        "/lib/os-release",
                        "ID=fedora\nVERSION_ID=39\nPRETTY_NAME=\"Fedora Linux 39\"\n")
                .add("/dev/sda5", "swap");
        Files.createSymbolicLink(storage.tree(ROOT).resolve("bin"), Path.of("usr/bin"));
        InspectionActions actions = storage.inspected();

        assertThat(actions.inspectGetRoots()).containsExactly(ROOT);
        assertThat(actions.inspectGetProductName(ROOT)).isEqualTo("Fedora Linux 39");
        assertThat(actions.inspectGetPackageManagement(ROOT)).isEqualTo("dnf");
    }

    /** Keys open a root under a name of the appliance's; the guest's own name for it is in its crypttab. */
    @Test
    void rootOfAMappingWithAnotherNameIsTheFilesystemItself() throws IOException {
        InspectionActions actions = linux("/dev/mapper/sda2_crypt / ext4 x 0 0\n/dev/mapper/other /data ext4 x 0 0\n")
                .inspected();

        assertThat(actions.inspectGetMountpoints(ROOT)).isEqualTo(Map.of("/", ROOT, "/data", "/dev/mapper/other"));
    }

    @Test
    void containerLinuxTakesTheNewerUsr() throws IOException {
        String usr = "ID=coreos\nVERSION_ID=%s\nPRETTY_NAME=\"CoreOS %s\"\n";
        InspectionActions actions = new PhonyStorage(directory)
                .add("/dev/sda1", "ext4", usrTree(usr.formatted("766.3", "766.3")))
                .add("/dev/sda2", "ext4", usrTree(usr.formatted("899.13", "899.13")))
                .add(
                        "/dev/sda5",
                        "ext4",
                        "/etc/coreos/update.conf",
                        "",
                        "/root/",
                        "",
                        "/home/",
                        "",
                        "/usr/",
                        "",
                        "/etc/hostname",
                        "core\n")
                .inspected();

        assertThat(actions.inspectGetRoots()).containsExactly("/dev/sda5");
        assertThat(actions.inspectGetMajorVersion("/dev/sda5")).isEqualTo(899);
        assertThat(actions.inspectGetMountpoints("/dev/sda5")).isEqualTo(Map.of("/", "/dev/sda5", "/usr", "/dev/sda2"));
    }

    private static String[] usrTree(String release) {
        return new String[] {"/bin/", "", "/share/coreos/", "", "/local/", "", "/lib/os-release", release};
    }

    @Test
    @Timeout(60)
    void hostileReleaseFilesCostLittle() throws IOException {
        InspectionActions actions = new PhonyStorage(directory)
                .add(
                        ROOT,
                        "ext4",
                        "/etc/hosts",
                        "",
                        "/bin/",
                        "",
                        "/etc/os-release",
                        "ID=" + "x".repeat(1 << 20) + "\nVERSION_ID=99999999999999999999\n",
                        "/etc/redhat-release",
                        "Red Hat " + "release ".repeat(200_000),
                        "/etc/fstab",
                        "/dev/sda2 /x ext4 x 0 0\n".repeat(50_000))
                .inspected();

        assertThat(actions.inspectGetDistro(ROOT)).isEqualTo("redhat-based");
        assertThat(actions.inspectGetMajorVersion(ROOT)).isZero();
    }

    @Test
    void pipesAndLinksOutOfTheGuestAreNotRead() throws IOException, InterruptedException {
        Path outside = Files.writeString(directory.resolve("outside"), "ID=fedora\nPRETTY_NAME=\"Outside\"\n");
        PhonyStorage storage = new PhonyStorage(directory).add(ROOT, "ext4", "/etc/hosts", "", "/bin/", "");
        Files.createSymbolicLink(storage.tree(ROOT).resolve("etc/os-release"), outside);
        new ProcessBuilder("mkfifo", storage.tree(ROOT) + "/etc/debian_version")
                .start()
                .waitFor();
        InspectionActions actions = storage.inspected();

        assertThat(actions.inspectGetDistro(ROOT)).isEqualTo("unknown");
    }

    @Test
    void questionsBeforeTheInspectionAndForOtherDevicesAreRefused() throws IOException {
        InspectionActions actions = new InspectionActions(new PhonyStorage(directory));

        assertThatThrownBy(() -> actions.inspectGetType(ROOT)).hasMessageContaining("inspect-os");
        actions.inspectOs();
        assertThatThrownBy(() -> actions.inspectGetType(ROOT)).hasMessageStartingWith(ROOT + ": root device not found");
        assertThat(actions.inspectGetRoots()).isEmpty();
    }

    private PhonyStorage linux(String fstab) throws IOException {
        return new PhonyStorage(directory)
                .add(
                        ROOT,
                        "ext4",
                        "/etc/fstab",
                        fstab,
                        "/bin/",
                        "",
                        "/etc/mdadm.conf",
                        "ARRAY /dev/md0 metadata=1.2 UUID=01234567:89abcdef:01234567:89abcdef\n");
    }
}
