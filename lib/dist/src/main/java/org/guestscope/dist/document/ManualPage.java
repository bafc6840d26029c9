package org.guestscope.dist.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.guestscope.cli.Option;
import org.guestscope.cli.OptionTable;
import org.guestscope.guest.catalogue.ActionDefinition;
import org.guestscope.guest.catalogue.ActionTexts;
import org.guestscope.guest.catalogue.Catalogue;
import org.guestscope.guestfish.command.Builtins;
import org.guestscope.guestfish.command.CommandHelp;

/**
 * Expands the template of a page. A line of the form {@code @NAME@} stands for what is made from the definitions: {@code
 * TITLE}, {@code SYNOPSIS} and {@code OPTIONS} of a command, {@code COMMANDS} of guestfish itself, {@code ACTIONS}.
 */
final class ManualPage {

    private final Roff page = new Roff();
    private final String title;
    private final OptionTable options;

    private ManualPage(String title, OptionTable options) {
        this.title = title;
        this.options = options;
    }

    /**
     * The page of a command.
     *
     * @param version of this project
     * @param date of the build, as {@code YYYY-MM-DD}
     */
    static String ofCommand(OptionTable options, String template, String version, String date) {
        return new ManualPage(title(options.command(), "1", version, date), options).expand(template);
    }

    /** The page of all actions. */
    static String ofActions(String template, String version, String date) {
        OptionTable none = new OptionTable("", List.of(), "", List.of());
        return new ManualPage(title("guestscope-actions", "7", version, date), none).expand(template);
    }

    private static String title(String name, String section, String version, String date) {
        return ".TH %s %s %s \"guestscope %s\" \"guestscope\""
                .formatted(Roff.escape(name.toUpperCase(Locale.ROOT)), section, date, version);
    }

    private String expand(String template) {
        for (String line : template.strip().split("\n")) {
            switch (line) {
                case "@TITLE@" -> page.raw(title);
                case "@SYNOPSIS@" -> synopsis();
                case "@OPTIONS@" -> options();
                case "@COMMANDS@" -> Builtins.all().forEach(builtin -> command(CommandHelp.of(builtin)));
                case "@ACTIONS@" -> actions();
                default -> page.raw(line);
            }
        }
        return page.toString();
    }

    private void synopsis() {
        page.raw(".nf");
        for (String line : options.synopsis()) {
            page.raw("\\fB" + Roff.escape(options.command()) + "\\fR " + Roff.escape(line));
        }
        page.raw(".fi");
    }

    private void options() {
        for (Option option : options.options()) {
            if (!option.help().isEmpty()) {
                page.raw(".TP").raw(heading(option)).prose(option.help());
            }
        }
    }

    private static String heading(Option option) {
        String value = "\\fI" + Roff.escape(option.valueName()) + "\\fR";
        String letterValue = "";
        String nameValue = "";
        switch (option.argument()) {
            case NONE -> {}
            case REQUIRED -> {
                letterValue = " " + value;
                nameValue = "=" + value;
            }
            case OPTIONAL -> {
                letterValue = "[" + value + "]";
                nameValue = "[=" + value + "]";
            }
        }
        List<String> spellings = new ArrayList<>();
        if (option.shortName() != 0) {
            spellings.add("\\fB\\-" + option.shortName() + "\\fR" + letterValue);
        }
        if (option.longName() != null) {
            spellings.add("\\fB" + Roff.escape("--" + option.longName()) + "\\fR" + nameValue);
        }
        return String.join(", ", spellings);
    }

    private void actions() {
        ActionTexts texts = ActionTexts.load();
        Map<String, List<ActionDefinition>> families = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (ActionDefinition action : Catalogue.load().all()) {
            families.computeIfAbsent(action.familyTitle(), family -> new ArrayList<>())
                    .add(action);
        }
        families.forEach((family, actions) -> {
            page.request("SH", family.toUpperCase(Locale.ROOT));
            for (ActionDefinition action : actions) {
                command(CommandHelp.of(action, texts));
            }
        });
    }

    private void command(CommandHelp help) {
        page.request("SS", help.name() + " - " + help.summary());
        page.raw(".RS 4").prose("`" + help.usage().replace(" ", "` `") + "`").raw(".RE");
        for (String paragraph : help.description().split("\n\n")) {
            page.raw(".PP");
            if (paragraph.startsWith(" ")) {
                page.raw(".RS 4").lines(paragraph.stripIndent()).raw(".RE");
            } else {
                page.prose(paragraph);
            }
        }
        for (CommandHelp.Parameter parameter : help.parameters()) {
            page.raw(".TP").prose("`" + parameter.name() + "`").prose(parameter.text());
        }
        paragraph(help.result().isEmpty() ? "" : "Result: " + help.result());
        paragraph(String.join(" ", help.notes()));
        paragraph(help.aliasNote());
    }

    private void paragraph(String text) {
        if (!text.isEmpty()) {
            page.raw(".PP").prose(text);
        }
    }
}
