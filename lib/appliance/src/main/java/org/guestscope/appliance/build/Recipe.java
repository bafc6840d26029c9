package org.guestscope.appliance.build;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What goes into an appliance, read from the list of a distribution family.
 *
 * @param tools the packages whose closure makes the root file system
 * @param kernel the packages that bring the kernel and its modules, the kernel's own first
 * @param java the package that brings the JDK whose parts make the runtime
 * @param without names of packages of the closure that are left out; a trailing {@code *} stands for any ending
 */
record Recipe(List<Wish> tools, List<Wish> kernel, Wish java, List<String> without) {

    /**
     * A package wanted.
     *
     * @param names in the order of preference
     * @param optional whether the appliance works without it
     */
    record Wish(List<String> names, boolean optional) {}

    /** Reads the list named {@code resource} beside this class. */
    static Recipe load(String resource) throws IOException {
        return parse(resource, text(resource));
    }

    static String text(String resource) throws IOException {
        try (InputStream in = Recipe.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException(resource + ": not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static Recipe parse(String source, String text) throws IOException {
        Map<String, List<String>> sections = new TreeMap<>();
        List<String> current = new ArrayList<>();
        for (String line : entries(text)) {
            if (line.startsWith("[") && line.endsWith("]")) {
                current = sections.computeIfAbsent(line.substring(1, line.length() - 1), name -> new ArrayList<>());
            } else {
                current.add(line);
            }
        }
        return new Recipe(
                wishes(section(source, sections, "tools")),
                wishes(section(source, sections, "kernel")),
                wish(section(source, sections, "java").get(0)),
                section(source, sections, "without"));
    }

    /** The lines of a list: trimmed, without comments and empty ones. */
    static List<String> entries(String text) {
        return text.lines()
                .map(String::trim)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }

    boolean leavesOut(String name) {
        return without.stream()
                .anyMatch(pattern -> pattern.endsWith("*")
                        ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                        : name.equals(pattern));
    }

    private static List<String> section(String source, Map<String, List<String>> sections, String name)
            throws IOException {
        List<String> lines = sections.get(name);
        if (lines == null || lines.isEmpty()) {
            throw new IOException("%s: section [%s] is missing or empty".formatted(source, name));
        }
        return List.copyOf(lines);
    }

    private static List<Wish> wishes(List<String> lines) {
        return lines.stream().map(Recipe::wish).toList();
    }

    private static Wish wish(String line) {
        boolean optional = line.startsWith("?");
        String names = optional ? line.substring(1) : line;
        return new Wish(List.of(names.trim().split("\\s*\\|\\s*")), optional);
    }
}
