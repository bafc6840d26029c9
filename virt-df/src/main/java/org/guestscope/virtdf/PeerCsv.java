package org.guestscope.virtdf;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.guestscope.cli.Csv;

/** Comma-separated values: the peer's six columns, or those that were asked for. */
final class PeerCsv implements Report {

    private static final List<Column> BLOCKS = List.of(Column.SIZE, Column.USED, Column.AVAIL, Column.USE);
    private static final List<Column> INODES = List.of(Column.INODES, Column.IUSED, Column.IFREE, Column.IUSE);

    private final PrintStream out;
    private final List<Column> columns;
    private final boolean peer;

    PeerCsv(PrintStream out, List<Column> chosen, boolean inodes) {
        this.out = out;
        this.peer = chosen.isEmpty();
        if (peer) {
            columns = new ArrayList<>(List.of(Column.GUEST, Column.DEVICE));
            columns.addAll(inodes ? INODES : BLOCKS);
        } else {
            columns = chosen;
        }
    }

    @Override
    public void begin() {
        StringBuilder line = new StringBuilder();
        for (Column column : columns) {
            Csv.field(line.append(line.isEmpty() ? "" : ","), heading(column));
        }
        out.print(line.append('\n'));
        out.flush();
    }

    private String heading(Column column) {
        if (peer && column == Column.GUEST) {
            return "VirtualMachine";
        }
        return peer && column == Column.DEVICE ? "Filesystem" : column.heading(false);
    }

    @Override
    public void guest(GuestReport guest) {
        for (FilesystemUsage row : guest.rows()) {
            StringBuilder line = new StringBuilder();
            String comma = "";
            for (Column column : columns) {
                Csv.field(line.append(comma), column.cell(row, false, true));
                comma = ",";
            }
            out.print(line.append('\n'));
        }
        out.flush();
    }

    @Override
    public void end() {}
}
