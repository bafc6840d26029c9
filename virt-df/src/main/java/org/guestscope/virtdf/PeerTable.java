package org.guestscope.virtdf;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.guestscope.cli.PrintableText;
import org.guestscope.disk.fs.StatVfs;

/** The table scripts know: five columns, the first 36 bytes wide, a longer name on a line of its own. */
final class PeerTable implements Report {

    private static final int NAME_BYTES = 36;
    private static final int NUMBER_WIDTH = 10;
    private static final int PERCENT_WIDTH = 5;
    private static final float NEARLY_FULL = 90;
    private static final float FULL = 97;

    private final PrintStream out;
    private final boolean human;
    private final boolean inodes;
    private final boolean terminal;
    private final boolean colours;

    PeerTable(PrintStream out, boolean human, boolean inodes, boolean terminal, boolean colours) {
        this.out = out;
        this.human = human;
        this.inodes = inodes;
        this.terminal = terminal;
        this.colours = colours;
    }

    @Override
    public void begin() {
        if (inodes) {
            line("Filesystem", "Inodes", "IUsed", "IFree", "IUse%");
        } else {
            line("Filesystem", human ? "Size" : "1K-blocks", "Used", "Available", "Use%");
        }
        out.flush();
    }

    @Override
    public void guest(GuestReport guest) {
        for (FilesystemUsage row : guest.rows()) {
            StatVfs stat = row.stat();
            String name = row.guest() + ":" + row.device();
            if (inodes) {
                float percent = Figures.inodesUsePercent(stat);
                line(
                        name,
                        Long.toString(stat.files()),
                        Long.toString(stat.files() - stat.filesFree()),
                        Long.toString(stat.filesFree()),
                        colour(percent));
            } else {
                float percent = Figures.usePercent(stat);
                line(
                        name,
                        Figures.size(stat.blocks(), stat.blockSize(), human),
                        Figures.size(stat.blocks() - stat.free(), stat.blockSize(), human),
                        Figures.size(stat.available(), stat.blockSize(), human),
                        colour(percent));
            }
        }
        out.flush();
    }

    @Override
    public void end() {}

    /** The percentage cell; padded before colouring, as escapes have no width. */
    private String colour(float percent) {
        String cell = pad(Figures.rounded(percent), PERCENT_WIDTH);
        if (!colours || percent < NEARLY_FULL) {
            return cell;
        }
        return (percent >= FULL ? "\033[31m" : "\033[33m") + cell + "\033[0m";
    }

    private void line(String name, String first, String second, String third, String percent) {
        String shown = terminal ? PrintableText.of(name) : name.replace('\n', ' ');
        StringBuilder line = new StringBuilder(shown);
        int bytes = shown.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > NAME_BYTES) {
            line.append('\n');
            bytes = 0;
        }
        line.append(" ".repeat(NAME_BYTES - bytes));
        line.append(pad(first, NUMBER_WIDTH)).append(' ');
        line.append(pad(second, NUMBER_WIDTH)).append(' ');
        line.append(pad(third, NUMBER_WIDTH)).append(' ');
        line.append(pad(percent, PERCENT_WIDTH)).append('\n');
        out.print(line);
    }

    private static String pad(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }
}
