package org.guestscope.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.guestscope.agent.action.ActionContext;
import org.guestscope.agent.action.ForensicsActions;
import org.guestscope.agent.child.Cancellation;
import org.guestscope.agent.device.Devices;
import org.guestscope.agent.sysroot.Sysroot;
import org.guestscope.guest.action.Forensics;
import org.guestscope.guest.struct.TskDirent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The actions on an image that stands for a device; the checks of device names stay outside. */
class ForensicsActionsTest {

    private static final int BLOCK = 1024;

    @TempDir
    Path top;

    private String device = "";
    private Forensics forensics;

    /** An ext2 filesystem with a file, a link, a directory and a file that was deleted. */
    @BeforeEach
    void makeFilesystem() throws IOException, InterruptedException {
        assumeTrue(Files.exists(Path.of("/sbin/mke2fs")), "e2fsprogs is not installed");
        assumeTrue(Files.exists(Path.of("/usr/bin/icat")), "sleuthkit is not installed");
        Path tree = top.resolve("tree");
        Files.createDirectories(tree.resolve("dir"));
        Files.writeString(tree.resolve("dir/file"), "contents\n");
        Files.writeString(tree.resolve("gone"), "deleted\n");
        Files.createSymbolicLink(tree.resolve("link"), Path.of("dir/file"));
        device = top.resolve("ext2.img").toString();
        run("/sbin/mke2fs", "-q", "-t", "ext2", "-b", "" + BLOCK, "-d", tree.toString(), device, "1M");
        run("/sbin/debugfs", "-w", "-R", "rm gone", device);
        forensics = new ForensicsActions(new ActionContext(
                new Sysroot(top.toString()),
                new Devices(Devices.GUEST_DISKS, top.toString()),
                new Cancellation(),
                (done, total) -> {},
                new AtomicReference<>(""),
                true));
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private TskDirent entry(String name) throws IOException {
        return forensics.filesystemWalk(device).stream()
                .filter(entry -> entry.tskName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void walkListsFilesThatAreThereAndDeletedOnes() throws IOException {
        TskDirent file = entry("dir/file");
        assertThat(file.tskType()).isEqualTo('r');
        assertThat(file.tskSize()).isEqualTo(9);
        assertThat(file.tskFlags()).isEqualTo(1);
        assertThat(file.tskNlink()).isEqualTo(1);
        assertThat(file.tskMtimeSec())
                .isEqualTo(Files.getLastModifiedTime(top.resolve("tree/dir/file"))
                        .toInstant()
                        .getEpochSecond());
        assertThat(entry("dir").tskType()).isEqualTo('d');
        assertThat(entry("link").tskType()).isEqualTo('l');
        assertThat(entry("link").tskLink()).isEqualTo("dir/file");
        assertThat(entry("gone").tskFlags()).isZero();
        assertThat(entry(".").tskInode()).isEqualTo(2);
        assertThat(forensics.filesystemWalk(device))
                .extracting(TskDirent::tskName)
                .noneMatch(name -> name.endsWith("/.") || name.endsWith(".."));
    }

    @Test
    void inodeLeadsToItsNamesAndItsContents() throws IOException {
        TskDirent file = entry("dir/file");
        List<TskDirent> found = forensics.findInode(device, file.tskInode());
        assertThat(found).containsExactly(file);
        ByteArrayOutputStream contents = new ByteArrayOutputStream();
        forensics.downloadInode(device, file.tskInode(), contents);
        assertThat(contents.toString(StandardCharsets.UTF_8)).isEqualTo("contents\n");
        assertThatThrownBy(() -> forensics.downloadInode(device, 1 << 20, contents))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> forensics.downloadInode(device, -1, contents)).hasMessage("-1: Invalid argument");
    }

    @Test
    void blocksOfARangeAreCopiedAllOrUnallocatedOnly() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        forensics.downloadBlocks(device, 1, 4, all, null);
        assertThat(all.toByteArray()).hasSize(4 * BLOCK);
        ByteArrayOutputStream unallocated = new ByteArrayOutputStream();
        forensics.downloadBlocks(device, 1, 1023, unallocated, true);
        assertThat(unallocated.toString(StandardCharsets.ISO_8859_1))
                .contains("deleted\n")
                .doesNotContain("contents\n");
        assertThatThrownBy(() -> forensics.downloadBlocks(device, 4, 1, all, null))
                .hasMessage("4-1: not a range of blocks");
    }

    @Test
    void whatIsNoFilesystemIsRefused() throws IOException {
        Path text = Files.writeString(top.resolve("text"), "x".repeat(1 << 20));
        assertThatThrownBy(() -> forensics.filesystemWalk(text.toString())).hasMessageStartingWith(text + ": ");
    }
}
