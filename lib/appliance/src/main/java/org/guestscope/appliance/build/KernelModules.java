package org.guestscope.appliance.build;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.tukaani.xz.XZInputStream;

/** The modules of one kernel (below {@code lib/modules/VERSION}), and which of them need which (modules.dep(5)). */
final class KernelModules {

    private final Path directory;
    private final Map<String, List<String>> needs;

    private KernelModules(Path directory, Map<String, List<String>> needs) {
        this.directory = directory;
        this.needs = needs;
    }

    /** Reads {@code directory}, {@code lib/modules/VERSION}, in which depmod has run. */
    static KernelModules read(Path directory) throws IOException {
        return new KernelModules(directory, parse(Files.readString(directory.resolve("modules.dep"))));
    }

    /** Each module with those it needs, by their paths, from the text of modules.dep. */
    static Map<String, List<String>> parse(String text) throws IOException {
        Map<String, List<String>> needs = new TreeMap<>();
        for (String line : Recipe.entries(text)) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                throw new IOException("bad modules.dep: no colon in '%s'".formatted(line));
            }
            String rest = line.substring(colon + 1).trim();
            needs.put(line.substring(0, colon), rest.isEmpty() ? List.of() : List.of(rest.split("\\s+")));
        }
        return needs;
    }

    /** Makes compressed modules plain, for a loader that knows no compression. */
    static void decompress(Path directory) throws IOException {
        List<Path> compressed;
        try (Stream<Path> files = Files.walk(directory)) {
            compressed = files.filter(file -> file.toString().matches(".*\\.ko\\.(xz|zst)"))
                    .toList();
        }
        for (Path file : compressed) {
            String name = String.valueOf(file.getFileName());
            Path plain = file.resolveSibling(name.substring(0, name.lastIndexOf('.')));
            try (InputStream raw = Files.newInputStream(file);
                    InputStream in = name.endsWith(".xz") ? new XZInputStream(raw) : new ZstdInputStream(raw)) {
                Files.copy(in, plain);
            }
            Files.delete(file);
        }
    }

    /** The modules below the given places (see modules.list), with all they need. */
    Set<String> chosen(List<String> places) {
        Set<String> chosen = new TreeSet<>();
        for (String module : needs.keySet()) {
            for (String place : places) {
                if (place.endsWith("/")
                        ? module.startsWith("kernel/" + place)
                        : module.startsWith("kernel/" + place + ".ko")) {
                    chosen.add(module);
                    chosen.addAll(needs.getOrDefault(module, List.of()));
                }
            }
        }
        return chosen;
    }

    /**
     * The files to load for the named modules, in the order of loading; a name that is no module is taken to be built
     * into the kernel.
     */
    List<Path> loadOrder(List<String> names) {
        Set<String> order = new LinkedHashSet<>();
        for (String name : names) {
            for (String module : needs.keySet()) {
                if (module.endsWith("/" + name + ".ko")) {
                    load(module, order);
                }
            }
        }
        return order.stream().map(directory::resolve).toList();
    }

    private void load(String module, Set<String> order) {
        if (!order.contains(module)) {
            for (String needed : needs.getOrDefault(module, List.of())) {
                load(needed, order);
            }
            order.add(module);
        }
    }

    /** Deletes every module that is not in {@code kept}. */
    void keep(Collection<String> kept) throws IOException {
        List<String> dropped = new ArrayList<>(needs.keySet());
        dropped.removeAll(kept);
        for (String module : dropped) {
            Files.deleteIfExists(directory.resolve(module));
        }
    }
}
