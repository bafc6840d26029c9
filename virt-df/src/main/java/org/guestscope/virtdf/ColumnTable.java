package org.guestscope.virtdf;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.guestscope.cli.PrintableText;

/** A table of the columns that were asked for, each as wide as its widest cell; so it is printed at the end. */
final class ColumnTable implements Report {

    private final PrintStream out;
    private final List<Column> columns;
    private final boolean human;
    private final List<List<String>> lines = new ArrayList<>();

    ColumnTable(PrintStream out, List<Column> columns, boolean human) {
        this.out = out;
        this.columns = columns;
        this.human = human;
    }

    @Override
    public void begin() {
        List<String> headings = new ArrayList<>();
        for (Column column : columns) {
            headings.add(column.heading(human));
        }
        lines.add(headings);
    }

    @Override
    public void guest(GuestReport guest) {
        for (FilesystemUsage row : guest.rows()) {
            List<String> cells = new ArrayList<>();
            for (Column column : columns) {
                cells.add(PrintableText.of(column.cell(row, human, false)));
            }
            lines.add(cells);
        }
    }

    @Override
    public void end() {
        int[] widths = new int[columns.size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(line.get(i)));
            }
        }
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String cell = line.get(i);
                String blanks = " ".repeat(widths[i] - width(cell));
                text.append(i == 0 ? "" : "  ");
                text.append(columns.get(i).isNumber() ? blanks + cell : cell + blanks);
            }
            out.println(text.toString().stripTrailing());
        }
        out.flush();
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
