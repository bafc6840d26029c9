package org.guestscope.guestfish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guestscope.guestfish.ScriptedGuest.table;
import static org.guestscope.guestfish.ScriptedGuest.text;
import static org.guestscope.guestfish.ScriptedGuest.texts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.guestscope.cli.Option;
import org.guestscope.guest.ActionException;
import org.guestscope.guestfish.option.GuestfishOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {
    @TempDir
    private Path home;

    private Run run = new Run(Path.of("/"));
    private String disk = "";

    @BeforeEach
    void newRun() throws IOException {
        run = new Run(home);
        disk = Files.write(home.resolve("disk.img"), new byte[4096]).toString();
    }

    @Test
    void colonsSeparateCommandsAndNothingIsQuoted() {
        assertThat(run.commands("echo", "a\"b", "|", "~", ":", "echo", "c")).isEqualTo("a\"b | ~\nc\n");
    }

    @Test
    void anEmptyCommandIsAnError() {
        run.commands(":");
        assertThat(run.errors()).isEqualTo("guestfish: empty command on command line\n");
        assertThat(run.commands("echo", "a", ":", ":", "echo", "b")).isEqualTo("a\n");
        assertThat(run.status).isEqualTo(1);
        assertThat(run.commands("echo", "a", ":")).isEqualTo("a\n");
        assertThat(run.status).isZero();
    }

    @Test
    void errorsHaveLineZero() {
        run.commands("--", "-lvs", ":", "lvs");
        assertThat(run.errors().split("\n")).hasSize(4);
        assertThat(run.errors()).startsWith("*stdin*:0: libguestfs: error: lvs: call launch before");
        assertThat(run.status).isEqualTo(1);
    }

    @Test
    void mountsFollowTheLaunch() {
        run.guest.on("cat", text("host"));
        assertThat(run.commands(
                        "--ro", "-a", disk, "-m", "/dev/sda1", "-m", "/dev/sda2:/boot:noatime:ext4", "cat", "/x"))
                .isEqualTo("host\n");
        assertThat(run.guest.calls)
                .containsExactly(
                        "mount-options ro /dev/sda1 /",
                        "mount-vfs noatime ext4 /dev/sda2 /boot",
                        "cat /x",
                        "umount-all",
                        "sync");
        assertThat(run.guest.disks).hasSize(1).allMatch(spec -> spec.readOnly());
    }

    @Test
    void aMountThatFailsShowsWhatCouldBeMounted() {
        run.guest.on("mount-options", (arguments, transfer) -> {
            throw new ActionException("mount_options", 22, "/dev/sda9: No such file or directory");
        });
        run.guest.on("list-filesystems", table("/dev/sda1", "ext4", "btrfsvol:/dev/sda2/root", "btrfs"));
        run.commands("-a", disk, "-m", "/dev/sda9", "ls", "/");
        assertThat(run.status).isEqualTo(1);
        assertThat(run.errors()).isEqualTo("""
                        libguestfs: error: mount_options: /dev/sda9: No such file or directory
                        guestfish: ‘/dev/sda9’ could not be mounted.
                        guestfish: Did you mean to mount one of these filesystems?
                        guestfish: \t/dev/sda1 (ext4)
                        guestfish: \t/dev/sda2:/:subvol=root (btrfs)
                        """);
    }

    @Test
    void preparedDisksAreMadeThenFilled() {
        String file = home.resolve("new.img").toString();
        run.commands("-a", disk, "-N", file + "=bootrootlv:/dev/A/B:ext3:xfs:100M:16M:gpt", "--", "-echo");
        assertThat(home.resolve("new.img")).hasSize(100 << 20);
        assertThat(run.guest.calls)
                .containsExactly(
                        "part-init /dev/sdb gpt",
                        "part-add /dev/sdb primary 64 32831",
                        "part-add /dev/sdb primary 32832 -64",
                        "pvcreate /dev/sdb2",
                        "vgcreate A [/dev/sdb2]",
                        "lvcreate-free B A 100",
                        "mkfs ext3 /dev/sdb1",
                        "mkfs xfs /dev/A/B",
                        "umount-all",
                        "sync");
    }

    @Test
    void preparedDisksThatCannotBeMadeAreNamed() {
        String file = home.resolve("new.img").toString();
        run.commands("-N", file + "=disk:1x");
        assertThat(run.errors())
                .isEqualTo("parse_size: invalid integer parameter (xstrtoull returned 2)\n"
                        + "guestfish: error creating prepared disk image ‘disk:1x’ on ‘" + file
                        + "’: failed to allocate disk\n");
        run.commands("-N", file + "=nosuch");
        assertThat(run.errors()).contains("no such prepared disk image known.\nUse 'guestfish -N help'");
        assertThat(run.errors()).startsWith("guestfish: -N parameter ‘nosuch’: ");
        run.commands("-N", file + "=disk:0");
        assertThat(run.errors()).contains("failed to allocate disk");
        run.commands("-N", home + "/nosuch/x=disk");
        assertThat(run.errors())
                .endsWith(": failed to allocate disk: disk_create: cannot create raw file: " + home
                        + "/nosuch/x: No such file or directory\n");
        assertThat(run.status).isEqualTo(1);
        run.commands("-N", file + "=disk:1M:too:many");
        assertThat(run.errors()).contains("too many parameters");
        run.commands("-N", file + "=lv:noslash:10M");
        assertThat(run.errors()).contains("incorrect format for LV name, use '/dev/VG/LV'");
    }

    @Test
    void whatIsWrongWithPreparedDisksIsToldBeforeThereIsAFile() {
        Path file = home.resolve("new.img");
        for (String parameters : List.of("lv:noslash", "lvfs:/x", "bootrootlv:/dev/A/", "bootroot:::100M:x")) {
            run.commands("-N", file + "=" + parameters);
            assertThat(run.errors()).as(parameters).contains("‘" + parameters + "’ on ‘" + file + "’: ");
            assertThat(run.status).isEqualTo(1);
            assertThat(file).doesNotExist();
        }
        run.commands("-N", file + "=disk:1M", "--nosuch");
        assertThat(file).doesNotExist();
    }

    @Test
    void aPreparedDiskCanBeAddedOnceMore() {
        Path file = home.resolve("new.img");
        run.commands("-N", file + "=disk:1M", "-a", file.toString(), "--", "-echo");
        assertThat(run.errors()).isEmpty();
        assertThat(run.guest.disks).hasSize(2);
        run.commands("-a", home.resolve("later.img").toString(), "-N", home.resolve("later.img") + "=disk:1M");
        assertThat(run.errors()).contains("access: ");
    }

    @Test
    void typesOfPreparedDisksMayBeAbbreviatedInAnyCase() {
        String file = home.resolve("new.img").toString();
        run.commands("-N", file + "=F:ext4:10M", "--", "-echo");
        assertThat(run.guest.calls).startsWith("part-disk /dev/sda mbr", "mkfs ext4 /dev/sda1");
    }

    @Test
    void inspectionMountsDirectoriesBeforeWhatIsBelow() {
        run.guest
                .device("/dev/sda1", "")
                .on("inspect-os", texts("/dev/sda1"))
                .on("inspect-get-mountpoints", table("/boot/efi", "/dev/sda3", "/", "/dev/sda1", "/boot", "/dev/sda2"))
                .on("mount-ro", (arguments, transfer) -> {
                    if (arguments.get(0) instanceof org.guestscope.guest.wire.Value.Text device
                            && device.latin1().equals("/dev/sda3")) {
                        throw new ActionException("mount_ro", 0, "/dev/sda3: no");
                    }
                    return org.guestscope.guest.wire.Value.NOTHING;
                });
        run.commands("--ro", "-i", "-a", disk, "echo", "x");
        assertThat(run.errors())
                .isEqualTo("libguestfs: error: mount_ro: /dev/sda3: no\n"
                        + "guestfish: some filesystems could not be mounted (ignored)\n");
        assertThat(run.status).isZero();
        assertThat(run.guest.calls)
                .contains("mount-ro /dev/sda1 /", "mount-ro /dev/sda2 /boot", "mount-ro /dev/sda3 /boot/efi");
    }

    @Test
    void inspectionNeedsExactlyOneSystem() {
        run.guest.device("/dev/sda1", "").on("inspect-os", texts());
        run.commands("-i", "-a", disk, "echo", "x");
        assertThat(run.errors()).startsWith("guestfish: no operating system was found on this disk\n");
        run.guest.on("inspect-os", texts("/dev/sda1", "/dev/sda2"));
        run.commands("-i", "-a", disk, "echo", "x");
        assertThat(run.errors()).startsWith("guestfish: more than one operating system");
        assertThat(run.status).isEqualTo(1);
    }

    @Test
    void inspectionOpensEncryptedDisksWithTheKeysGiven() throws IOException {
        Path keyFile = Files.writeString(home.resolve("key"), "from file\nmore\n");
        run.guest
                .device("/dev/sda1", "LUKS\u00ba\u00be")
                .on("lvs", texts())
                .on("luks-uuid", text("1234-uuid"))
                .on("cryptsetup-open", (arguments, transfer) -> {
                    if (!((org.guestscope.guest.wire.Value.Text) arguments.get(1))
                            .latin1()
                            .equals("from file")) {
                        throw new ActionException("cryptsetup_open", 1, "no key available with this passphrase");
                    }
                    return org.guestscope.guest.wire.Value.NOTHING;
                })
                .on("inspect-os", texts());
        run.commands(
                "-i", "-a", disk, "--key", "/dev/sda1:key:wrong", "--key", "1234-uuid:file:" + keyFile, "echo", "x");
        assertThat(run.guest.calls)
                .contains(
                        "cryptsetup-open /dev/sda1 wrong luks-1234-uuid",
                        "cryptsetup-open /dev/sda1 from file luks-1234-uuid");
    }

    @Test
    void tracesShowOptionsOfDrivesInTheirOrder() {
        run.commands("-x", "-a", "nbd://host:1/exp", "--ro", "--format=raw", "-a", disk, "add-drive-scratch", "1M");
        assertThat(run.errors())
                .contains(
                        "libguestfs: trace: add_drive \"exp\" \"readonly:true\" \"protocol:nbd\" \"server:tcp:host:1\"\n"
                                + "libguestfs: trace: add_drive = 0\n")
                .contains("libguestfs: trace: add_drive \"" + disk + "\" \"readonly:true\" \"format:raw\"\n")
                .contains("libguestfs: trace: add_drive_scratch 1048576\n");
    }

    @Test
    void drivesThatMakeNoSenseAreRefused() {
        run.commands("-a", "foo://h/x", "echo", "x");
        assertThat(run.errors()).contains("unknown protocol ‘foo’");
        run.commands("-a", "ssh:///x", "echo", "x");
        assertThat(run.errors()).contains("ssh: you must specify exactly one server");
        run.commands("-a", "nbd://u@h/x", "echo", "x");
        assertThat(run.errors()).contains("nbd: you cannot specify a username with this protocol");
        run.commands("add", home.toString());
        assertThat(run.errors()).contains("Is a directory, not a disk image");
        run.commands("add", "");
        assertThat(run.errors()).contains("No such file or directory");
        run.commands("add", "x", "protocol:ssh", "server:unix:/s");
        assertThat(run.errors()).contains("ssh: only servers with a host");
        run.commands("add", "/dev/null", "format:qcow2");
        assertThat(run.errors()).contains("format must be ‘raw’");
        run.commands("add", disk, "blocksize:1000");
        assertThat(run.errors()).contains("blocksize parameter is invalid");
    }

    @Test
    void drivesAreNotAddedAfterLaunch() {
        String file = home.resolve("late.img").toString();
        run.commands("-a", disk, "run", ":", "sparse", file, "1M");
        assertThat(run.errors()).contains("hotplugging is not supported");
        assertThat(home.resolve("late.img")).doesNotExist();
    }

    @Test
    void launchNeedsADrive() {
        run.commands("run");
        assertThat(run.errors())
                .isEqualTo("*stdin*:0: libguestfs: error: launch: no drive was added, use add-drive first\n");
    }

    @Test
    void domainsOfLibvirtAreAdded() throws IOException {
        Path node = Files.writeString(home.resolve("node.xml"), """
                <node><domain type='test'><name>web</name><uuid>11111111-2222-3333-4444-555555555555</uuid>
                <memory>1024</memory><os><type>hvm</type></os><devices>
                <disk type='file' device='disk'><driver type='raw'/><source file='%s'/><target dev='vda'/></disk>
                </devices></domain></node>""".formatted(disk));
        String uri = "test://" + node;
        assertThat(run.commands("--ro", "-c", uri, "-d", "web", "debug-drives"))
                .isEqualTo(disk + " readonly format=raw protocol=file\n");
        assertThat(run.commands("--ro", "-c", uri, "-d", "11111111-2222-3333-4444-555555555555", "debug-drives"))
                .contains(disk);
        run.commands("-c", uri, "-d", "nosuch", "echo", "x");
        assertThat(run.errors()).startsWith("libguestfs: error: add_domain: ").contains("nosuch");
    }

    @Test
    void backendsForLibvirtAreTheSameMachine() {
        run.environment.put("LIBGUESTFS_BACKEND", "libvirt:qemu:///session");
        assertThat(run.commands("-a", disk, "get-backend", ":", "run", ":", "is-config"))
                .isEqualTo("libvirt:qemu:///session\nfalse\n");
        run.environment.put("LIBGUESTFS_BACKEND", "nosuch");
        assertThat(run.commands("get-backend")).isEqualTo("direct\n");
        assertThat(run.errors()).contains("LIBGUESTFS_BACKEND=nosuch: ");
    }

    @Test
    void directoriesForTemporaryFilesMustExist() {
        run.environment.put("LIBGUESTFS_TMPDIR", "/nosuch");
        assertThat(run.commands("get-tmpdir")).isEqualTo(home + "\n");
        assertThat(run.errors()).contains("LIBGUESTFS_TMPDIR=/nosuch: ");
        run.commands("set-tmpdir", "/nosuch");
        assertThat(run.errors()).contains("set_tmpdir: /nosuch: No such file or directory");
    }

    @Test
    void badTraceVariablesAreReportedAndIgnored() {
        run.environment.put("LIBGUESTFS_TRACE", "x");
        assertThat(run.commands("get-trace")).isEqualTo("false\n");
        assertThat(run.errors()).isEqualTo("libguestfs: error: LIBGUESTFS_TRACE=x: non-boolean value\n");
    }

    @Test
    void helpIsThereForEveryCommandThatIsListed() {
        String list = run.commands("-h");
        assertThat(list).startsWith("    Command              Description\nhelp                 ");
        for (String line : list.split("\n")) {
            if (!line.startsWith(" ")) {
                String command = line.substring(0, line.indexOf(' '));
                String page = run.commands("help", command);
                assertThat(page).as(command).startsWith("NAME\n    ").contains("\nDESCRIPTION\n    ");
                assertThat(page.lines()).as(command).allMatch(text -> text.length() <= 76);
                assertThat(run.status).as(command).isZero();
            }
        }
    }

    @Test
    void everyKindOfDiskThatCompletionOffersIsKnown() {
        String list = run.commands("-N", "help");
        for (Option option : GuestfishOptions.table().options()) {
            for (String kind : option.choices()) {
                assertThat(kind.equals("help") || list.contains("guestfish -N " + kind + " "))
                        .as(kind)
                        .isTrue();
            }
        }
    }

    @Test
    void helpOnAnUnknownCommandFails() {
        run.commands("-hnosuch");
        assertThat(run.errors()).isEqualTo("nosuch: command not known: use -h to list all commands\n");
        assertThat(run.status).isEqualTo(1);
    }

    @Test
    void helpOfAnActionExplainsItsParametersAndItsResult() {
        assertThat(run.commands("help", "mktemp")).isEqualTo("""
                NAME
                    mktemp - make a file with a name nobody uses

                SYNOPSIS
                     mktemp tmpl [suffix:..]

                DESCRIPTION
                    Makes an empty file that nobody else uses, for its owner only.

                      mktemp /tmp/listXXXXXX suffix:.txt

                PARAMETERS
                    tmpl     its path, ending in six X, which are replaced
                    suffix:  what stands behind them; nothing unless given

                RESULT
                    The path that was taken.

                    Since 1.19.53.

                """);
        assertThat(run.commands("help", "md-stat"))
                .contains("\nRESULT\n    Fields: mdstat_device, mdstat_index, mdstat_flags.\n");
    }

    @Test
    void helpFillsLinesUpTo76Columns() {
        assertThat(run.commands("help", "edit"))
                .startsWith("""
                        NAME
                            edit - edit a file of the guest

                        SYNOPSIS
                             edit filename

                        DESCRIPTION
                        """)
                .endsWith("    You can use 'vi' or 'emacs' as aliases for this command.\n\n");
    }

    @Test
    void theVersionIsTheOneScriptsKnow() {
        assertThat(run.commands("-V")).isEqualTo("guestfish 1.48.6\n");
    }
}
