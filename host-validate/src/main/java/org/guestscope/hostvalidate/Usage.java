package org.guestscope.hostvalidate;

import org.guestscope.cli.Option;
import org.guestscope.cli.OptionTable;
import org.guestscope.hostvalidate.compat.Driver;

/**
 * The help text, in the shape of libvirt's tool: an empty line, the syntax, the hypervisor types that can be checked
 * here, the options.
 */
final class Usage {
    private static final int DESCRIPTION_COLUMN = 25;

    private Usage() {}

    static String text(OptionTable table) {
        StringBuilder text = new StringBuilder("\nsyntax: ").append(table.command());
        text.append(' ').append(table.synopsis().get(0)).append("\n\n").append(table.summary());
        text.append("\n\n Hypervisor types:\n\n");
        for (Driver driver : Driver.values()) {
            if (driver.exists()) {
                text.append("   - ").append(driver.argument());
                text.append(driver.isDefault() ? "\n" : " (only when named)\n");
            }
        }
        text.append("\n Options:\n");
        for (Option option : table.options()) {
            int start = text.length();
            text.append(option.shortName() == 0 ? "       " : "   -" + option.shortName() + ", ");
            text.append("--").append(option.longName()).append(' ');
            while (text.length() < start + DESCRIPTION_COLUMN) {
                text.append(' ');
            }
            text.append(option.help()).append('\n');
        }
        return text.append('\n').toString();
    }
}
