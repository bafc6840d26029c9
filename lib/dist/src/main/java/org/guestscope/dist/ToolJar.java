package org.guestscope.dist;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * A tool's jar, which says in its manifest how it wants to be run.
 *
 * @param jar the jar
 * @param mainClass {@code Main-Class}
 * @param classPath the jar and those of its {@code Class-Path}, in that order
 * @param launchers {@code Guestscope-Launchers}: the names in bin/ that run it
 * @param javaOptions {@code Guestscope-Java-Options}: options for java of this tool alone
 * @param training {@code Guestscope-Training}: the arguments of the run that fills the class archive
 */
record ToolJar(
        Path jar,
        String mainClass,
        List<Path> classPath,
        List<String> launchers,
        List<String> javaOptions,
        List<String> training) {

    /** Every tool among the jars of {@code folder}. */
    static List<ToolJar> in(Path folder) throws IOException {
        List<ToolJar> tools = new ArrayList<>();
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "*.jar")) {
            for (Path jar : jars) {
                ToolJar tool = read(jar);
                if (tool != null) {
                    tools.add(tool);
                }
            }
        }
        return tools;
    }

    private static @Nullable ToolJar read(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            if (manifest == null) {
                return null;
            }
            Attributes attributes = manifest.getMainAttributes();
            String mainClass = attributes.getValue(Attributes.Name.MAIN_CLASS);
            List<String> launchers = words(attributes.getValue("Guestscope-Launchers"));
            if (mainClass == null || launchers.isEmpty()) {
                return null;
            }
            List<Path> classPath = new ArrayList<>();
            classPath.add(jar);
            for (String name : words(attributes.getValue(Attributes.Name.CLASS_PATH))) {
                classPath.add(jar.resolveSibling(name));
            }
            return new ToolJar(
                    jar,
                    mainClass,
                    classPath,
                    launchers,
                    words(attributes.getValue("Guestscope-Java-Options")),
                    words(attributes.getValue("Guestscope-Training")));
        }
    }

    private static List<String> words(@Nullable String text) {
        List<String> words = new ArrayList<>();
        if (text != null) {
            for (String word : text.split(" ", -1)) {
                if (!word.isEmpty()) {
                    words.add(word);
                }
            }
        }
        return words;
    }
}
