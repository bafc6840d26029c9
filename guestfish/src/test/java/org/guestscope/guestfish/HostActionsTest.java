package org.guestscope.guestfish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Actions that the host's side carries out, before there is a machine; values are those of guestfish 1.48. */
class HostActionsTest {

    private final Path home;
    private final Run run;

    HostActionsTest(@TempDir Path home) {
        this.home = home;
        this.run = new Run(home);
    }

    /** Runs a script that must succeed. */
    private String script(String script) {
        String said = run.script(script);
        assertThat(run.errors()).isEmpty();
        assertThat(run.status).isZero();
        return said;
    }

    private void fails(String line, String why) {
        run.script(line + "\n");
        assertThat(run.status).as(line).isEqualTo(1);
        assertThat(run.errors()).as(line).contains(why);
    }

    @Test
    void settingsHaveTheirDefaults() {
        assertThat(script("""
                        get-append
                        get-attach-method
                        get-autosync
                        get-direct
                        get-identifier
                        get-network
                        get-pgroup
                        get-program
                        get-recovery-proc
                        get-selinux
                        get-smp
                        get-trace
                        get-verbose
                        max-disks
                        is-config
                        """)).isEqualTo("""
                        (null)
                        appliance
                        true
                        false

                        false
                        false
                        guestfish
                        true
                        false
                        1
                        false
                        false
                        255
                        true
                        """);
    }

    @Test
    void settingsAreWhatTheyAreSetTo() throws IOException {
        Path directory = Files.createDirectory(home.resolve("directory"));
        assertThat(script("""
                        set-append "a b"
                        get-append
                        set-attach-method libvirt
                        get-attach-method
                        set-autosync false
                        get-autosync
                        set-backend direct
                        get-backend
                        set-backend-settings "a=1 force_tcg"
                        set-backend-setting b 2
                        get-backend-setting b
                        clear-backend-setting b
                        clear-backend-setting none
                        get-backend-settings
                        set-cachedir %1$s
                        get-cachedir
                        set-direct true
                        get-direct
                        set-hv /bin/true
                        get-hv
                        set-qemu /bin/false
                        get-qemu
                        set-identifier name
                        get-identifier
                        set-memsize 600
                        get-memsize
                        set-network true
                        get-network
                        set-path /a:/b
                        get-path
                        set-pgroup true
                        get-pgroup
                        set-program name
                        get-program
                        set-recovery-proc false
                        get-recovery-proc
                        set-selinux true
                        get-selinux
                        set-smp 2
                        get-smp
                        set-tmpdir %1$s
                        get-tmpdir
                        get-sockdir
                        set-verbose false
                        get-verbose
                        parse-environment-list "LIBGUESTFS_MEMSIZE=700 LIBGUESTFS_NONE=1"
                        get-memsize
                        parse-environment
                        """.formatted(directory))).isEqualTo("""
                        a b
                        libvirt
                        false
                        direct
                        2
                        1
                        0
                        a=1
                        force_tcg
                        %1$s
                        true
                        /bin/true
                        /bin/false
                        name
                        600
                        true
                        /a:/b
                        true
                        name
                        false
                        true
                        2
                        %1$s
                        /tmp
                        false
                        700
                        """.formatted(directory));
        assertThat(run.script("set-trace true\nget-trace\nset-trace false\n")).contains("true");
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        fails("get-backend-setting none", "setting not found");
        fails("set-cachedir /no/such/directory", "No such file or directory");
        fails("set-memsize 10", "256");
        fails("set-smp 0", "smp");
        fails("set-smp 256", "256");
        fails("parse-environment-list LIBGUESTFS_MEMSIZE=x", "LIBGUESTFS_MEMSIZE");
        fails("get-pid", "not running");
    }

    @Test
    void programTellsOfItself() {
        assertThat(script("version\n")).isEqualTo("major: 1\nminor: 48\nrelease: 6\nextra: \n");
        assertThat(script("c-pointer\n")).matches("0x[0-9a-f]+\n");
        fails("config device x", "begins with '-'");
        fails("config -kernel /boot/vmlinuz", "the appliance needs this parameter itself");
    }

    @Test
    void devicesHaveNumbersAndUsualNames() {
        assertThat(script("""
                        device-index /dev/sdb
                        device-index /dev/sdaa
                        canonical-device-name /dev/vda
                        canonical-device-name /dev/hdb1
                        canonical-device-name /dev/mapper/VG-LV
                        """)).isEqualTo("""
                        1
                        26
                        /dev/sda
                        /dev/sdb1
                        /dev/mapper/VG-LV
                        """);
        fails("device-index /dev/nonsense", "/dev/nonsense");
    }

    @Test
    void imagesAreMadeAndDescribed() {
        String at = home + "/";
        assertThat(script("""
                        disk-create %1$sa.qcow2 qcow2 10M
                        disk-format %1$sa.qcow2
                        disk-virtual-size %1$sa.qcow2
                        disk-has-backing-file %1$sa.qcow2
                        disk-create %1$sb.qcow2 qcow2 -1 backingfile:a.qcow2 backingformat:qcow2
                        disk-has-backing-file %1$sb.qcow2
                        disk-virtual-size %1$sb.qcow2
                        disk-create %1$sc.img raw 1M preallocation:full
                        disk-format %1$sc.img
                        """.formatted(at))).isEqualTo("""
                        qcow2
                        10485760
                        false
                        true
                        10485760
                        raw
                        """);
        assertThat(home.resolve("c.img").toFile()).hasSize(1 << 20);
        fails("disk-create " + at + "d.img nonsense 1M", "nonsense");
        fails("disk-create " + at + "d.img raw -1", "-1");
        fails("disk-create " + at + "d.img raw 1M backingfile:c.img", "backing file");
        fails("disk-create " + at + "d.img qcow2 1M clustersize:3", "3");
        fails("disk-format " + at + "none", "none");
        assertThat(home.resolve("d.img")).doesNotExist();
    }

    @Test
    void drivesAreAddedAndListed() throws IOException {
        Path image = Files.write(home.resolve("image"), new byte[1 << 20]);
        String drives = script("""
                add-drive %1$s format:raw readonly:true label:name
                add-drive-ro %1$s
                add-drive-with-if %1$s virtio
                add-drive-ro-with-if %1$s ide
                add-cdrom %1$s
                debug-drives
                shutdown
                kill-subprocess
                """.formatted(image));
        assertThat(drives.lines())
                .containsExactly(
                        image + " readonly format=raw protocol=file label=name",
                        image + " readonly protocol=file",
                        image + " protocol=file iface=virtio",
                        image + " readonly protocol=file iface=ide",
                        image + " readonly protocol=file");
        fails("add-drive-ro " + home + "/none", "No such file or directory");
        fails("add-drive-scratch -1", "-1");
        fails("remove-drive nolabel", "hotplugging");
        fails("add-domain nonsense libvirturi:test:///default", "nonsense");
    }

    @Test
    void credentialsAreAskedForOnlyWhileLibvirtAsks() {
        script("set-libvirt-supported-credentials \"authname passphrase\"\n");
        fails("set-libvirt-supported-credentials nonsense", "nonsense");
        fails("get-libvirt-requested-credentials", "LIBVIRT_AUTH");
        fails("get-libvirt-requested-credential-prompt 0", "LIBVIRT_AUTH");
        fails("get-libvirt-requested-credential-challenge 0", "LIBVIRT_AUTH");
        fails("get-libvirt-requested-credential-defresult 0", "LIBVIRT_AUTH");
        fails("set-libvirt-requested-credential 0 abc", "LIBVIRT_AUTH");
    }

    @Test
    void whatAMountWouldHideIsNotMountedOver() throws IOException {
        Path directory = Files.createDirectory(home.resolve("full"));
        Path file = Files.createFile(directory.resolve("file"));
        fails(
                "mount-local " + directory,
                "mount_local: " + directory + ": the directory is not empty: what is in it would be hidden");
        fails("mount-local " + file, "mount_local: " + file + ": Not a directory\n");
        fails("mount-local " + home + "/nosuch", "mount_local: " + home + "/nosuch: No such file or directory\n");
    }
}
