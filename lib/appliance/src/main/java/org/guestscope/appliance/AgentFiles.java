package org.guestscope.appliance;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.guestscope.appliance.build.ApplianceBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The agent's class files, found beside this program's own: on its class path, or in the directory of the jars on it.
 *
 * @param sources jars or directories of classes: the agent, the guest API, JNA
 */
record AgentFiles(List<Path> sources) {

    private static final List<Pattern> PARTS = List.of(
            Pattern.compile(".*/guestscope-agent[^/]*\\.jar|.*/agent/target/classes/?"),
            Pattern.compile(".*/guestscope-guest[^/]*\\.jar|.*/guest/target/classes/?"),
            Pattern.compile(".*/jna-\\d[^/]*\\.jar"));

    private static final String NATIVE = "com/sun/jna/linux-x86-64/libjnidispatch.so";

    /** JNA's libraries for every system, and signatures that repacking would break. */
    private static final Pattern LEFT_OUT = Pattern.compile(".*\\.(so|dll|jnilib|a)|META-INF/.*\\.(SF|RSA|DSA)|.*/");

    /** Finds them by the class path of this process. */
    static AgentFiles find() throws ApplianceException {
        return find(System.getProperty("java.class.path", ""));
    }

    static AgentFiles find(String classPath) throws ApplianceException {
        List<Path> entries = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            entries.add(Path.of(entry).toAbsolutePath());
        }
        List<Path> sources = new ArrayList<>();
        for (Pattern part : PARTS) {
            Path source = match(part, entries);
            if (source == null) {
                source = matchBeside(part, entries);
            }
            if (source == null) {
                throw new ApplianceLaunchException(
                        "appliance: cannot start: the agent is missing: no %s in the class path".formatted(part),
                        "The installation is incomplete: install or build it again.");
            }
            sources.add(source);
        }
        return new AgentFiles(sources);
    }

    private static @Nullable Path match(Pattern part, List<Path> entries) {
        for (Path entry : entries) {
            if (part.matcher(entry.toString()).matches()) {
                return entry;
            }
        }
        return null;
    }

    /** Looks in the directory of the jar that is on the class path of every program that starts an appliance. */
    private static @Nullable Path matchBeside(Pattern part, List<Path> entries) throws ApplianceException {
        Path known = match(PARTS.get(1), entries);
        Path directory = known == null ? null : known.getParent();
        if (directory == null) {
            return null;
        }
        try (Stream<Path> files = Files.list(directory)) {
            return match(part, files.sorted().toList());
        } catch (IOException e) {
            throw new ApplianceLaunchException("appliance: cannot start: " + e.getMessage(), "", "", e);
        }
    }

    /** Names the contents: sizes and checksums, a line for each source. */
    String identity() throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path source : sources) {
            CRC32 sum = new CRC32();
            long size = 0;
            for (Path file : files(source)) {
                byte[] bytes = Files.readAllBytes(file);
                sum.update(bytes);
                size += bytes.length;
            }
            text.append(size)
                    .append(' ')
                    .append(Long.toHexString(sum.getValue()))
                    .append('\n');
        }
        return text.toString();
    }

    private static List<Path> files(Path source) throws IOException {
        if (!Files.isDirectory(source)) {
            return List.of(source);
        }
        try (Stream<Path> all = Files.walk(source)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** What goes into the appliance, by file name. */
    Map<String, byte[]> contents() throws IOException {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        int number = 0;
        for (Path source : sources) {
            Map<String, byte[]> entries = new TreeMap<>();
            if (Files.isDirectory(source)) {
                for (Path file : files(source)) {
                    entries.put(source.relativize(file).toString(), Files.readAllBytes(file));
                }
            } else {
                try (ZipFile zip = new ZipFile(source.toFile())) {
                    for (ZipEntry entry : zip.stream().toList()) {
                        entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
                    }
                }
            }
            byte[] library = entries.get(NATIVE);
            if (library != null) {
                contents.put("libjnidispatch.so", library);
            }
            contents.put("agent-%d.jar".formatted(number++), jar(entries));
        }
        return contents;
    }

    /** Stored, not deflated: the guest reads it from memory, and inflating costs it time. */
    private static byte[] jar(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setLevel(0);
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                if (!LEFT_OUT.matcher(entry.getKey()).matches()) {
                    ZipEntry added = new ZipEntry(entry.getKey());
                    added.setTime(ApplianceBuilder.FILE_TIME_MILLIS);
                    zip.putNextEntry(added);
                    zip.write(entry.getValue());
                    zip.closeEntry();
                }
            }
        }
        return bytes.toByteArray();
    }
}
