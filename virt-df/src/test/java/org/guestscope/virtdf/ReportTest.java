package org.guestscope.virtdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.guestscope.disk.fs.StatVfs;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final FilesystemUsage BOOT =
            row("guest.img", "/dev/sda1", "ext4", "boot", new StatVfs(1024, 99150, 92742, 87622, 25584, 25571));
    private static final FilesystemUsage ROOT =
            row("guest.img", "/dev/volume-group/logical-volume", "xfs", "a,b", new StatVfs(4096, 200, 10, 10, 50, 25));

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);

    @Test
    void theTableHasFiveColumnsAndPutsALongNameOnALineOfItsOwn() throws IOException {
        assertThat(print(new PeerTable(out, false, false, false, false))).isEqualTo("""
                        Filesystem                           1K-blocks       Used  Available  Use%
                        guest.img:/dev/sda1                      99150       6408      87622    7%
                        guest.img:/dev/volume-group/logical-volume
                                                                   800        760         40   95%
                        """);
    }

    @Test
    void theTableShowsInodesOrSizesForPeople() throws IOException {
        assertThat(print(new PeerTable(out, true, false, false, false))).startsWith("""
                        Filesystem                                Size       Used  Available  Use%
                        guest.img:/dev/sda1                        97M       6.3M        86M    7%
                        """);
        assertThat(print(new PeerTable(out, true, true, false, false))).startsWith("""
                        Filesystem                              Inodes      IUsed      IFree IUse%
                        guest.img:/dev/sda1                      25584         13      25571    1%
                        """);
    }

    @Test
    void onATerminalNamesAreMadeSafeAndNearlyFullOnesColoured() throws IOException {
        FilesystemUsage hostile = row("g", "/dev/\u001b[2Jvg/lv", "ext4", "", new StatVfs(4096, 100, 1, 1, 0, 0));
        Report table = new PeerTable(out, false, false, true, true);
        table.guest(new GuestReport("g", List.of(hostile), List.of(), List.of(), List.of()));
        assertThat(text())
                .isEqualTo("g:/dev/\\x1b[2Jvg/lv" + " ".repeat(17)
                        + "       400        396          4 \033[31m  99%\033[0m\n");
    }

    @Test
    void csvQuotesOnlyWhereNeeded() throws IOException {
        assertThat(print(new PeerCsv(out, List.of(), false))).isEqualTo("""
                        VirtualMachine,Filesystem,1K-blocks,Used,Available,Use%
                        guest.img,/dev/sda1,99150,6408,87622,6.5
                        guest.img,/dev/volume-group/logical-volume,800,760,40,95.0
                        """);
        assertThat(print(new PeerCsv(out, List.of(Column.LABEL, Column.TYPE, Column.IUSE), false)))
                .isEqualTo("""
                        Label,Type,IUse%
                        boot,ext4,0.1
                        "a,b",xfs,50.0
                        """);
    }

    @Test
    void chosenColumnsAreAsWideAsTheirWidestCell() throws IOException {
        assertThat(print(new ColumnTable(out, List.of(Column.DEVICE, Column.USED, Column.LABEL, Column.SOURCE), false)))
                .isEqualTo("""
                        Device                            Used  Label  Source
                        /dev/sda1                         6408  boot   direct
                        /dev/volume-group/logical-volume   760  a,b    direct
                        """);
    }

    @Test
    void jsonHasBytesAndSaysWhatWasLeftOut() throws IOException {
        Report report = new JsonReport(out);
        report.begin();
        report.guest(
                new GuestReport("guest.img", List.of(BOOT), List.of("/dev/sda3: encrypted"), List.of(), List.of()));
        report.end();
        assertThat(text()).isEqualTo("""
                        {
                          "version" : 1,
                          "guests" : [ {
                            "name" : "guest.img",
                            "filesystems" : [ {
                              "device" : "/dev/sda1",
                              "type" : "ext4",
                              "label" : "boot",
                              "uuid" : null,
                              "guest_uuid" : null,
                              "block_size" : 1024,
                              "size_bytes" : 101529600,
                              "used_bytes" : 6561792,
                              "free_bytes" : 94967808,
                              "available_bytes" : 89724928,
                              "use_percent" : 6.5,
                              "inodes" : 25584,
                              "inodes_used" : 13,
                              "inodes_free" : 25571,
                              "inodes_use_percent" : 0.1,
                              "source" : "direct",
                              "exact" : true,
                              "note" : null
                            } ],
                            "omitted" : [ "/dev/sda3: encrypted" ],
                            "errors" : [ ]
                          } ]
                        }
                        """);
    }

    @Test
    void metricsNameTheirUnitAndLabelEverySample() throws IOException {
        assertThat(print(new MetricsReport(out)))
                .contains("# UNIT guest_filesystem_size_bytes bytes\n")
                .contains("guest_filesystem_size_bytes{domain=\"guest.img\",uuid=\"\",device=\"/dev/sda1\","
                        + "fstype=\"ext4\",label=\"boot\",source=\"direct\"} 101529600\n")
                .contains("guest_filesystem_problems{domain=\"guest.img\"} 0\n")
                .endsWith("# EOF\n");
    }

    private String print(Report report) throws IOException {
        report.begin();
        report.guest(new GuestReport("guest.img", List.of(BOOT, ROOT), List.of(), List.of(), List.of()));
        report.end();
        return text();
    }

    private String text() {
        out.flush();
        String text = bytes.toString(StandardCharsets.UTF_8);
        bytes.reset();
        return text;
    }

    private static FilesystemUsage row(String guest, String device, String type, String label, StatVfs stat) {
        return new FilesystemUsage(guest, null, device, type, label, null, stat, FilesystemUsage.Source.DIRECT, null);
    }
}
