package org.guestscope.appliance.build;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Builds an appliance in two layers: the base (kernel, initial file system, root image), which takes packages and
 * minutes, and the agent, a member of the initial file system that takes no time. Changing the agent leaves the base
 * as it is.
 */
public final class ApplianceBuilder {

    /** The kernel's name in the base layer. */
    public static final String KERNEL = "kernel";

    /** The name in the base layer of the initial file system without the agent. */
    public static final String INITRAMFS = "initramfs";

    /** The read-only root image's name in the base layer. */
    public static final String ROOT = "root.erofs";

    /** The name in the base layer of the list of packages in it, a file name a line. */
    public static final String PACKAGES = "packages";

    /** Raised whenever a base layer made by older code must not be used any more. */
    private static final int FORMAT = 2;

    /** The time every file in an appliance has, so that equal contents make equal images: 2026-01-01 00:00:00 UTC. */
    public static final long FILE_TIME_MILLIS = 1_767_225_600_000L;

    /** Loaded before the root image is mounted, so that nothing waits for them later. */
    private static final List<String> EARLY_MODULES = List.of(
            "crc32c_generic",
            "virtio_pci",
            "virtio_blk",
            "erofs",
            "overlay",
            "virtio_console",
            "virtio-rng",
            "virtio_scsi",
            "sd_mod");

    private static final List<String> RESOURCES =
            List.of("modules.list", "initramfs-init", "inittab", "boot", "agent", "lvm.conf");

    /** Path prefixes in packages that nothing in the appliance reads. */
    private static final List<String> UNWANTED = List.of(
            "usr/share/doc",
            "usr/share/man",
            "usr/share/info",
            "usr/share/locale",
            "usr/share/lintian",
            "usr/share/bug",
            "usr/share/perl",
            "usr/share/bash-completion",
            "usr/share/zsh",
            "usr/share/initramfs-tools",
            "usr/share/common-licenses",
            "usr/lib/systemd",
            "usr/lib/udev",
            "usr/lib/init",
            "usr/lib/x86_64-linux-gnu/gconv",
            "etc/init.d",
            "etc/cron",
            "etc/default",
            "etc/logcheck",
            "etc/udev",
            "var/");

    /** Below {@link #UNWANTED}, yet needed: the conversions of libhivex, and of mtools, whose names have code page 850. */
    private static final List<String> WANTED = List.of(
            "usr/lib/x86_64-linux-gnu/gconv/gconv-modules",
            "usr/lib/x86_64-linux-gnu/gconv/gconv-modules.cache",
            "usr/lib/x86_64-linux-gnu/gconv/IBM850.so",
            "usr/lib/x86_64-linux-gnu/gconv/ISO8859-1.so",
            "usr/lib/x86_64-linux-gnu/gconv/UTF-16.so");

    private static final Path APT = Path.of("/usr/bin/apt-get");
    private static final Path DNF = Path.of("/usr/bin/dnf");

    /** Where distributions put the kernel, below the modules' directory or beside the boot loader. */
    private static final List<String> KERNEL_PLACES = List.of("boot/vmlinuz-%s", "lib/modules/%s/vmlinuz");

    private final Path work;
    private final BuildProgress progress;

    /**
     * A builder that keeps downloads in {@code work}, where a build that was broken off goes on.
     *
     * @param work a private directory, made when it is missing
     */
    public ApplianceBuilder(Path work, BuildProgress progress) {
        this.work = work;
        this.progress = progress;
    }

    /** Everything a base layer depends on, as text: equal texts, interchangeable layers. */
    public static String baseInputs() throws IOException {
        StringBuilder text = new StringBuilder("format ").append(FORMAT).append('\n');
        text.append(Recipe.text(apt() ? Apt.RECIPE : Dnf.RECIPE));
        for (String resource : RESOURCES) {
            text.append(Recipe.text(resource));
        }
        Path release = Path.of("/etc/os-release");
        if (Files.exists(release)) {
            Files.readString(release)
                    .lines()
                    .filter(line -> line.startsWith("ID=") || line.startsWith("VERSION_ID="))
                    .forEach(line -> text.append(line).append('\n'));
        }
        return text.toString();
    }

    /**
     * Builds a base layer into {@code output}, an empty directory.
     *
     * @throws BuildException when a package or a program needed is missing or fails; nothing of the host was changed
     */
    public void buildBase(Path output) throws IOException {
        buildBase(packageManager(), output);
    }

    void buildBase(PackageManager packages, Path output) throws IOException {
        Recipe recipe = Recipe.load(packages.recipe());
        packages.refresh(progress);
        progress.at("choosing packages", 0, 0);
        List<String> tools = choose(packages, recipe.tools());
        List<String> kernel = choose(packages, recipe.kernel());
        String java = choose(packages, List.of(recipe.java())).get(0);
        List<String> all = new ArrayList<>(tools);
        all.addAll(kernel);
        all.add(java);
        packages.download(all, progress);
        Map<String, Path> toolFiles = new TreeMap<>(packages.closure(tools));
        toolFiles.keySet().removeIf(recipe::leavesOut);
        Map<String, Path> allFiles = packages.closure(all);
        allFiles.keySet().removeAll(toolFiles.keySet());
        Map<String, Path> kernelFiles = matching(allFiles, firstWord(kernel.get(0)));
        // The parts of a JDK: openjdk-17-jdk-headless, java-17-openjdk-jmods.
        Map<String, Path> javaFiles = matching(allFiles, java.replaceFirst("-(jdk|jmods).*", ""));

        Path trees = work.resolve("trees");
        PrivateFiles.delete(trees);
        RootTree root = new RootTree(trees.resolve("root"), ApplianceBuilder::wanted);
        unpack(packages, "the tools", toolFiles, root);
        RootTree kernelTree = new RootTree(trees.resolve("kernel"), path -> true);
        unpack(packages, "the kernel", kernelFiles, kernelTree);
        RootTree javaTree = new RootTree(trees.resolve("java"), path -> true);
        unpack(packages, "Java", javaFiles, javaTree);

        progress.at("assembling", 0, 0);
        TreePrograms programs = new TreePrograms(root.root());
        SystemFiles.write(root, programs);
        Path modules = installKernel(kernelTree, root, programs, output);
        Path runtime = root.path("usr/lib/guestscope/java");
        JavaRuntime.link(programs, javaTree.root(), runtime);
        root.setTimes(FILE_TIME_MILLIS);
        JavaRuntime.archiveClasses(programs, runtime);
        writeInitramfs(programs, KernelModules.read(modules), output.resolve(INITRAMFS));

        progress.at("writing the root image", 0, 0);
        programs.run(
                "mkfs.erofs",
                List.of(
                        "--quiet",
                        "--all-root",
                        "-T" + FILE_TIME_MILLIS / 1000,
                        "-U00000000-0000-4000-8000-000000000000",
                        output.resolve(ROOT).toString(),
                        root.root().toString()));
        writePackageList(output, toolFiles, kernelFiles, javaFiles);
        PrivateFiles.delete(trees);
        packages.clean();
    }

    /**
     * Debian's own package manager on Debian's descendants, where dnf can be installed too, and the reverse. Asked at every
     * start, so it does not load the classes of the package managers.
     */
    private static boolean apt() {
        return Files.isExecutable(APT) && (Files.exists(Path.of("/etc/debian_version")) || !Files.isExecutable(DNF));
    }

    /** What all packages of a kernel begin with: linux-, kernel-. */
    private static String firstWord(String name) {
        return name.substring(0, name.indexOf('-') + 1);
    }

    private PackageManager packageManager() throws IOException {
        Files.createDirectories(work);
        if (apt()) {
            return Apt.ofHost(work.resolve("apt").toAbsolutePath());
        }
        if (Files.isExecutable(DNF)) {
            return Dnf.ofHost(work.resolve("dnf").toAbsolutePath());
        }
        throw new BuildException(
                "appliance: cannot be built here: neither apt-get nor dnf is there",
                "Use an appliance made on a Debian, Ubuntu or Fedora host: 'guestfish --make-appliance FILE' there, "
                        + "GUESTSCOPE_APPLIANCE=FILE here.");
    }

    private static List<String> choose(PackageManager packages, List<Recipe.Wish> wishes) throws IOException {
        List<String> available = packages.available(
                wishes.stream().flatMap(wish -> wish.names().stream()).toList());
        List<String> chosen = new ArrayList<>();
        for (Recipe.Wish wish : wishes) {
            String name = wish.names().stream()
                    .filter(available::contains)
                    .findFirst()
                    .orElse(null);
            if (name != null) {
                chosen.add(name);
            } else if (!wish.optional()) {
                throw new BuildException(
                        "appliance: cannot be built: no package " + String.join(" or ", wish.names())
                                + " in the package sources",
                        packages.advice());
            }
        }
        return chosen;
    }

    private static Map<String, Path> matching(Map<String, Path> files, String prefix) {
        Map<String, Path> found = new TreeMap<>(files);
        found.keySet().removeIf(name -> !name.startsWith(prefix));
        return found;
    }

    private void unpack(PackageManager packages, String what, Map<String, Path> files, RootTree tree)
            throws IOException {
        int done = 0;
        for (Path file : files.values()) {
            progress.at("unpacking " + what, done++, files.size());
            packages.unpack(file, tree);
        }
    }

    private static boolean wanted(String path) {
        return WANTED.contains(path)
                || UNWANTED.stream().noneMatch(prefix -> path.length() > prefix.length() && path.startsWith(prefix));
    }

    /** Puts the kernel into the base layer and the modules the appliance needs into the root. */
    private Path installKernel(RootTree kernelTree, RootTree root, TreePrograms programs, Path output)
            throws IOException {
        Path versions = kernelTree.path("lib/modules");
        String version;
        try (Stream<Path> found = Files.list(versions)) {
            version = String.valueOf(found.findFirst()
                    .orElseThrow(() -> new IOException(versions + ": the kernel package brought no modules"))
                    .getFileName());
        }
        Path kernel = KERNEL_PLACES.stream()
                .map(place -> kernelTree.path(place.formatted(version)))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new IOException(versions + ": the kernel package brought no kernel"));
        byte[] image = Files.readAllBytes(kernel);
        Files.write(output.resolve(KERNEL), KernelImage.unpacked(image));
        Path directory = versions.resolve(version);
        KernelModules.decompress(directory);
        depmod(programs, kernelTree, version);
        KernelModules modules = KernelModules.read(directory);
        modules.keep(modules.chosen(Recipe.entries(Recipe.text("modules.list"))));
        depmod(programs, kernelTree, version);
        Files.createDirectories(root.path("lib/modules"));
        root.adopt("lib/modules/" + version, directory);
        return root.path("lib/modules/" + version);
    }

    private static void depmod(TreePrograms programs, RootTree tree, String version) throws IOException {
        programs.run("depmod", "kmod", List.of("-b", tree.root().toString(), version));
    }

    private static void writeInitramfs(TreePrograms programs, KernelModules modules, Path file) throws IOException {
        try (Initramfs archive = new Initramfs(Files.newOutputStream(file))) {
            for (String name : List.of("bin", "dev", "root", "modules", "agent")) {
                archive.directory(name);
            }
            archive.characterDevice("dev/console", 5, 1);
            archive.file("bin/busybox", 0755, Files.readAllBytes(programs.find("busybox")));
            for (String applet : List.of("sh", "mount", "insmod", "cp", "switch_root", "poweroff")) {
                archive.symlink("bin/" + applet, "busybox");
            }
            StringBuilder order = new StringBuilder();
            for (Path module : modules.loadOrder(EARLY_MODULES)) {
                String name = String.valueOf(module.getFileName());
                archive.file("modules/" + name, 0644, Files.readAllBytes(module));
                order.append(name).append('\n');
            }
            archive.file("modules/order", 0644, order.toString());
            archive.file("init", 0755, Recipe.text("initramfs-init"));
        }
    }

    @SafeVarargs
    private static void writePackageList(Path output, Map<String, Path>... groups) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Map<String, Path> group : groups) {
            group.values().forEach(file -> text.append(file.getFileName()).append('\n'));
        }
        Files.writeString(output.resolve(PACKAGES), text);
    }

    /**
     * Writes the agent's member of the initial file system.
     *
     * @param output the file to write
     * @param files what goes into /run/agent of the appliance, by name
     */
    public static void writeAgent(OutputStream output, Map<String, byte[]> files) throws IOException {
        try (Initramfs archive = new Initramfs(output)) {
            archive.directory("agent");
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                archive.file("agent/" + file.getKey(), 0644, file.getValue());
            }
        }
    }
}
