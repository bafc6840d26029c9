package org.guestscope.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.guestscope.guest.action.BlockDevices;
import org.guestscope.guest.action.Checksums;
import org.guestscope.guest.action.Contents;
import org.guestscope.guest.action.Debug;
import org.guestscope.guest.action.Ext;
import org.guestscope.guest.action.ExtendedAttributes;
import org.guestscope.guest.action.Listings;
import org.guestscope.guest.action.Nodes;
import org.guestscope.guest.action.Partitions;
import org.guestscope.guest.action.Texts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What scripts look for in the text of a failure: the action, what it is about, and the system's or a tool's own words. */
class FailureTextsTest {

    @TempDir
    Path sysroot;

    private LocalAgent agent;

    @BeforeEach
    void start() throws IOException {
        agent = LocalAgent.at(sysroot);
        Files.createDirectory(sysroot.resolve("dir"));
        Files.writeString(sysroot.resolve("file"), "abc");
        Files.createSymbolicLink(sysroot.resolve("link"), Path.of("/file"));
    }

    @AfterEach
    void close() throws IOException {
        agent.close();
    }

    @Test
    void toolsComplaintFollowsThePathThatTheCallIsAbout() {
        Checksums checksums = agent.actions(Checksums.class);
        assertThatThrownBy(() -> checksums.checksum("md5", "/dir"))
                .hasMessage("checksum: /dir: md5sum: -: Is a directory");
    }

    @Test
    void ownWordsAreNotToldTwice() {
        Contents contents = agent.actions(Contents.class);
        assertThatThrownBy(() -> contents.copySize("/file", "/x", 100))
                .hasMessage("copy_size: /file: input file too short: 100 bytes wanted, only 3 are there");
    }

    @Test
    void missingDeviceAndWordThatIsNoneAreNotThere() {
        BlockDevices devices = agent.actions(BlockDevices.class);
        assertThatThrownBy(() -> devices.blockdevGetss("/dev/no-such-device"))
                .hasMessage("blockdev_getss: /dev/no-such-device: No such file or directory");
        assertThatThrownBy(() -> devices.blockdevGetss("sda"))
                .hasMessage("blockdev_getss: sda: a device name starts with /dev/: No such file or directory");
    }

    @Test
    void fileThatCannotBeReadOrWrittenIsNamed() throws IOException {
        Texts texts = agent.actions(Texts.class);
        assertThatThrownBy(() -> texts.wcL("/dir")).hasMessage("wc_l: /dir: Is a directory");
        assertThatThrownBy(() -> texts.grep("a", "/dir", null, null, null, null))
                .hasMessage("grep: /dir: Is a directory");
        assumeTrue(System.getProperty("user.name").equals("root"), "only root makes device files");
        agent.actions(Nodes.class).mknodC(0666, 1, 7, "/full");
        Contents contents = agent.actions(Contents.class);
        assertThatThrownBy(() -> contents.write("/full", new byte[] {1}))
                .hasMessage("write: /full: No space left on device");
    }

    @Test
    void valueThatIsNotKnownIsNamed() {
        Partitions partitions = agent.actions(Partitions.class);
        assertThatThrownBy(() -> partitions.partInit("/dev/null", "foo"))
                .hasMessageStartingWith("part_init: unknown partition type: foo: ");
        assertThatThrownBy(() -> partitions.partAdd("/dev/null", "x", 1, 2))
                .hasMessageStartingWith("part_add: unknown partition type: x: ");
        Nodes nodes = agent.actions(Nodes.class);
        assertThatThrownBy(() -> nodes.mknod(-1, 1, 2, "/n")).hasMessage("mknod: /n: mode is negative");
        assertThatThrownBy(() -> nodes.mkdirMode("/n", -1)).hasMessage("mkdir_mode: /n: mode is negative");
        ExtendedAttributes attributes = agent.actions(ExtendedAttributes.class);
        assertThatThrownBy(() -> attributes.aclSetFile("/file", "access", "garbage"))
                .hasMessageStartingWith("acl_set_file: /file: garbage: ")
                .hasMessageEndingWith(": Invalid argument");
        Ext ext = agent.actions(Ext.class);
        assertThatThrownBy(() -> ext.e2fsck("/dev/null", true, true))
                .hasMessageStartingWith("e2fsck: only one of correct and forceall can be given");
    }

    @Test
    void longListingOfAFileHasItsPathAndThatOfALinkItsTarget() throws IOException {
        Listings listings = agent.actions(Listings.class);
        assertThat(listings.ll("/dir/../file")).startsWith("-rw").endsWith(" /file\n");
        assertThat(listings.ll("/link")).startsWith("-rw").endsWith(" /file\n");
    }

    @Test
    void agentIsLookedIntoWithoutATool() throws IOException {
        Debug debug = agent.actions(Debug.class);
        assertThat(debug.debug("HELP", List.of())).startsWith("Commands supported: help env error fds ");
        assertThatThrownBy(() -> debug.debug("error", List.of("3"))).hasMessage("debug: aaa");
        assertThatThrownBy(() -> debug.debug("error", List.of("99999999")))
                .hasMessage("debug: error: a number up to 65536 is wanted");
        assertThat(debug.debug("fds", List.of())).containsPattern("(?m)^ 0 \\S+$");
        assertThat(debug.debug("print", List.of("a", "b"))).isEqualTo("ok");
        assertThat(debug.debug("spew", List.of("1"))).isEqualTo("ok");
    }
}
