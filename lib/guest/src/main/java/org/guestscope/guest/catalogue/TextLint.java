package org.guestscope.guest.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rules that the comment of every action has to keep, checked when the catalogue is built. */
final class TextLint {

    /** Fits an indented line of help on a terminal of 80 columns. */
    private static final int LINE_LIMIT = 72;

    /** More than a dozen lines of help belong in a manual. */
    private static final int DESCRIPTION_LIMIT = 1200;

    private TextLint() {}

    static List<String> check(ActionDefinition action, ActionText text) {
        List<String> findings = new ArrayList<>();
        checkDescription(text.description(), findings);
        for (ParamDefinition param : action.params()) {
            boolean explained = text.params().containsKey(param.name())
                    || text.description().contains('`' + param.name() + '`');
            expect(explained, "the parameter " + param.name() + " is not explained", findings);
        }
        for (Map.Entry<String, String> param : text.params().entrySet()) {
            expect(
                    isParam(action, param.getKey()),
                    "explains " + param.getKey() + ", which it does not have",
                    findings);
            checkFragment("the text of " + param.getKey(), param.getValue(), findings);
        }
        boolean givesBack = action.returns() != ReturnKind.NOTHING;
        boolean saysSo = !text.result().isEmpty() || text.description().contains("Returns");
        expect(givesBack || text.result().isEmpty(), "explains a result, which it does not have", findings);
        expect(!givesBack || saysSo, "does not say what it returns", findings);
        if (!text.result().isEmpty()) {
            checkFragment("the text of the result", text.result(), findings);
        }
        findings.replaceAll(finding -> action.name() + ": " + finding);
        return findings;
    }

    private static void checkDescription(String description, List<String> findings) {
        expect(!description.isEmpty(), "has no description", findings);
        expect(description.length() <= DESCRIPTION_LIMIT, "has a description that is too long", findings);
        checkQuotes("the description", description, findings);
        for (String paragraph : description.split("\n\n")) {
            if (paragraph.startsWith(" ")) {
                for (String line : paragraph.split("\n")) {
                    expect(line.length() <= LINE_LIMIT, "has an example that is too wide: " + line.strip(), findings);
                }
            } else if (!paragraph.isEmpty()) {
                char last = paragraph.charAt(paragraph.length() - 1);
                expect(last == '.' || last == ':', "has a paragraph without a full stop: " + paragraph, findings);
                expect(Character.isUpperCase(paragraph.charAt(0)), "begins in lower case: " + paragraph, findings);
            }
        }
    }

    private static void checkFragment(String what, String text, List<String> findings) {
        expect(!text.isEmpty() && !text.endsWith("."), what + " is empty or ends in a full stop", findings);
        expect(!text.contains("\n\n"), what + " has more than one paragraph", findings);
        checkQuotes(what, text, findings);
    }

    private static void checkQuotes(String what, String text, List<String> findings) {
        expect(
                text.chars().filter(c -> c == '`').count() % 2 == 0,
                what + " has an odd number of backquotes",
                findings);
    }

    private static boolean isParam(ActionDefinition action, String name) {
        return action.params().stream().anyMatch(param -> param.name().equals(name));
    }

    private static void expect(boolean holds, String finding, List<String> findings) {
        if (!holds) {
            findings.add(finding);
        }
    }
}
