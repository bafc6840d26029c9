package org.guestscope.virttop.draw;

import com.googlecode.lanterna.TerminalPosition;
import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.graphics.TextGraphics;
import com.googlecode.lanterna.screen.Screen;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.guestscope.live.DomainFacts;
import org.guestscope.live.Wanted;
import org.guestscope.virttop.model.DomainReading;
import org.guestscope.virttop.model.History;
import org.guestscope.virttop.model.HostReading;
import org.guestscope.virttop.model.SortOrder;
import org.guestscope.virttop.model.Totals;
import org.guestscope.virttop.model.View;
import org.guestscope.virttop.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * What the screen shows: readings, where the user is, and how both are drawn. {@link Keys} changes where the user is.
 * Used by one thread; nothing here waits or asks a host.
 */
final class TopScreen {

    /** Lines 0 to 2 are the summary's. */
    private static final int STATUS_LINE = 3;

    private static final int HEADING_LINE = 4;
    private static final int FIRST_ROW = 5;

    /** What fills the screen, or its lower part. */
    enum Mode {
        LIST,
        HELP,
        SORT_MENU,
        DETAIL,
        PROMPT
    }

    /** What is typed is for. */
    enum Prompt {
        DELAY,
        FILTER
    }

    private final Settings settings;
    private final Screen screen;
    private final Views views;
    private final DetailView details;
    private final Palette palette;
    private final Clock clock;
    private final CpuHistory cpuHistory;
    private final History hostLoads = new History();

    Mode mode = Mode.LIST;
    Prompt prompt = Prompt.FILTER;
    String typed = "";

    /** The chosen row's key; null until the user chose one. */
    @Nullable String selected;

    /** The domain whose details are shown. */
    @Nullable String detailed;

    @Nullable DomainFacts facts;

    int detailTop;
    int sortCursor;

    private List<HostReading> hosts = List.of();
    private List<Row> rows = List.of();
    private int top;
    private String message = "";
    private long messageUntil;

    TopScreen(Settings settings, Screen screen, Clock clock, boolean bars, boolean colours) {
        this.settings = settings;
        this.screen = screen;
        this.clock = clock;
        this.views = new Views(settings, clock.getZone(), bars);
        this.details = new DetailView(bars);
        this.palette = new Palette(colours);
        this.cpuHistory = new CpuHistory(settings.histCpu);
    }

    /** What samples must hold for what is shown. */
    static Set<Wanted> wanted(View view, Mode mode) {
        if (mode == Mode.DETAIL) {
            return EnumSet.of(Wanted.DETAILS);
        }
        return EnumSet.of(view == View.PCPU ? Wanted.PER_CPU : Wanted.VCPU_COUNT);
    }

    /** Takes a sample in. */
    void accept(List<HostReading> readings) {
        hosts = readings;
        boolean rates = readings.stream().anyMatch(host -> host.seconds() > 0 && host.trouble() == null);
        if (rates) {
            cpuHistory.accept(Totals.of(readings).cpuPercent(), System.nanoTime());
            readings.stream()
                    .mapToDouble(HostReading::cpuPercent)
                    .filter(percent -> !Double.isNaN(percent))
                    .average()
                    .ifPresent(hostLoads::add);
        }
        layOut();
    }

    /** Makes the list anew after a sample, a key or a new size, and keeps the chosen row in sight. */
    void layOut() {
        rows = views.rows(hosts, screen.getTerminalSize().getColumns());
        int at = selectedIndex();
        if (selected != null && at < 0) {
            selected = rows.isEmpty()
                    ? null
                    : rows.get(Math.min(top, rows.size() - 1)).key();
            at = selectedIndex();
        }
        int visible = visibleRows();
        if (at >= 0) {
            top = Math.max(at - visible + 1, Math.min(top, at));
        }
        top = Math.max(0, Math.min(top, rows.size() - visible));
    }

    /** Rows of the list that fit. */
    int visibleRows() {
        return Math.max(1, screen.getTerminalSize().getRows() - FIRST_ROW);
    }

    private int selectedIndex() {
        for (int i = 0; i < rows.size(); i++) {
            if (selected != null && selected.equals(rows.get(i).key())) {
                return i;
            }
        }
        return -1;
    }

    /** Moves the cursor; the first move chooses a row of those in sight. */
    void move(int by) {
        if (rows.isEmpty()) {
            return;
        }
        int at = selectedIndex();
        int to = at < 0 ? (by < 0 ? Math.min(top + visibleRows(), rows.size()) - 1 : top) : at + by;
        selected = rows.get(Math.max(0, Math.min(to, rows.size() - 1))).key();
        layOut();
    }

    /** Moves the list and leaves the cursor, if there is one, as near as it can be. */
    void scroll(int by) {
        if (selected != null) {
            move(by);
        } else {
            top += by;
            layOut();
        }
    }

    /** Moves a list that is wider than the screen sideways. */
    void moveColumns(int by) {
        if (settings.view == View.PCPU) {
            views.moveCpuColumns(by);
        }
    }

    /** Chooses the row drawn at {@code line}; false when there is none. */
    boolean choose(int line) {
        int at = top + line - FIRST_ROW;
        if (line < FIRST_ROW || at >= rows.size()) {
            return false;
        }
        selected = rows.get(at).key();
        return true;
    }

    /** Orders the list by the column drawn at {@code column} of the heading, if it can be. */
    void sortByColumn(int line, int column) {
        if (line != HEADING_LINE) {
            return;
        }
        SortOrder before = settings.sort;
        String heading = views.heading(hosts, screen.getTerminalSize().getColumns());
        for (SortOrder order : SortOrder.values()) {
            settings.sort = order;
            int[] place = views.sortedColumn(heading);
            if (place != null && column >= place[0] && column < place[1]) {
                layOut();
                return;
            }
        }
        settings.sort = before;
    }

    /** Shows all about a domain. */
    void openDetail(DomainReading domain) {
        detailed = domain.key();
        facts = null;
        detailTop = 0;
        mode = Mode.DETAIL;
    }

    /** Goes back to the list. */
    void closeDetail() {
        detailed = null;
        mode = Mode.LIST;
    }

    /** The domain of the chosen row, or of the first one; null when the list is empty. */
    @Nullable DomainReading chosenDomain() {
        int at = Math.max(0, selectedIndex());
        return rows.isEmpty() ? null : domain(rows.get(at).domain());
    }

    /** The domain whose details are shown, as last sampled; null when it went away. */
    @Nullable DomainReading detailedDomain() {
        return domain(detailed);
    }

    private @Nullable DomainReading domain(@Nullable String key) {
        for (HostReading host : hosts) {
            for (DomainReading domain : host.domains()) {
                if (domain.key().equals(key)) {
                    return domain;
                }
            }
        }
        return null;
    }

    /** Shows one line for a moment; it blocks nothing. */
    void say(String text, double seconds) {
        message = text;
        messageUntil = System.nanoTime() + (long) (seconds * 1e9);
    }

    /** Nanoseconds until a message goes away; 0 when none is shown. */
    long messageLeft() {
        return message.isEmpty() ? 0 : Math.max(1, messageUntil - System.nanoTime());
    }

    /** Draws everything. */
    void draw() throws IOException {
        if (screen.doResizeIfNecessary() != null) {
            layOut();
        }
        screen.clear();
        TextGraphics graphics = screen.newTextGraphics();
        TerminalSize size = screen.getTerminalSize();
        screen.setCursorPosition(null);
        switch (mode) {
            case HELP -> lines(graphics, HelpView.lines(settings), 0, size);
            case SORT_MENU -> {
                summary(graphics, size);
                sortMenu(graphics, size);
            }
            case DETAIL -> {
                summary(graphics, size);
                detail(graphics, size);
            }
            case LIST, PROMPT -> {
                summary(graphics, size);
                list(graphics, size);
            }
        }
        screen.refresh();
    }

    private void summary(TextGraphics graphics, TerminalSize size) {
        Totals totals = Totals.of(hosts);
        palette.title(graphics);
        put(graphics, 0, views.firstLine(hosts, clock.instant(), cpuHistory.values()), size);
        palette.plain(graphics);
        put(graphics, 1, Views.countLine(totals), size);
        put(graphics, 2, Views.usageLine(totals), size);
        status(graphics, size);
    }

    private void status(TextGraphics graphics, TerminalSize size) {
        if (!message.isEmpty() && System.nanoTime() >= messageUntil) {
            message = "";
        }
        if (mode == Mode.PROMPT) {
            palette.title(graphics);
            String question = prompt == Prompt.DELAY
                    ? "Change delay from " + Views.oneDecimal(settings.delay) + " to: "
                    : "Show names with: ";
            put(graphics, STATUS_LINE, question + typed, size);
            screen.setCursorPosition(new TerminalPosition(
                    Math.min(question.length() + typed.length(), size.getColumns() - 1), STATUS_LINE));
            return;
        }
        String right = mode == Mode.LIST ? position() : "";
        int room = size.getColumns() - right.length() - 1;
        String trouble = Views.trouble(hosts);
        if (!message.isEmpty()) {
            palette.message(graphics, false);
            put(graphics, STATUS_LINE, Cells.cut(message, room), size);
        } else if (trouble != null) {
            palette.message(graphics, true);
            put(graphics, STATUS_LINE, Cells.cut(trouble, room), size);
        } else {
            palette.plain(graphics);
            String line = hosts.isEmpty()
                    ? "sampling ..."
                    : views.hostLine(hosts, loads(), Math.min(room, size.getColumns() / 2));
            put(graphics, STATUS_LINE, line, size);
        }
        palette.plain(graphics);
        if (room > 0) {
            graphics.putString(room + 1, STATUS_LINE, right);
        }
    }

    private List<Float> loads() {
        List<Float> loads = new ArrayList<>();
        for (float load : hostLoads.last(History.LENGTH)) {
            loads.add(load);
        }
        return loads;
    }

    /** The order, the filter, and which rows of how many are in sight. */
    private String position() {
        StringBuilder text = new StringBuilder();
        if (settings.perSecond) {
            text.append("per second  ");
        }
        if (!settings.filter.isEmpty()) {
            text.append("filter ").append(Cells.name(settings.filter)).append("  ");
        }
        if (settings.view != View.PCPU) {
            boolean up = (settings.sort == SortOrder.ID || settings.sort == SortOrder.NAME) != settings.reversed;
            text.append("by ").append(settings.sort.word()).append(up ? " ^  " : " v  ");
        }
        int last = Math.min(rows.size(), top + visibleRows());
        text.append(rows.isEmpty() ? 0 : top + 1)
                .append('-')
                .append(last)
                .append('/')
                .append(rows.size());
        return text.toString();
    }

    private void list(TextGraphics graphics, TerminalSize size) {
        String heading = views.heading(hosts, size.getColumns());
        palette.heading(graphics);
        graphics.putString(0, HEADING_LINE, Cells.left(heading, size.getColumns()));
        int[] sorted = views.sortedColumn(heading);
        if (sorted != null) {
            palette.sortedColumn(graphics);
            graphics.putString(sorted[0], HEADING_LINE, heading.substring(sorted[0], sorted[1]));
        }
        for (int i = 0; i < visibleRows() && top + i < rows.size(); i++) {
            Row row = rows.get(top + i);
            boolean chosen = selected != null && selected.equals(row.key());
            palette.row(graphics, row.tone(), chosen);
            String text = Cells.cut(row.text(), size.getColumns());
            graphics.putString(0, FIRST_ROW + i, chosen ? Cells.left(text, size.getColumns()) : text);
        }
    }

    private void detail(TextGraphics graphics, TerminalSize size) {
        DomainReading domain = detailedDomain();
        palette.heading(graphics);
        graphics.putString(
                0,
                HEADING_LINE,
                Cells.left("  Rates per second.  Esc goes back, up and down scroll.", size.getColumns()));
        palette.plain(graphics);
        if (domain == null) {
            put(graphics, FIRST_ROW, "The domain is gone.", size);
            return;
        }
        List<String> lines = details.lines(domain, facts, size.getColumns());
        detailTop = Math.max(0, Math.min(detailTop, lines.size() - visibleRows()));
        lines(graphics, lines.subList(detailTop, lines.size()), FIRST_ROW, size);
    }

    private void sortMenu(TextGraphics graphics, TerminalSize size) {
        palette.heading(graphics);
        graphics.putString(0, HEADING_LINE, Cells.left("  Order by: a digit, up and down, Enter", size.getColumns()));
        SortOrder[] orders = SortOrder.values();
        for (int i = 0; i < orders.length; i++) {
            palette.row(graphics, Row.Tone.NORMAL, i == sortCursor);
            put(
                    graphics,
                    FIRST_ROW + i,
                    (orders[i] == settings.sort ? "* " : "  ") + i + "  " + orders[i].title(),
                    size);
        }
    }

    private void lines(TextGraphics graphics, List<String> lines, int from, TerminalSize size) {
        palette.plain(graphics);
        for (int i = 0; i < lines.size() && from + i < size.getRows(); i++) {
            put(graphics, from + i, lines.get(i), size);
        }
    }

    private static void put(TextGraphics graphics, int line, String text, TerminalSize size) {
        if (line < size.getRows() && !text.isEmpty()) {
            graphics.putString(0, line, Cells.cut(text, size.getColumns()));
        }
    }
}
