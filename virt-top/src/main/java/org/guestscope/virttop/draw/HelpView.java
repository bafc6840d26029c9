package org.guestscope.virttop.draw;

import java.util.ArrayList;
import java.util.List;
import org.guestscope.virttop.settings.Settings;

/** The help screen: two columns that fit 80x24, and what is set at the moment. */
final class HelpView {

    private static final int COLUMN = 40;

    private static final String[][] KEYS = {
        {"0", "domains"}, {"space ^L", "sample now"},
        {"1", "physical CPUs / domains"}, {"d  s", "delay between samples"},
        {"2", "interfaces / domains"}, {"B", "disk requests / bytes"},
        {"3", "block devices / domains"}, {"r", "per sample / per second"},
        {"", ""}, {"", ""},
        {"P", "order by %CPU"}, {"up down  j k", "choose a row"},
        {"M", "order by memory"}, {"PgUp PgDn", "one screen"},
        {"T", "order by CPU time"}, {"Home End", "first, last"},
        {"N", "order by ID"}, {"Enter", "all about the domain"},
        {"F", "order by ..."}, {"/", "filter by name"},
        {"<  >", "order by the next column"}, {"Esc", "back; filter off"},
        {"R", "reverse the order"}, {"left right", "more domains by CPU"},
        {"", ""}, {"mouse", "choose, scroll, order"},
        {"W", "write the init file"}, {"q  ^C", "quit"},
    };

    private HelpView() {}

    static List<String> lines(Settings settings) {
        List<String> lines = new ArrayList<>();
        lines.add("virt-top: keys");
        lines.add("");
        for (int i = 0; i < KEYS.length; i += 2) {
            lines.add((Cells.left(key(KEYS[i]), COLUMN) + key(KEYS[i + 1])).stripTrailing());
        }
        lines.add("");
        lines.add("Delay " + settings.delay + " s; secure mode " + (settings.secure ? "on" : "off")
                + "; hosts are never changed.");
        lines.add(settings.initFile == null ? "No init file." : "Init file " + Cells.name(settings.initFile));
        lines.add("");
        lines.add("Press any key to return.");
        return lines;
    }

    private static String key(String[] entry) {
        return entry[0].isEmpty() ? "" : "  " + Cells.left(entry[0], 13) + entry[1];
    }
}
