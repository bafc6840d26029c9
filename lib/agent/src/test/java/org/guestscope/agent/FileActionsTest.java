package org.guestscope.agent;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.guestscope.guest.ActionException;
import org.guestscope.guest.action.Attributes;
import org.guestscope.guest.action.Commands;
import org.guestscope.guest.action.Contents;
import org.guestscope.guest.action.Kernel;
import org.guestscope.guest.action.Listings;
import org.guestscope.guest.action.Nodes;
import org.guestscope.guest.action.Texts;
import org.guestscope.guest.action.Wiping;
import org.guestscope.guest.call.ByteText;
import org.guestscope.guest.struct.Dirent;
import org.guestscope.guest.struct.StatNs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class FileActionsTest {

    @TempDir
    Path sysroot;

    private LocalAgent agent;
    private Contents contents;
    private Nodes nodes;
    private Attributes attributes;
    private Listings listings;
    private Texts texts;

    @BeforeEach
    void start() throws IOException {
        agent = LocalAgent.at(sysroot);
        contents = agent.actions(Contents.class);
        nodes = agent.actions(Nodes.class);
        attributes = agent.actions(Attributes.class);
        listings = agent.actions(Listings.class);
        texts = agent.actions(Texts.class);
    }

    @AfterEach
    void close() throws IOException {
        agent.close();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }

    @Test
    void writtenFileIsReadBack() throws IOException {
        contents.write("/a", ascii("one\n"));
        contents.writeAppend("/a", ascii("two\r\n"));
        assertThat(texts.cat("/a")).isEqualTo("one\ntwo\r\n");
        assertThat(texts.readLines("/a")).containsExactly("one", "two");
        assertThat(contents.readFile("/a")).isEqualTo(ascii("one\ntwo\r\n"));
        contents.writeFile("/a", "abcdef", 3);
        assertThat(attributes.filesize("/a")).isEqualTo(3);
    }

    @Test
    void nameOfAnyBytesComesBackUnchanged() throws IOException {
        String name = "/" + ByteText.of(new byte[] {(byte) 0xff, '\n', ' ', (byte) 0x80, 'x'});
        contents.write(name, ascii("x"));
        assertThat(listings.ls("/")).containsExactly(name.substring(1));
        assertThat(listings.find("/")).containsExactly(name.substring(1));
        assertThat(nodes.realpath(name)).isEqualTo(name);
        nodes.rm(name);
        assertThat(attributes.exists(name)).isFalse();
    }

    @Test
    void partsOfAFileAreReadAndWritten() throws IOException {
        contents.write("/a", ascii("0123456789"));
        assertThat(contents.pread("/a", 3, 4)).isEqualTo(ascii("456"));
        assertThat(contents.pread("/a", 30, 8)).isEqualTo(ascii("89"));
        assertThat(contents.pwrite("/a", ascii("xy"), 2)).isEqualTo(2);
        assertThat(texts.cat("/a")).isEqualTo("01xy456789");
        assertThatThrownBy(() -> contents.pread("/a", -1, 0)).hasMessage("pread: count is negative: -1 of /a");
        assertThatThrownBy(() -> contents.pread("/a", 1, -1)).hasMessage("pread: offset is negative: -1 of /a");
        assertThatThrownBy(() -> contents.pwrite("/a", ascii("x"), -2))
                .hasMessage("pwrite: offset is negative: -2 of /a");
    }

    @Test
    void transfersLargerThanTheWindowArriveWhole() throws IOException {
        byte[] data = new byte[20 << 20];
        new Random(1).nextBytes(data);
        contents.upload(new ByteArrayInputStream(data), "/big");
        assertThat(attributes.filesize("/big")).isEqualTo(data.length);
        ByteArrayOutputStream back = new ByteArrayOutputStream();
        contents.download("/big", back);
        assertThat(back.toByteArray()).isEqualTo(data);
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        contents.downloadOffset("/big", part, 1000, 5000);
        assertThat(part.toByteArray()).isEqualTo(Arrays.copyOfRange(data, 1000, 6000));
        contents.uploadOffset(new ByteArrayInputStream(ascii("here")), "/big", 7);
        assertThat(contents.pread("/big", 4, 7)).isEqualTo(ascii("here"));
        assertThat(attributes.filesize("/big")).isEqualTo(data.length);
    }

    @Test
    void uploadThatFailsLeavesTheConnectionUsable() throws IOException {
        byte[] data = new byte[20 << 20];
        assertThatThrownBy(() -> contents.upload(new ByteArrayInputStream(data), "/no/such/directory"))
                .isInstanceOf(ActionException.class)
                .hasMessage("upload: /no/such/directory: No such file or directory");
        contents.write("/a", ascii("still here"));
        assertThat(texts.cat("/a")).isEqualTo("still here");
    }

    @Test
    void downloadIntoAStreamThatFailsLeavesTheConnectionUsable() throws IOException {
        contents.write("/a", new byte[20 << 20]);
        assertThatThrownBy(() -> contents.download("/a", new FullDisk())).hasMessage("no space here");
        assertThat(attributes.filesize("/a")).isEqualTo(20 << 20);
    }

    private static final class FullDisk extends java.io.OutputStream {
        @Override
        public void write(int b) throws IOException {
            throw new IOException("no space here");
        }
    }

    @Test
    void uploadFromAStreamThatFailsLeavesTheConnectionUsable() throws IOException {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("cannot read this");
            }
        };
        assertThatThrownBy(() -> contents.upload(broken, "/a")).hasMessage("cannot read this");
        assertThat(attributes.exists("/")).isTrue();
    }

    @Test
    void copiesKeepBytesAndHonourOffsets() throws IOException {
        contents.write("/a", ascii("0123456789"));
        contents.cp("/a", "/b");
        contents.copyFileToFile("/a", "/c", 2L, null, 3L, null, null);
        assertThat(texts.cat("/b")).isEqualTo("0123456789");
        assertThat(texts.cat("/c")).isEqualTo("234");
        contents.copyFileToFile("/a", "/c", null, null, null, null, true);
        assertThat(texts.cat("/c")).isEqualTo("2340123456789");
        assertThatThrownBy(() -> contents.copySize("/a", "/d", 100)).hasMessageContaining("100 bytes wanted");
        contents.dd("/a", "/e");
        assertThat(texts.equal("/a", "/e")).isTrue();
        assertThat(texts.equal("/a", "/c")).isFalse();
        contents.mv("/e", "/f");
        assertThat(attributes.exists("/e")).isFalse();
        nodes.mkdir("/tree");
        contents.write("/tree/x", ascii("x"));
        contents.cpA("/tree", "/tree2");
        contents.cpR("/tree", "/tree3");
        assertThat(listings.find("/")).contains("tree2/x", "tree3/x");
        assertThat(listings.find("/tree2")).contains("/x");
        assertThat(listings.find("/tree2/")).contains("x");
    }

    @Test
    void sparseCopyLeavesHoles() throws IOException {
        contents.write("/a", new byte[4 << 20]);
        contents.copyFileToFile("/a", "/b", null, null, null, true, null);
        assertThat(attributes.filesize("/b")).isEqualTo(4 << 20);
        assertThat(attributes.lstatns("/b").stBlocks()).isZero();
    }

    @Test
    void directoriesAndLinksAreMadeAndRemoved() throws IOException {
        nodes.mkdirP("/a/b/c");
        nodes.mkdirP("/a/b/c");
        assertThat(attributes.isDir("/a/b/c", null)).isTrue();
        contents.write("/a/file", ascii("x"));
        assertThatThrownBy(() -> nodes.mkdirP("/a/file/b")).hasMessageContaining("/a/file/b");
        nodes.ln("/a/file", "/hard");
        nodes.lnF("/a/file", "/hard");
        nodes.lnS("a/file", "/soft");
        nodes.lnSf("a/b", "/soft");
        assertThat(nodes.readlink("/soft")).isEqualTo("a/b");
        assertThat(nodes.readlinklist("/", List.of("soft", "hard", "none"))).containsExactly("a/b", "", "");
        assertThat(attributes.statns("/hard").stNlink()).isEqualTo(2);
        nodes.lnS("../x/y/", "/a");
        nodes.lnSf("/other/y", "/a/");
        assertThat(nodes.readlink("/a/y")).as("made in the directory").isEqualTo("/other/y");
        nodes.rename("/hard", "/renamed");
        nodes.rmF("/hard");
        nodes.rm("/renamed");
        nodes.rmdir("/a/b/c");
        nodes.rmRf("/a");
        assertThat(listings.ls("/")).containsExactly("soft");
        assertThatThrownBy(() -> nodes.rmdir("/")).isInstanceOf(ActionException.class);
        assertThatThrownBy(() -> nodes.rmRf("/")).hasMessageContaining("root directory");
    }

    @Test
    void temporaryNamesDiffer() throws IOException {
        String one = nodes.mkdtemp("/tmpXXXXXX");
        String two = nodes.mkdtemp("/tmpXXXXXX");
        assertThat(one).isNotEqualTo(two).startsWith("/tmp").doesNotContain("XXXXXX");
        assertThat(nodes.mktemp("/fileXXXXXX", ".txt")).endsWith(".txt");
        assertThatThrownBy(() -> nodes.mkdtemp("/tmp")).hasMessageContaining("Invalid argument");
    }

    @Test
    void modesAndTimesAreSetExactly() throws IOException {
        attributes.touch("/a");
        attributes.chmod(04751, "/a");
        attributes.utimens("/a", 1, 2, 3, 4);
        StatNs status = attributes.statns("/a");
        assertThat(status.stMode()).isEqualTo(0104751);
        assertThat(status.stAtimeSec()).isEqualTo(1);
        assertThat(status.stAtimeNsec()).isEqualTo(2);
        assertThat(status.stMtimeSec()).isEqualTo(3);
        assertThat(status.stMtimeNsec()).isEqualTo(4);
        attributes.utimens("/a", 9, 9, 9, -2);
        assertThat(attributes.stat("/a").mtime()).isEqualTo(3);
        assertThat(attributes.lstatnslist("/", List.of("a", "none")))
                .extracting(StatNs::stIno)
                .containsExactly(status.stIno(), -1L);
        assertThat(attributes.lstatlist("/", List.of("none")).get(0).ino()).isEqualTo(-1);
        nodes.mkdir("/dir");
        assertThatThrownBy(() -> attributes.touch("/dir")).hasMessageContaining("regular file");
    }

    @Test
    void kindsOfFilesAreTold() throws IOException {
        nodes.mkfifo(0600, "/pipe");
        nodes.lnS("dir", "/link");
        nodes.mkdir("/dir");
        attributes.touch("/file");
        assertThat(attributes.isFifo("/pipe", null)).isTrue();
        assertThat(attributes.isFile("/file", null)).isTrue();
        assertThat(attributes.isFile("/none", null)).isFalse();
        assertThat(attributes.isDir("/link", null)).isFalse();
        assertThat(attributes.isDir("/link", true)).isTrue();
        assertThat(attributes.isSymlink("/link")).isTrue();
        assertThat(attributes.isChardev("/file", null)).isFalse();
        assertThat(attributes.isBlockdev("/file", null)).isFalse();
        assertThat(attributes.isSocket("/file", null)).isFalse();
        assertThat(attributes.file("/dir")).isEqualTo("directory");
        assertThat(attributes.file("/link")).isEqualTo("symbolic link");
        List<Dirent> entries = listings.readdir("/");
        assertThat(entries).extracting(Dirent::name).containsExactly(".", "..", "dir", "file", "link", "pipe");
        assertThat(entries).extracting(Dirent::ftyp).containsExactly('d', 'd', 'd', 'r', 'l', 'f');
    }

    @Test
    void lengthsAreSet() throws IOException {
        attributes.fallocate64("/a", 5000);
        assertThat(attributes.filesize("/a")).isEqualTo(5000);
        attributes.truncateSize("/a", 100);
        assertThat(attributes.filesize("/a")).isEqualTo(100);
        attributes.truncate("/a");
        attributes.fallocate("/a", 10);
        assertThat(attributes.filesize("/a")).isEqualTo(10);
        assertThat(attributes.statvfs("/").blocks()).isPositive();
    }

    @Test
    void ownersAreSet() throws IOException {
        attributes.touch("/a");
        StatNs status = attributes.statns("/a");
        attributes.chown((int) status.stUid(), (int) status.stGid(), "/a");
        attributes.lchown((int) status.stUid(), (int) status.stGid(), "/a");
        contents.copyAttributes("/a", "/", null, null, null, true);
        assertThat(attributes.lstat("/a").uid()).isEqualTo(status.stUid());
    }

    @Test
    void patternsExpandInOrder() throws IOException {
        nodes.mkdir("/dir");
        for (String name : List.of("/b.txt", "/a.txt", "/c.log", "/dir/x.txt", "/.hidden.txt")) {
            attributes.touch(name);
        }
        assertThat(listings.globExpand("/*.txt", null)).containsExactly("/a.txt", "/b.txt");
        assertThat(listings.globExpand("/{c,a}.*", null)).containsExactly("/a.txt", "/c.log");
        assertThat(listings.globExpand("/[a-b].t?t", null)).containsExactly("/a.txt", "/b.txt");
        assertThat(listings.globExpand("/*/*", null)).containsExactly("/dir/x.txt");
        assertThat(listings.globExpand("/d*", null)).containsExactly("/dir/");
        assertThat(listings.globExpand("/d*", false)).containsExactly("/dir");
        assertThat(listings.globExpand("/none*", null)).isEmpty();
    }

    @Test
    void listsGoToStreamsWithNulBytes() throws IOException {
        nodes.mkdirP("/a/b");
        ByteArrayOutputStream names = new ByteArrayOutputStream();
        listings.find0("/", names);
        assertThat(names.toString(ISO_8859_1)).isEqualTo("a\0a/b\0");
        names.reset();
        listings.ls0("/", names);
        assertThat(names.toString(ISO_8859_1)).isEqualTo("a\0");
        assertThat(listings.ll("/")).contains(" a\n");
        assertThat(listings.du("/")).isNotNegative();
    }

    @Test
    void headAndTailTakeLines() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 1; i <= 20; i++) {
            lines.append(i).append('\n');
        }
        contents.write("/a", ascii(lines.toString()));
        assertThat(texts.head("/a")).hasSize(10).startsWith("1");
        assertThat(texts.tail("/a")).hasSize(10).endsWith("20");
        assertThat(texts.headN(3, "/a")).containsExactly("1", "2", "3");
        assertThat(texts.headN(-18, "/a")).containsExactly("1", "2");
        assertThat(texts.headN(0, "/a")).isEmpty();
        assertThat(texts.tailN(2, "/a")).containsExactly("19", "20");
        assertThat(texts.tailN(-19, "/a")).containsExactly("19", "20");
        assertThat(texts.wcL("/a")).isEqualTo(20);
        assertThat(texts.wcW("/a")).isEqualTo(20);
        assertThat(texts.wcC("/a")).isEqualTo(lines.length());
    }

    @Test
    void grepFindsLines() throws IOException {
        contents.write("/a", ascii("abc\nABC\na.c\n"));
        assertThat(texts.grep("a.c", "/a", null, null, null, null)).containsExactly("abc", "a.c");
        assertThat(texts.fgrep("a.c", "/a")).containsExactly("a.c");
        assertThat(texts.egrep("b|\\.", "/a")).containsExactly("abc", "a.c");
        assertThat(texts.grepi("abc", "/a")).containsExactly("abc", "ABC");
        assertThat(texts.egrepi("abc", "/a")).containsExactly("abc", "ABC");
        assertThat(texts.fgrepi("A.C", "/a")).containsExactly("a.c");
        assertThat(texts.grep("none", "/a", null, null, null, null)).isEmpty();
        assertThatThrownBy(() -> texts.grep("[", "/a", null, null, null, null)).isInstanceOf(ActionException.class);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (java.util.zip.GZIPOutputStream gzip = new java.util.zip.GZIPOutputStream(packed)) {
            gzip.write(ascii("abc\nABC\n"));
        }
        contents.write("/z", packed.toByteArray());
        assertThat(texts.zgrep("abc", "/z")).containsExactly("abc");
        assertThat(texts.zegrep("abc", "/z")).containsExactly("abc");
        assertThat(texts.zfgrep("abc", "/z")).containsExactly("abc");
        assertThat(texts.zgrepi("abc", "/z")).hasSize(2);
        assertThat(texts.zegrepi("abc", "/z")).hasSize(2);
        assertThat(texts.zfgrepi("abc", "/z")).hasSize(2);
    }

    @Test
    void stringsAndDumpShowBytes() throws IOException {
        contents.write("/a", new byte[] {0, 'a', 'b', 'c', 'd', 1, 'x', 'y', 0, 'l', 0, 'o', 0, 'n', 0, 'g', 0});
        assertThat(texts.strings("/a")).containsExactly("abcd");
        assertThat(texts.stringsE("b", "/a")).containsExactly("long");
        assertThatThrownBy(() -> texts.stringsE("q", "/a")).hasMessageContaining("unknown encoding");
        contents.write("/b", ascii("hello\nworld\n"));
        assertThat(texts.hexdump("/b"))
                .isEqualTo("00000000  68 65 6c 6c 6f 0a 77 6f  72 6c 64 0a              |hello.world.|\n0000000c\n");
        contents.write("/c", new byte[64]);
        assertThat(texts.hexdump("/c")).contains("\n*\n").endsWith("00000040\n");
    }

    @Test
    void filesAreFilledAndFoundZero() throws IOException {
        Wiping wiping = agent.actions(Wiping.class);
        wiping.fill('x', 10, "/a");
        assertThat(texts.cat("/a")).isEqualTo("xxxxxxxxxx");
        wiping.fillPattern("abc", 8, "/a");
        assertThat(texts.cat("/a")).isEqualTo("abcabcab");
        assertThat(wiping.isZero("/a")).isFalse();
        wiping.fill(0, 1 << 20, "/a");
        assertThat(wiping.isZero("/a")).isTrue();
        assertThatThrownBy(() -> wiping.fill(256, 1, "/a")).hasMessageContaining("between 0 and 255");
        nodes.mkdir("/dir");
        wiping.fillDir("/dir", 3);
        assertThat(listings.ls("/dir")).containsExactly("00000000", "00000001", "00000002");
    }

    @Test
    void spellingIsFoundInAnyCase() throws IOException {
        nodes.mkdirP("/Some/Dir");
        assertThat(attributes.caseSensitivePath("/sOME/dIR/New")).isEqualTo("/Some/Dir/New");
        assertThatThrownBy(() -> attributes.caseSensitivePath("/other/dir/x")).hasMessageContaining("No such file");
        nodes.mkdir("/some");
        assertThatThrownBy(() -> attributes.caseSensitivePath("/SOME")).hasMessageContaining("differ only in case");
    }

    @Test
    void architectureIsThatOfTheHeader() throws IOException {
        contents.write("/java", Files.readAllBytes(Path.of(System.getProperty("java.home"), "bin", "java")));
        String expected = System.getProperty("os.arch").equals("amd64") ? "x86_64" : System.getProperty("os.arch");
        assertThat(attributes.fileArchitecture("/java")).isEqualTo(expected);
        contents.write("/text", ascii("text"));
        assertThatThrownBy(() -> attributes.fileArchitecture("/text")).hasMessageContaining("unknown architecture");
    }

    @Test
    void filesBelowTheGuestsOwnDevAreFiles() throws IOException {
        nodes.mkdir("/dev");
        contents.write("/dev/null", ascii("stray"));
        assertThat(contents.pread("/dev/null", 3, 1)).isEqualTo(ascii("tra"));
        contents.pwrite("/dev/null", ascii("p"), 1);
        contents.copyFileToFile("/dev/null", "/copy", null, null, null, null, null);
        assertThat(texts.cat("/copy")).isEqualTo("spray");
    }

    /** Nobody is at its other end; a plain open would wait for somebody. */
    @Test
    @Timeout(60)
    void aPipeReadsAsEmpty() throws IOException {
        nodes.mkfifo(0600, "/pipe");
        assertThatThrownBy(() -> attributes.fileArchitecture("/pipe")).hasMessageContaining("unknown architecture");
        assertThat(texts.cat("/pipe")).isEmpty();
        assertThat(texts.grep("x", "/pipe", null, null, null, null)).isEmpty();
        assertThatThrownBy(() -> contents.write("/pipe", ascii("x"))).hasMessageContaining("No such device or address");
    }

    @Test
    void moreThanAnIntCanTellIsAnError() throws IOException {
        contents.write("/sparse", ascii(""));
        attributes.truncateSize("/sparse", 3L << 30);
        assertThatThrownBy(() -> texts.wcC("/sparse"))
                .hasMessageContaining("3221225472")
                .hasMessageContaining("too large");
    }

    @Test
    void maskIsTakenFromNewFiles() throws IOException {
        Kernel kernel = agent.actions(Kernel.class);
        int before = kernel.umask(0077);
        try {
            assertThat(kernel.getUmask()).isEqualTo(0077);
            nodes.mkdir("/dir");
            assertThat(attributes.statns("/dir").stMode() & 0777).isEqualTo(0700);
        } finally {
            kernel.umask(before);
        }
        assertThatThrownBy(() -> kernel.umask(-1)).hasMessageContaining("mask");
        assertThat(kernel.utsname().utsSysname()).isEqualTo("Linux");
    }

    @Test
    void featureGroupsAreKnownByName() throws IOException {
        Kernel kernel = agent.actions(Kernel.class);
        assertThat(kernel.availableAllGroups())
                .contains("augeas", "lvm2", "realpath", "xfs")
                .isSorted();
        assertThat(kernel.featureAvailable(List.of())).isTrue();
        assertThat(kernel.featureAvailable(List.of("inotify", "augeas", "realpath")))
                .isTrue();
        assertThatThrownBy(() -> kernel.available(List.of("no-such-group")))
                .hasMessage("available: no-such-group: unknown group");
    }

    @Test
    void wordsComeBackInOneLine() throws IOException {
        Commands commands = agent.actions(Commands.class);
        assertThat(commands.echoDaemon(List.of("a", "b c"))).isEqualTo("a b c");
        assertThatThrownBy(() -> commands.command(List.of())).hasMessageContaining("no command");
    }

    @Test
    void relativePathIsRefused() {
        assertThatThrownBy(() -> texts.cat("a")).hasMessage("cat: a: a path must start with a /");
    }

    @Test
    void nothingIsReadBeforeSomethingIsMounted() throws IOException {
        try (LocalAgent unmounted = LocalAgent.unmounted(sysroot)) {
            assertThatThrownBy(() -> unmounted.actions(Texts.class).cat("/a"))
                    .hasMessageContaining("nothing is mounted");
        }
    }
}
