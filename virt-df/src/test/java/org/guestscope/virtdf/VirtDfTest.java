package org.guestscope.virtdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs in process, on the demo guest and on files that are no guests. */
class VirtDfTest {

    private static final String DEMO = "../examples/guest.qcow2";
    /** A qcow2 header that ends after its version. */
    private static final byte[] BROKEN = {'Q', 'F', 'I', (byte) 0xfb, 0, 0, 0, 3, 0, 0};

    private static final String HEADING =
            "Filesystem                           1K-blocks       Used  Available  Use%\n";

    @TempDir
    Path folder;

    @Test
    void showsTheDemoGuestAsTheReadmeDoes() {
        CommandRun run = CommandRun.of("-a", DEMO);
        assertThat(run.status()).isZero();
        assertThat(run.out()).isEqualTo(HEADING + """
                        guest.qcow2:/dev/sda1                   117203      50797      57232   44%
                        guest.qcow2:/dev/guest/data             524288      45080     402280    9%
                        guest.qcow2:/dev/guest/root             756160     293020     408092   39%
                        """);
        assertThat(run.err()).isEmpty();
    }

    @Test
    void sortsByAColumnWithTheLargestFirst() {
        CommandRun run = CommandRun.of("-a", DEMO, "--output", "device,use,source", "--sort", "use");
        assertThat(run.status()).isZero();
        assertThat(run.out()).isEqualTo("""
                        Device           Use%  Source
                        /dev/sda1         44%  direct
                        /dev/guest/root   39%  direct
                        /dev/guest/data    9%  direct
                        """);
    }

    @Test
    void longRowsSayWhatAFilesystemIs() {
        assertThat(CommandRun.of("-a", DEMO, "--long").out()).isEqualTo("""
                Filesystem                   Type   Label  FS UUID                               1K-blocks    Used  Available  Use%
                guest.qcow2:/dev/sda1        ext4   boot   19e2ca29-8a0c-4aa9-ac0c-3cf99b7a755e     117203   50797      57232   44%
                guest.qcow2:/dev/guest/data  btrfs  data   f79d1bfd-698a-462e-8063-8452bef0a432     524288   45080     402280    9%
                guest.qcow2:/dev/guest/root  ext4   root   1feb5287-514b-410d-861e-a6e68b212995     756160  293020     408092   39%
                """);
        assertThat(CommandRun.of("-a", DEMO, "--long", "--csv", "-i").out()).startsWith("""
                        Guest,Device,Type,Label,"FS UUID",Inodes,IUsed,IFree,IUse%
                        guest.qcow2,/dev/sda1,ext4,boot,19e2ca29-8a0c-4aa9-ac0c-3cf99b7a755e,32768,12,32756,0.0
                        """);
        CommandRun both = CommandRun.of("-a", DEMO, "--long", "--json");
        assertThat(both.status()).isEqualTo(1);
        assertThat(both.err()).startsWith("virt-df: --long").hasLineCount(1);
    }

    @Test
    void monitoringStatusesTellHowFull() throws IOException {
        assertThat(CommandRun.of("-a", DEMO, "--warn", "50").status()).isZero();
        assertThat(CommandRun.of("-a", DEMO, "--warn", "40").status()).isEqualTo(1);
        assertThat(CommandRun.of("-a", DEMO, "--warn", "30", "--crit", "40").status())
                .isEqualTo(2);
        String missing = folder.resolve("broken.qcow2").toString();
        Files.write(Path.of(missing), BROKEN);
        assertThat(CommandRun.of("--each", "-a", missing, "-a", DEMO, "--warn", "30", "--crit", "60")
                        .status())
                .isEqualTo(3);
        assertThat(CommandRun.of("--each", "-a", missing, "-a", DEMO, "--crit", "40")
                        .status())
                .isEqualTo(2);
        assertThat(CommandRun.of("-a", missing, "--crit", "0").status()).isEqualTo(3);
    }

    /** What QEMU would follow, if it were asked, is refused before. */
    @Test
    void theApplianceGetsNoImageThatNamesSomethingElseThanAPlainFile() throws Exception {
        String image = folder.resolve("greedy.qcow2").toString();
        Process made = new ProcessBuilder(
                        "qemu-img", "create", "-q", "-u", "-f", "qcow2", "-b", "/dev/zero", "-F", "raw", image, "1M")
                .inheritIO()
                .start();
        assertThat(made.waitFor()).isZero();
        CommandRun direct = CommandRun.of("--source", "direct", "-a", image);
        CommandRun appliance = CommandRun.of("--source", "appliance", "-a", image);
        assertThat(direct.err()).contains("/dev/zero").hasLineCount(1);
        assertThat(appliance.err()).isEqualTo(direct.err());
        assertThat(appliance.status()).isEqualTo(1);
    }

    @Test
    void otherFormatsSayThemselvesWhatFailed() throws IOException {
        String broken = folder.resolve("broken.qcow2").toString();
        Files.write(Path.of(broken), BROKEN);
        CommandRun json = CommandRun.of("--json", "-a", broken);
        assertThat(json.out()).contains("\"filesystems\" : [ ]").contains("\"errors\" : [ \"");
        assertThat(json.status()).isEqualTo(1);
        assertThat(CommandRun.of("--openmetrics", "-a", broken).out())
                .contains("guest_filesystem_problems{domain=\"broken.qcow2\"} 1\n");
        assertThat(CommandRun.of("--csv", "-a", broken).out()).isEmpty();
    }

    @Test
    void aGuestThatCannotBeReadLeavesTheOthersTheirRows() throws IOException {
        String broken = folder.resolve("broken.qcow2").toString();
        Files.write(Path.of(broken), BROKEN);
        CommandRun run = CommandRun.of("--each", "-a", broken, "-a", DEMO);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).startsWith(HEADING + "guest.qcow2:/dev/sda1 ");
        assertThat(run.err()).startsWith("virt-df: ").contains("broken.qcow2").hasLineCount(1);
    }

    @Test
    void aSingleGuestThatCannotBeReadPrintsNoTable() {
        CommandRun run = CommandRun.of("-a", folder.toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("virt-df: ").hasLineCount(1);
    }

    @Test
    void answersAboutItself() {
        assertThat(CommandRun.of("--version").out()).startsWith("virt-df 1.48.2");
        assertThat(CommandRun.of("--help").out())
                .contains("--allow-backing-protocols")
                .contains("-h, --human-readable");
        assertThat(CommandRun.of("--long-options").out()).contains("--uuid\n").doesNotContain("--long-options");
    }

    /** full.squashfs: one small file, {@code mksquashfs DIR full.squashfs -all-root -mkfs-time 0 -all-time 0 -no-xattrs}. */
    @Test
    void coloursAreForTerminalsThatWantThem() {
        String full = "src/test/resources/full.squashfs";
        Map<String, String> xterm = Map.of("TERM", "xterm");
        assertThat(CommandRun.onTerminal(xterm, "-a", full).out()).contains("\033[31m 100%\033[0m\n");
        for (Map<String, String> plain :
                List.of(Map.of("TERM", "xterm", "NO_COLOR", "1"), Map.of("TERM", "dumb"), Map.<String, String>of())) {
            assertThat(CommandRun.onTerminal(plain, "-a", full).out()).endsWith(" 100%\n");
        }
        assertThat(CommandRun.of("-a", full).out()).endsWith(" 100%\n");
    }
}
