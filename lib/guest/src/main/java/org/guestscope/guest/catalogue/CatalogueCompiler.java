package org.guestscope.guest.catalogue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Build step: reads the annotated interfaces of {@code org.guestscope.guest.action} and writes the catalogue's resource.
 *
 * <p>Usage: {@code CatalogueCompiler CLASSES-DIRECTORY}.
 */
public final class CatalogueCompiler {

    private static final String ACTION_PACKAGE = "org.guestscope.guest.action";

    private CatalogueCompiler() {}

    /** Runs the build step. */
    public static void main(String[] args) throws IOException, ReflectiveOperationException {
        Path classes = Path.of(args[0]);
        Path target = classes.resolve("org/guestscope/guest/catalogue/" + CatalogueFormat.RESOURCE);
        Files.write(target, compile(families(classes)));
    }

    /** The family interfaces below a directory of class files, sorted by name. */
    private static List<Class<?>> families(Path classes) throws IOException, ReflectiveOperationException {
        Map<String, Class<?>> families = new TreeMap<>();
        Path directory = classes.resolve(ACTION_PACKAGE.replace('.', '/'));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.class")) {
            for (Path file : files) {
                String simple = file.getFileName().toString().replaceFirst("\\.class$", "");
                Class<?> type = Class.forName(ACTION_PACKAGE + "." + simple);
                if (type.isAnnotationPresent(Family.class)) {
                    families.put(simple, type);
                }
            }
        }
        return List.copyOf(families.values());
    }

    static byte[] compile(List<Class<?>> families) throws IOException {
        Map<String, ActionDefinition> byName = new TreeMap<>();
        for (Class<?> family : families) {
            for (ActionDefinition action : FamilyReader.read(family)) {
                add(byName, action.name(), action);
                for (String alias : action.aliases()) {
                    add(byName, alias, action);
                }
            }
        }
        List<String> findings = CatalogueLint.check(byName);
        if (!findings.isEmpty()) {
            throw new IllegalStateException("the catalogue of actions has faults:\n" + String.join("\n", findings));
        }
        return encode(byName);
    }

    private static void add(Map<String, ActionDefinition> byName, String name, ActionDefinition action) {
        ActionDefinition other = byName.put(name, action);
        if (other != null) {
            throw new IllegalStateException(
                    "%s names both %s and %s".formatted(name, other.methodName(), action.methodName()));
        }
    }

    private static byte[] encode(Map<String, ActionDefinition> byName) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        DataOutputStream definitions = new DataOutputStream(body);
        Map<String, Integer> offsets = new TreeMap<>();
        for (ActionDefinition action : new ArrayList<>(byName.values())) {
            if (!offsets.containsKey(action.name())) {
                offsets.put(action.name(), definitions.size());
                CatalogueFormat.write(definitions, action);
            }
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(whole);
        out.writeInt(CatalogueFormat.MAGIC);
        out.writeShort(CatalogueFormat.VERSION);
        out.writeShort(byName.size());
        for (Map.Entry<String, ActionDefinition> entry : byName.entrySet()) {
            out.writeUTF(entry.getKey());
            Integer offset = offsets.get(entry.getValue().name());
            out.writeInt(offset == null ? 0 : offset);
        }
        body.writeTo(out);
        return whole.toByteArray();
    }
}
