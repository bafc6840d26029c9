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
 * Build step: reads the annotated interfaces of {@code org.guestscope.guest.action} and their documentation comments, and
 * writes the resources of {@link Catalogue} and {@link ActionTexts}.
 *
 * <p>Usage: {@code CatalogueCompiler CLASSES-DIRECTORY SOURCE-DIRECTORY}.
 */
public final class CatalogueCompiler {

    private static final String ACTION_PACKAGE = "org.guestscope.guest.action";

    private CatalogueCompiler() {}

    /** Runs the build step. */
    public static void main(String[] args) throws IOException, ReflectiveOperationException {
        Path classes = Path.of(args[0]);
        List<Class<?>> families = families(classes);
        Path target = classes.resolve("org/guestscope/guest/catalogue");
        Files.write(target.resolve(CatalogueFormat.RESOURCE), compile(families));
        Files.write(target.resolve(ActionTexts.RESOURCE), ActionTexts.write(texts(families, Path.of(args[1]))));
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

    /** What the comments of the families' methods say, by the actions' names. */
    static Map<String, ActionText> texts(List<Class<?>> families, Path sources) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Class<?> family : families) {
            files.add(sources.resolve(family.getName().replace('.', '/') + ".java"));
        }
        Map<String, ActionText> comments = DeclarationComments.read(files);
        Map<String, ActionText> texts = new TreeMap<>();
        List<String> findings = new ArrayList<>();
        for (Class<?> family : families) {
            for (ActionDefinition action : FamilyReader.read(family)) {
                ActionText text = comments.get(family.getSimpleName() + "." + action.methodName());
                if (text == null) {
                    findings.add(action.name() + ": its method has no documentation comment");
                } else {
                    findings.addAll(TextLint.check(action, text));
                    texts.put(action.name(), text);
                }
            }
        }
        refuse(findings);
        return texts;
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
        refuse(CatalogueLint.check(byName));
        return encode(byName);
    }

    private static void refuse(List<String> findings) {
        if (!findings.isEmpty()) {
            throw new IllegalStateException("the catalogue of actions has faults:\n" + String.join("\n", findings));
        }
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
