package org.guestscope.agent.inspect.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.guestscope.agent.inspect.file.ByteSource;
import org.guestscope.agent.inspect.file.GuestFiles;
import org.guestscope.agent.inspect.registry.HiveBuilder;
import org.guestscope.agent.sysroot.Sysroot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackageDatabasesTest {

    private static final List<byte[]> HEADERS =
            List.of(RpmFiles.header("bash", 40), RpmFiles.header("kernel", 20_000), RpmFiles.header("zsh", 3_900));

    @TempDir
    Path root;

    private GuestFiles file(String path, byte[] content) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        return new GuestFiles(new Sysroot(root.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rpmdb.sqlite", "Packages.db", "Packages"})
    void rpmDatabasesOfEveryFormatListTheirPackages(String name) throws IOException {
        List<InstalledPackage> found = RpmDatabase.read(file("var/lib/rpm/" + name, database(name)));

        assertThat(found).extracting(InstalledPackage::name).containsExactly("bash", "kernel", "zsh");
        assertThat(found.get(1).description()).hasSize(20_000);
        assertThat(found.get(2).version()).isEqualTo(new InstalledPackage.Version(7, "1.2", "3.fc39"));
        assertThat(found.get(0).arch()).isEqualTo("x86_64");
    }

    @Test
    void berkeleyDatabaseOfTheOtherByteOrderIsRead() throws IOException {
        byte[] database = RpmFiles.berkeley(HEADERS, ByteOrder.BIG_ENDIAN);

        assertThat(RpmDatabase.read(file("var/lib/rpm/Packages", database))).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rpmdb.sqlite", "Packages.db", "Packages"})
    @Timeout(120)
    void damagedRpmDatabasesGiveAnAnswerOrARefusal(String name) throws IOException {
        Random random = new Random(7);
        byte[] whole = database(name);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = whole.clone();
            for (int j = 0; j < 4; j++) {
                int at = random.nextInt(random.nextBoolean() ? 300 : damaged.length);
                damaged[at] = (byte) random.nextInt(256);
            }
            try {
                RpmDatabase.read(file("var/lib/rpm/" + name, damaged));
            } catch (IOException refused) {
                assertThat(refused).hasMessageStartingWith("/var/lib/rpm/" + name);
            }
        }
    }

    /** Rows that share one chain of pages, which leads back to itself, would be read for hours. */
    @Test
    @Timeout(60)
    void rowsOfEndlessPagesAreRefused() throws IOException {
        int page = 512;
        ByteBuffer file = ByteBuffer.allocate(4 << 20);
        file.put("SQLite format 3\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .putShort((short) page);
        int cells = 100;
        file.put(100, (byte) 13).putShort(103, (short) cells);
        for (int i = 0; i < cells; i++) {
            file.putShort(108 + 2 * i, (short) 320);
        }
        // A row of 0x3ffff bytes with the number 1; what is not here goes on in page 2, which goes on in page 2.
        file.put(320, (byte) 0x8f).put(321, (byte) 0xff).put(322, (byte) 0x7f).put(323, (byte) 1);
        int local = 39 + (0x3ffff - 39) % 508 > 477 ? 39 : 39 + (0x3ffff - 39) % 508;
        file.put(324, (byte) 1).putInt(324 + Math.min(local, page - 328), 2).putInt(page, 2);
        AtomicInteger reads = new AtomicInteger();

        assertThatThrownBy(() -> SqliteTable.readPackages(
                        new CountedSource(file.array(), reads),
                        header -> assertThat(header).isNotNull()))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("bad SQLite database");
        assertThat(reads.get()).isLessThan(file.capacity() / page + 10);
    }

    private record CountedSource(byte[] bytes, AtomicInteger reads) implements ByteSource {

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public byte[] read(long offset, int length) throws IOException {
            reads.incrementAndGet();
            return HiveBuilder.source(bytes).read(offset, length);
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    @Test
    void missingRpmDatabaseIsSaid() {
        GuestFiles empty = new GuestFiles(new Sysroot(root.toString()));

        assertThatThrownBy(() -> RpmDatabase.read(empty)).hasMessageContaining("/var/lib/rpm");
    }

    private static byte[] database(String name) {
        return switch (name) {
            case "rpmdb.sqlite" -> RpmFiles.sqlite(HEADERS);
            case "Packages.db" -> RpmFiles.ndb(HEADERS);
            default -> RpmFiles.berkeley(HEADERS, ByteOrder.LITTLE_ENDIAN);
        };
    }

    @Test
    void dpkgListsWhatIsInstalled() throws IOException {
        String status = """
                Package: bash
                Status: install ok installed
                Architecture: amd64
                Source: bash-src (5.2)
                Version: 1:5.2.15-2+b13
                Homepage: http://bash.example/
                Description: a shell
                 It reads commands.
                 .
                 And runs them.

                Package: gone
                Status: deinstall ok config-files
                Version: 1
                Description: was here
                """;
        List<InstalledPackage> found = DpkgStatus.read(
                file("var/lib/dpkg/status", status.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));

        assertThat(found).hasSize(1);
        InstalledPackage bash = found.get(0);
        assertThat(bash.version()).isEqualTo(new InstalledPackage.Version(1, "5.2.15", "2+b13"));
        assertThat(bash.sourcePackage()).isEqualTo("bash-src");
        assertThat(bash.summary()).isEqualTo("a shell");
        assertThat(bash.description()).isEqualTo("It reads commands.\n.\nAnd runs them.");
        assertThat(bash.url()).isEqualTo("http://bash.example/");
    }

    @Test
    @Timeout(60)
    void endlessLinesOfStatusAreCut() throws IOException {
        byte[] status = ("Package: x\nStatus: install ok installed\nVersion: 1\nDescription: "
                        + "y".repeat(8 << 20)
                        + ("\n " + "z".repeat(60_000)).repeat(100))
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII);

        InstalledPackage one =
                DpkgStatus.read(file("var/lib/dpkg/status", status)).get(0);

        assertThat(one.summary().length()).isLessThanOrEqualTo(InstalledPackage.LONGEST_TEXT);
        assertThat(one.description().length()).isLessThanOrEqualTo(InstalledPackage.LONGEST_TEXT);
    }

    @Test
    void pacmanAndApkListTheirPackages() throws IOException {
        GuestFiles files = file(
                "var/lib/pacman/local/test-1/desc",
                "%NAME%\ntest\n\n%VERSION%\n1:0.1-1\n\n%DESC%\nfor tests\n\n%ARCH%\nany\n".getBytes());
        file("lib/apk/db/installed", "P:musl\nV:1.2.4-r4\nA:x86_64\nT:libc\n\nP:zlib\nV:1.3-r0\n".getBytes());

        InstalledPackage test = PacmanDatabase.read(files).get(0);
        assertThat(test.version()).isEqualTo(new InstalledPackage.Version(1, "0.1", "1"));
        assertThat(test.arch()).isEqualTo("any");
        assertThat(ApkDatabase.read(files)).extracting(InstalledPackage::name).containsExactly("musl", "zlib");
    }

    @ParameterizedTest
    @CsvSource({"1.2-3, 0, 1.2, 3", "7:1-2-3, 7, 1, 2-3", "1.2, 0, 1.2, ''", "x:1, 0, x:1, ''"})
    void versionsAreTakenApart(String text, int epoch, String version, String release) {
        assertThat(InstalledPackage.Version.parse(text))
                .isEqualTo(new InstalledPackage.Version(epoch, version, release));
    }
}
