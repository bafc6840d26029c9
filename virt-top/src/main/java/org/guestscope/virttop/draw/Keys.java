package org.guestscope.virttop.draw;

import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import com.googlecode.lanterna.input.MouseAction;
import com.googlecode.lanterna.input.MouseActionType;
import java.io.IOException;
import org.guestscope.virttop.model.DomainReading;
import org.guestscope.virttop.model.SortOrder;
import org.guestscope.virttop.model.View;
import org.guestscope.virttop.settings.InitFile;
import org.guestscope.virttop.settings.Settings;

/** What each key does. */
final class Keys {

    /** Rows a turn of the mouse wheel moves. */
    private static final int WHEEL_ROWS = 3;

    private static final double SHORT_SECONDS = 1;
    private static final double LONG_SECONDS = 2;
    private static final int MAX_TYPED = 60;

    /** What keys ask of the program around the screen. */
    interface Actions {
        void sampleNow();

        /** Finds out what a domain is; the answer comes to the screen later. */
        void wantFacts(DomainReading domain);
    }

    private final TopScreen screen;
    private final Settings settings;
    private final Actions actions;

    Keys(TopScreen screen, Settings settings, Actions actions) {
        this.screen = screen;
        this.settings = settings;
        this.actions = actions;
    }

    /** Does what {@code key} says; false when that is to quit. */
    boolean press(KeyStroke key) {
        if (key.getKeyType() == KeyType.EOF) {
            return false;
        }
        if (key.isCtrlDown() && key.getKeyType() == KeyType.Character && key.getCharacter() == 'c') {
            return false;
        }
        if (settings.compat) {
            actions.sampleNow();
        }
        if (key instanceof MouseAction mouse) {
            mouse(mouse);
            return true;
        }
        switch (screen.mode) {
            case HELP -> screen.mode = screen.detailed == null ? TopScreen.Mode.LIST : TopScreen.Mode.DETAIL;
            case PROMPT -> type(key);
            case SORT_MENU -> {
                return sortMenu(key);
            }
            case DETAIL -> {
                return detail(key);
            }
            case LIST -> {
                return list(key);
            }
        }
        screen.layOut();
        return true;
    }

    private boolean list(KeyStroke key) {
        switch (key.getKeyType()) {
            case ArrowUp -> screen.move(-1);
            case ArrowDown -> screen.move(1);
            case ArrowLeft -> screen.moveColumns(-1);
            case ArrowRight -> screen.moveColumns(1);
            case PageUp -> screen.scroll(-screen.visibleRows());
            case PageDown -> screen.scroll(screen.visibleRows());
            case Home -> screen.move(Integer.MIN_VALUE / 2);
            case End -> screen.move(Integer.MAX_VALUE / 2);
            case Enter -> openDetail();
            case Escape -> {
                screen.selected = null;
                settings.filter = "";
            }
            case Character -> {
                return character(key);
            }
            default -> unknown();
        }
        screen.layOut();
        return true;
    }

    private boolean character(KeyStroke key) {
        char c = key.getCharacter();
        if (key.isCtrlDown()) {
            if (c == 'l') {
                actions.sampleNow();
            } else {
                unknown();
            }
            return true;
        }
        switch (c) {
            case 'q' -> {
                return false;
            }
            case ' ' -> actions.sampleNow();
            case 'h', '?' -> screen.mode = TopScreen.Mode.HELP;
            case 'd', 's' -> ask(TopScreen.Prompt.DELAY, "");
            case '/' -> ask(TopScreen.Prompt.FILTER, settings.filter);
            case 'B' -> settings.blockInBytes = !settings.blockInBytes;
            case 'r' -> settings.perSecond = !settings.perSecond;
            case 'R' -> settings.reversed = !settings.reversed;
            case '0' -> view(View.DOMAINS);
            case '1' -> toggle(View.PCPU);
            case '2' -> toggle(View.INTERFACES);
            case '3' -> toggle(View.BLOCK);
            case 'P' -> sort(SortOrder.CPU);
            case 'M' -> sort(SortOrder.MEMORY);
            case 'T' -> sort(SortOrder.TIME);
            case 'N' -> sort(SortOrder.ID);
            case '<' -> sort(neighbour(-1));
            case '>' -> sort(neighbour(1));
            case 'F' -> {
                screen.mode = TopScreen.Mode.SORT_MENU;
                screen.sortCursor = settings.sort.ordinal();
            }
            case 'W' -> write();
            case 'j' -> screen.move(1);
            case 'k' -> screen.move(-1);
            default -> unknown();
        }
        screen.layOut();
        return true;
    }

    private void unknown() {
        screen.say("Unknown command - try 'h' for help", SHORT_SECONDS);
    }

    private void ask(TopScreen.Prompt prompt, String typed) {
        screen.mode = TopScreen.Mode.PROMPT;
        screen.prompt = prompt;
        screen.typed = typed;
    }

    private void toggle(View view) {
        view(settings.view == view ? View.DOMAINS : view);
    }

    private void view(View view) {
        if (settings.view != view) {
            settings.view = view;
            screen.selected = null;
        }
    }

    private void sort(SortOrder order) {
        settings.sort = order;
    }

    private SortOrder neighbour(int by) {
        SortOrder[] orders = SortOrder.values();
        return orders[Math.floorMod(settings.sort.ordinal() + by, orders.length)];
    }

    private void write() {
        String file = settings.initFile;
        if (file == null || !settings.overwriteInitFile) {
            screen.say("Settings are not written: there is no init file, or it is not to be overwritten", LONG_SECONDS);
            return;
        }
        try {
            InitFile.write(file, settings);
            screen.say("Wrote settings to " + Cells.name(file), LONG_SECONDS);
        } catch (IOException e) {
            screen.say("Could not write " + Cells.name(file + ": " + e.getMessage()), LONG_SECONDS);
        }
    }

    private void openDetail() {
        DomainReading domain = screen.chosenDomain();
        if (domain == null) {
            return;
        }
        screen.openDetail(domain);
        actions.wantFacts(domain);
    }

    private boolean detail(KeyStroke key) {
        switch (key.getKeyType()) {
            case ArrowUp -> screen.detailTop--;
            case ArrowDown -> screen.detailTop++;
            case PageUp -> screen.detailTop -= screen.visibleRows();
            case PageDown -> screen.detailTop += screen.visibleRows();
            case Home -> screen.detailTop = 0;
            case Character -> {
                switch (key.getCharacter()) {
                    case ' ' -> actions.sampleNow();
                    case 'k' -> screen.detailTop--;
                    case 'j' -> screen.detailTop++;
                    case 'h', '?' -> screen.mode = TopScreen.Mode.HELP;
                    default -> screen.closeDetail();
                }
            }
            default -> screen.closeDetail();
        }
        screen.detailTop = Math.max(0, screen.detailTop);
        screen.layOut();
        return true;
    }

    private boolean sortMenu(KeyStroke key) {
        int last = SortOrder.values().length - 1;
        switch (key.getKeyType()) {
            case ArrowUp -> cursor(Math.max(0, screen.sortCursor - 1));
            case ArrowDown -> cursor(Math.min(last, screen.sortCursor + 1));
            case Character -> {
                char c = key.getCharacter();
                screen.mode = TopScreen.Mode.LIST;
                switch (c) {
                    case 'P' -> sort(SortOrder.CPU);
                    case 'M' -> sort(SortOrder.MEMORY);
                    case 'T' -> sort(SortOrder.TIME);
                    case 'N' -> sort(SortOrder.ID);
                    default -> {
                        if (c >= '0' && c - '0' <= last) {
                            sort(SortOrder.values()[c - '0']);
                        } else if (c != ' ' && c != 'q') {
                            screen.mode = TopScreen.Mode.SORT_MENU;
                        }
                    }
                }
            }
            default -> screen.mode = TopScreen.Mode.LIST;
        }
        screen.layOut();
        return true;
    }

    private void cursor(int at) {
        screen.sortCursor = at;
        sort(SortOrder.values()[at]);
    }

    private void type(KeyStroke key) {
        switch (key.getKeyType()) {
            case Escape -> {
                screen.mode = TopScreen.Mode.LIST;
                if (screen.prompt == TopScreen.Prompt.FILTER) {
                    settings.filter = "";
                }
            }
            case Backspace -> {
                if (!screen.typed.isEmpty()) {
                    screen.typed = screen.typed.substring(0, screen.typed.length() - 1);
                }
            }
            case Enter -> {
                screen.mode = TopScreen.Mode.LIST;
                if (screen.prompt == TopScreen.Prompt.DELAY) {
                    delay(screen.typed.strip());
                }
            }
            case Character -> {
                if (!key.isCtrlDown() && !key.isAltDown() && screen.typed.length() < MAX_TYPED) {
                    screen.typed += key.getCharacter();
                }
            }
            default -> {} // no cursor within what is typed
        }
        if (screen.mode == TopScreen.Mode.PROMPT && screen.prompt == TopScreen.Prompt.FILTER) {
            settings.filter = screen.typed;
        }
    }

    private void delay(String text) {
        if (text.isEmpty()) {
            return;
        }
        try {
            double seconds = Double.parseDouble(text);
            if (seconds > 0 && !Double.isInfinite(seconds)) {
                settings.delay = seconds;
                actions.sampleNow();
            } else {
                screen.say("Delay must be > 0", LONG_SECONDS);
            }
        } catch (NumberFormatException e) {
            screen.say("Not a valid number", LONG_SECONDS);
        }
    }

    private void mouse(MouseAction mouse) {
        int line = mouse.getPosition().getRow();
        MouseActionType type = mouse.getActionType();
        if (screen.mode == TopScreen.Mode.LIST) {
            if (type == MouseActionType.SCROLL_UP) {
                screen.scroll(-WHEEL_ROWS);
            } else if (type == MouseActionType.SCROLL_DOWN) {
                screen.scroll(WHEEL_ROWS);
            } else if (type == MouseActionType.CLICK_DOWN) {
                String before = screen.selected;
                if (screen.choose(line)) {
                    if (before != null && before.equals(screen.selected)) {
                        openDetail();
                    }
                } else {
                    screen.sortByColumn(line, mouse.getPosition().getColumn());
                }
            }
        } else if (screen.mode == TopScreen.Mode.DETAIL) {
            if (type == MouseActionType.SCROLL_UP) {
                screen.detailTop = Math.max(0, screen.detailTop - WHEEL_ROWS);
            } else if (type == MouseActionType.SCROLL_DOWN) {
                screen.detailTop += WHEEL_ROWS;
            }
        }
    }
}
