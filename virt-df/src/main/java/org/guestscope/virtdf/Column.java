package org.guestscope.virtdf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.guestscope.cli.CommandFailure;
import org.guestscope.disk.fs.StatVfs;
import org.jspecify.annotations.Nullable;

/** A column that {@code --output} and {@code --sort} know. */
enum Column {
    GUEST("guest", "Guest", false),
    UUID("uuid", "UUID", false),
    DEVICE("device", "Device", false),
    FILESYSTEM("filesystem", "Filesystem", false),
    TYPE("type", "Type", false),
    LABEL("label", "Label", false),
    FSUUID("fsuuid", "FS UUID", false),
    SIZE("size", "1K-blocks", true),
    USED("used", "Used", true),
    AVAIL("avail", "Available", true),
    USE("use", "Use%", true),
    INODES("inodes", "Inodes", true),
    IUSED("iused", "IUsed", true),
    IFREE("ifree", "IFree", true),
    IUSE("iuse", "IUse%", true),
    SOURCE("source", "Source", false),
    NOTE("note", "Note", false);

    private final String word;
    private final String heading;
    private final boolean number;

    Column(String word, String heading, boolean number) {
        this.word = word;
        this.heading = heading;
        this.number = number;
    }

    /** The column that {@code word} names. */
    static Column named(String word) throws CommandFailure {
        StringBuilder known = new StringBuilder();
        for (Column column : values()) {
            if (column.word.equals(word)) {
                return column;
            }
            known.append(known.isEmpty() ? "" : ", ").append(column.word);
        }
        throw new CommandFailure("no such column: " + word + ": must be one of " + known);
    }

    /** The columns of {@code --long}: who and where, in CSV each by itself, what it is, and its blocks or inodes. */
    static List<Column> longRow(boolean csv, boolean inodes) {
        List<Column> columns = new ArrayList<>(csv ? List.of(GUEST, DEVICE) : List.of(FILESYSTEM));
        columns.addAll(List.of(TYPE, LABEL, FSUUID));
        columns.addAll(inodes ? List.of(INODES, IUSED, IFREE, IUSE) : List.of(SIZE, USED, AVAIL, USE));
        return columns;
    }

    /** The heading; sizes are not in KiB when printed for people. */
    String heading(boolean human) {
        return this == SIZE && human ? "Size" : heading;
    }

    /** Whether cells are aligned to the right. */
    boolean isNumber() {
        return number;
    }

    /** The text of a cell; percentages carry their sign in the table and not in CSV. */
    String cell(FilesystemUsage row, boolean human, boolean csv) {
        StatVfs stat = row.stat();
        return switch (this) {
            case GUEST -> row.guest();
            case UUID -> orEmpty(row.guestUuid());
            case DEVICE -> row.device();
            case FILESYSTEM -> row.guest() + ":" + row.device();
            case TYPE -> orEmpty(row.type());
            case LABEL -> orEmpty(row.label());
            case FSUUID -> orEmpty(row.uuid());
            case SIZE -> Figures.size(stat.blocks(), stat.blockSize(), human);
            case USED -> Figures.size(stat.blocks() - stat.free(), stat.blockSize(), human);
            case AVAIL -> Figures.size(stat.available(), stat.blockSize(), human);
            case USE -> percent(Figures.usePercent(stat), csv);
            case INODES -> Long.toString(stat.files());
            case IUSED -> Long.toString(stat.files() - stat.filesFree());
            case IFREE -> Long.toString(stat.filesFree());
            case IUSE -> percent(Figures.inodesUsePercent(stat), csv);
            case SOURCE -> row.source().word();
            case NOTE -> orEmpty(row.note());
        };
    }

    /** Rows by this column: numbers with the largest first, text from a to z. */
    Comparator<FilesystemUsage> order() {
        if (!number) {
            return Comparator.comparing(row -> cell(row, false, false));
        }
        return Comparator.comparingDouble(this::magnitude).reversed();
    }

    private double magnitude(FilesystemUsage row) {
        StatVfs stat = row.stat();
        double blockSize = stat.blockSize();
        return switch (this) {
            case SIZE -> stat.blocks() * blockSize;
            case USED -> (stat.blocks() - stat.free()) * blockSize;
            case AVAIL -> stat.available() * blockSize;
            case USE -> Figures.usePercent(stat);
            case INODES -> stat.files();
            case IUSED -> stat.files() - stat.filesFree();
            case IFREE -> stat.filesFree();
            case IUSE -> Figures.inodesUsePercent(stat);
            default -> throw new IllegalStateException(word + " is no number");
        };
    }

    private static String percent(float percent, boolean csv) {
        return csv ? Figures.decimal(percent) : Figures.rounded(percent);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
