package org.guestscope.appliance.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.guestscope.appliance.Appliance;
import org.guestscope.appliance.Appliances;
import org.guestscope.guest.action.BootLoaders;
import org.guestscope.guest.action.Commands;
import org.guestscope.guest.action.Debug;
import org.guestscope.guest.action.Inotify;
import org.guestscope.guest.action.Kernel;
import org.guestscope.guest.action.Listings;
import org.guestscope.guest.action.Nodes;
import org.guestscope.guest.struct.InotifyEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Programs of the guest, watches on its files, boot loaders, and the appliance's own kernel. */
@Timeout(600)
class SystemActionsIT {

    /** Of inotify(7). */
    private static final int IN_MODIFY = 2;

    private static final int IN_CREATE = 0x100;

    @RegisterExtension
    static final GuestMachine GUEST = new GuestMachine(64);

    private final Kernel kernel = GUEST.actions(Kernel.class);
    private final Commands commands = GUEST.actions(Commands.class);

    @Test
    void programsOfTheGuestAreRun() throws IOException {
        GUEST.mountExt4("/dev/sda");
        GUEST.shell("cd /sysroot; mkdir bin dev proc; cp /bin/busybox bin/busybox;"
                + " for n in sh cat echo false; do ln -s busybox bin/$n; done");
        GUEST.write("/lines", "one\ntwo\n\nthree");
        assertThat(commands.sh("echo $((6*7)); test -c /dev/null && echo bound"))
                .isEqualTo("42\nbound\n");
        assertThat(commands.shLines("cat /lines")).containsExactly("one", "two", "", "three");
        assertThat(commands.commandLines(List.of("/bin/cat", "/lines"))).containsExactly("one", "two", "", "three");
        assertThat(commands.command(List.of("/bin/echo", "--help me", "*"))).isEqualTo("--help me *\n");
        assertThatThrownBy(() -> commands.sh("echo why >&2; exit 3")).hasMessageContaining("why");
        assertThatThrownBy(() -> commands.sh("exit 7")).hasMessageEndingWith("/bin/sh exited with status 7");
        assertThat(commands.sh("export -p").replace("'", "\""))
                .contains("PATH=\"/usr/local/sbin:", "LC_ALL=\"C\"")
                .doesNotContain("DM_DISABLE_UDEV");
        assertThatThrownBy(() -> commands.command(List.of("nosuch")))
                .hasMessageEndingWith("command: nosuch: No such file or directory");
        assertThatThrownBy(() -> commands.command(List.of("/bin/none"))).hasMessageContaining("No such file");
        assertThatThrownBy(() -> commands.commandLines(List.of())).hasMessageContaining("no command");
        assertThat(GUEST.shell("grep -c /sysroot /proc/mounts"))
                .as("nothing stays bound")
                .isEqualTo("1");
    }

    @Test
    void sleepingTakesTime() throws IOException {
        long before = System.nanoTime();
        commands.sleep(1);
        assertThat(System.nanoTime() - before).isGreaterThan(900_000_000L);
        assertThatThrownBy(() -> commands.sleep(-1)).isInstanceOf(IOException.class);
    }

    @Test
    void changesOfFilesAreWatched() throws IOException {
        GUEST.mountExt4("/dev/sda");
        Inotify inotify = GUEST.actions(Inotify.class);
        GUEST.actions(Nodes.class).mkdir("/watched");
        assertThatThrownBy(() -> inotify.inotifyAddWatch("/watched", IN_CREATE)).hasMessageContaining("inotify-init");
        inotify.inotifyInit(100);
        long watch = inotify.inotifyAddWatch("/watched", IN_CREATE | IN_MODIFY);
        GUEST.write("/watched/b", "x");
        GUEST.shell("mkdir /sysroot/watched/a");
        List<InotifyEvent> events = inotify.inotifyRead();
        assertThat(events)
                .contains(
                        new InotifyEvent(watch, IN_CREATE, 0, "b"),
                        new InotifyEvent(watch, IN_MODIFY, 0, "b"),
                        new InotifyEvent(watch, IN_CREATE | 0x40000000L, 0, "a"));
        GUEST.write("/watched/d", "x");
        GUEST.write("/watched/c", "x");
        assertThat(inotify.inotifyFiles()).containsExactly("c", "d");
        inotify.inotifyRmWatch((int) watch);
        GUEST.write("/watched/e", "x");
        assertThat(inotify.inotifyFiles()).isEmpty();
        assertThatThrownBy(() -> inotify.inotifyRmWatch((int) watch)).hasMessageContaining("Invalid argument");
        inotify.inotifyClose();
        assertThatThrownBy(inotify::inotifyRead).hasMessageContaining("inotify-init");
    }

    @Test
    void bootLoadersAreInstalled() throws IOException {
        BootLoaders loaders = GUEST.actions(BootLoaders.class);
        GUEST.shell("mkfs.vfat /dev/sda >/dev/null");
        loaders.syslinux("/dev/sda", null);
        assertThat(GUEST.shell("head -c 11 /dev/sda | tail -c 8")).isEqualTo("SYSLINUX");
        GUEST.shell("head -c 512 /dev/zero >/dev/sda");
        GUEST.mountExt4("/dev/sda");
        loaders.extlinux("/");
        assertThat(GUEST.shell("ls /sysroot")).contains("ldlinux.sys", "ldlinux.c32");
        assertThat(GUEST.shell("head -c 11 /dev/sda | tail -c 8")).isEqualTo("SYSLINUX");
        assertThatThrownBy(() -> loaders.syslinux("/dev/sda", "/none")).isInstanceOf(IOException.class);
    }

    @Test
    void kernelIsAskedAndTuned() throws IOException {
        GUEST.mountExt4("/dev/sda");
        GUEST.shell("echo a line of this test >/dev/kmsg");
        assertThat(kernel.dmesg()).contains("Linux version", "a line of this test");
        GUEST.write("/file", "content of the file");
        kernel.sync();
        assertThat(new String(Files.readAllBytes(GUEST.image(0)), StandardCharsets.ISO_8859_1))
                .contains("content of the file");
        GUEST.shell("cat /dev/sda >/dev/null");
        long cached = cachedKib();
        kernel.dropCaches(3);
        assertThat(cachedKib()).isLessThan(cached);
        assertThatThrownBy(() -> kernel.dropCaches(9)).hasMessageContaining("Invalid argument");
        GUEST.shell("modprobe -r vfat fat 2>/dev/null; true");
        kernel.modprobe("vfat");
        assertThat(GUEST.shell("grep -c '\tvfat$' /proc/filesystems")).isEqualTo("1");
        assertThatThrownBy(() -> kernel.modprobe("no-such-module")).hasMessageContaining("no-such-module");
        assertThatThrownBy(() -> kernel.modprobe("--version")).isInstanceOf(IOException.class);
    }

    private static long cachedKib() throws IOException {
        return Long.parseLong(GUEST.shell("sed -n 's/^Buffers: *\\([0-9]*\\).*/\\1/p' /proc/meminfo"));
    }

    @Test
    void usageAndDirectoriesAreListed() throws IOException {
        GUEST.mountExt4("/dev/sda");
        GUEST.write("/file", "content");
        Listings listings = GUEST.actions(Listings.class);
        assertThat(listings.df()).contains("Filesystem", "/dev/sda", "/sysroot");
        assertThat(listings.dfH()).contains("Size", "/dev/sda").containsPattern("[0-9.]+M");
        assertThat(listings.llz("/")).containsPattern("-rw-r--r-- +1 0 0 +\\? +7 .* file");
        assertThatThrownBy(() -> listings.llz("/none")).hasMessageContaining("No such file");
    }

    @Test
    void applianceItselfIsLookedInto() throws IOException {
        Debug debug = GUEST.actions(Debug.class);
        assertThat(debug.debug("ls", List.of("/"))).contains("sysroot");
        assertThat(debug.debug("env", List.of())).contains("PATH=");
        debug.debugUpload(
                new ByteArrayInputStream("content".getBytes(StandardCharsets.US_ASCII)), "/tmp/uploaded", 0640);
        assertThat(GUEST.shell("cat /tmp/uploaded; stat -c ' %a' /tmp/uploaded"))
                .isEqualTo("content 640");
        assertThat(debug.debug("sh", List.of("printf", "'a\\nb\\n'"))).isEqualTo("a\nb");
        assertThat(debug.debug("sh", List.of("echo a; echo b >&2; echo $root $sd")))
                .isEqualTo("a\nb\n/sysroot sd");
        assertThatThrownBy(() -> debug.debug("sh", List.of("echo why; exit 3"))).hasMessage("debug: why");
        assertThat(debug.debug("env", List.of())).contains("DM_DISABLE_UDEV=1").doesNotContain("root=");
        assertThat(debug.debug("ldd", List.of("/bin/mount"))).contains("libc.so.6");
        assertThatThrownBy(() -> debug.debug("none", List.of())).hasMessageContaining("none");
        assertThatThrownBy(() -> debug.debug("progress", List.of("x")))
                .hasMessage("debug: progress: x: not a number of seconds");
    }

    @Test
    void agentThatEndsAnswersNoMore() throws IOException {
        try (Appliance own = Appliances.start()) {
            assertThatThrownBy(() -> own.connection().actions(Debug.class).internalExit())
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> own.connection().ping()).isInstanceOf(IOException.class);
        }
    }
}
