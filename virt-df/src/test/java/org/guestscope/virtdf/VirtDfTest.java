package org.guestscope.virtdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.guestscope.cli.Console;
import org.guestscope.cli.Tool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs in process, on the demo guest and on files that are no guests. */
class VirtDfTest {

    private static final String DEMO = "../examples/guest.qcow2";
    private static final String HEADING =
            "Filesystem                           1K-blocks       Used  Available  Use%\n";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    @Test
    void showsTheDemoGuestAsTheReadmeDoes() {
        assertThat(run("-a", DEMO)).isZero();
        assertThat(text(out)).isEqualTo(HEADING + """
                        guest.qcow2:/dev/sda1                   117203      50797      57232   44%
                        guest.qcow2:/dev/guest/data             524288      45080     402280    9%
                        guest.qcow2:/dev/guest/root             756160     293020     408092   39%
                        """);
        assertThat(text(err)).isEmpty();
    }

    @Test
    void sortsByAColumnWithTheLargestFirst() {
        assertThat(run("-a", DEMO, "--output", "device,use,source", "--sort", "use"))
                .isZero();
        assertThat(text(out)).isEqualTo("""
                        Device           Use%  Source
                        /dev/sda1         44%  direct
                        /dev/guest/root   39%  direct
                        /dev/guest/data    9%  direct
                        """);
    }

    @Test
    void monitoringStatusesTellHowFull() {
        assertThat(run("-a", DEMO, "--warn", "50")).isZero();
        assertThat(run("-a", DEMO, "--warn", "40")).isEqualTo(1);
        assertThat(run("-a", DEMO, "--warn", "30", "--crit", "40")).isEqualTo(2);
    }

    @Test
    void aGuestThatCannotBeReadLeavesTheOthersTheirRows() throws IOException {
        String broken = folder.resolve("broken.qcow2").toString();
        Files.write(folder.resolve("broken.qcow2"), new byte[] {'Q', 'F', 'I', (byte) 0xfb, 0, 0, 0, 3, 0, 0});
        assertThat(run("--each", "-a", broken, "-a", DEMO)).isEqualTo(1);
        assertThat(text(out)).startsWith(HEADING + "guest.qcow2:/dev/sda1 ");
        assertThat(text(err)).startsWith("virt-df: ").contains("broken.qcow2").hasLineCount(1);
    }

    @Test
    void aSingleGuestThatCannotBeReadPrintsNoTable() {
        assertThat(run("-a", folder.toString())).isEqualTo(1);
        assertThat(text(out)).isEmpty();
        assertThat(text(err)).startsWith("virt-df: ").hasLineCount(1);
    }

    @Test
    void answersAboutItself() {
        assertThat(run("--version")).isZero();
        assertThat(text(out)).startsWith("virt-df 1.48.2");
        out.reset();
        assertThat(run("--help")).isZero();
        assertThat(text(out)).contains("--allow-backing-protocols").contains("-h, --human-readable");
        out.reset();
        assertThat(run("--long-options")).isZero();
        assertThat(text(out)).contains("--uuid\n").doesNotContain("--long-options");
    }

    private int run(String... args) {
        Console console = new Console(
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                Map.of());
        return Tool.run("virt-df", args, console, VirtDf::run);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
