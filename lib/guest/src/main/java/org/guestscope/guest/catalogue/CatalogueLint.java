package org.guestscope.guest.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Rules that every declaration has to keep, checked when the catalogue is built. */
final class CatalogueLint {

    /** Capitals only as the last letters: {@code resize2fs-M}, {@code mke2fs-JL}, {@code sfdiskM}. */
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*(-?[A-Z]{1,2})?");

    private static final Pattern PARAM = Pattern.compile("[a-z][a-z0-9]*");
    private static final Pattern SINCE = Pattern.compile("[0-9]+\\.[0-9]+\\.[0-9]+");

    /** Keeps a line of {@code help --list} below 100 columns. */
    private static final int SUMMARY_LIMIT = 78;

    private CatalogueLint() {}

    static List<String> check(Map<String, ActionDefinition> byName) {
        List<String> findings = new ArrayList<>();
        byName.forEach((name, action) -> {
            if (name.equals(action.name())) {
                check(action, byName, findings);
            } else if (!NAME.matcher(name).matches()) {
                findings.add(name + ": not a name in lower case with dashes");
            }
        });
        return findings;
    }

    private static void check(ActionDefinition action, Map<String, ActionDefinition> byName, List<String> findings) {
        String name = action.name();
        expect(NAME.matcher(name).matches(), name, "not a name in lower case with dashes", findings);
        expect(SINCE.matcher(action.since()).matches(), name, "since is not a version of three numbers", findings);
        String summary = action.summary();
        expect(!summary.isEmpty() && !summary.endsWith("."), name, "summary is empty or ends in a full stop", findings);
        expect(summary.length() <= SUMMARY_LIMIT, name, "summary is longer than " + SUMMARY_LIMIT, findings);
        if (!action.deprecatedBy().isEmpty()) {
            expect(action.deprecated(), name, "has a successor but is not deprecated", findings);
            expect(byName.containsKey(action.deprecatedBy()), name, "its successor does not exist", findings);
        }
        checkParams(action, findings);
    }

    private static void checkParams(ActionDefinition action, List<String> findings) {
        boolean optionalSeen = false;
        int sources = 0;
        int sinks = 0;
        for (ParamDefinition param : action.params()) {
            expect(PARAM.matcher(param.name()).matches(), action.name(), "bad parameter " + param.name(), findings);
            expect(param.optional() || !optionalSeen, action.name(), "required parameter after an optional", findings);
            optionalSeen |= param.optional();
            sources += param.kind() == ParamKind.FILE_IN ? 1 : 0;
            sinks += param.kind() == ParamKind.FILE_OUT ? 1 : 0;
        }
        expect(sources <= 1 && sinks <= 1, action.name(), "more than one stream in one direction", findings);
    }

    private static void expect(boolean holds, String name, String finding, List<String> findings) {
        if (!holds) {
            findings.add(name + ": " + finding);
        }
    }
}
