package org.guestscope.hostvalidate.host;

import java.util.ArrayList;
import java.util.List;

/**
 * Parameters of the running kernel's command line. Double quotes hold blanks together, around a value or around the
 * whole parameter; in names {@code -} and {@code _} are the same.
 */
public final class KernelCommandLine {
    /**
     * One parameter.
     *
     * @param name with underscores for hyphens
     * @param value without its quotes; "" for a bare word too
     * @param bare whether there is no equals sign
     */
    public record Parameter(String name, String value, boolean bare) {}

    private final List<Parameter> parameters;

    private KernelCommandLine(List<Parameter> parameters) {
        this.parameters = parameters;
    }

    /** The host's command line; one without parameters when it cannot be read. */
    public static KernelCommandLine read(Host host) {
        return parse(host.value("/proc/cmdline"));
    }

    /** The parameters of that text. */
    public static KernelCommandLine parse(String text) {
        List<Parameter> parameters = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        int equals = -1;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            if (c == '"') {
                quoted = !quoted;
            } else if (Character.isWhitespace(c) && (!quoted || i == text.length())) {
                if (word.length() > 0) {
                    parameters.add(parameter(word.toString(), equals));
                }
                word.setLength(0);
                equals = -1;
            } else {
                if (c == '=' && equals < 0) {
                    equals = word.length();
                }
                word.append(c);
            }
        }
        return new KernelCommandLine(parameters);
    }

    private static Parameter parameter(String word, int equals) {
        String name = equals < 0 ? word : word.substring(0, equals);
        String value = equals < 0 ? "" : word.substring(equals + 1);
        return new Parameter(name.replace('-', '_'), value, equals < 0);
    }

    /** All of them in order. */
    public List<Parameter> parameters() {
        return parameters;
    }

    /** Whether the parameter occurs, with a value or without. */
    public boolean has(String name) {
        for (Parameter parameter : parameters) {
            if (parameter.name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** Value of its last occurrence, which is the one most parameters heed; "" when it is bare or absent. */
    public String value(String name) {
        String value = "";
        for (Parameter parameter : parameters) {
            if (parameter.name().equals(name)) {
                value = parameter.value();
            }
        }
        return value;
    }

    /** Whether any occurrence has a value that begins with one of these. */
    public boolean hasValueStarting(String name, String... starts) {
        for (Parameter parameter : parameters) {
            if (parameter.name().equals(name) && !parameter.bare()) {
                for (String start : starts) {
                    if (parameter.value().startsWith(start)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
