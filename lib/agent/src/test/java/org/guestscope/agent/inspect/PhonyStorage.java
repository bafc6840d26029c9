package org.guestscope.agent.inspect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.guestscope.agent.inspect.file.GuestFiles;
import org.guestscope.agent.sysroot.Sysroot;
import org.jspecify.annotations.Nullable;

/** Disks of a test: each filesystem is a directory. */
class PhonyStorage implements Storage {

    private final Path directory;
    private final Map<String, String> types = new LinkedHashMap<>();
    private final Map<String, Path> trees = new LinkedHashMap<>();
    private final Map<String, String> tags = new LinkedHashMap<>();
    private @Nullable GuestFiles mounted;

    PhonyStorage(Path directory) {
        this.directory = directory;
    }

    /** Adds a filesystem and its files, given as path, content, path, content. */
    PhonyStorage add(String mountable, String type, String... files) throws IOException {
        Path tree = Files.createDirectories(directory.resolve(mountable.replace('/', '_')));
        for (int i = 0; i < files.length; i += 2) {
            Path file = tree.resolve(files[i].substring(1));
            if (files[i].endsWith("/")) {
                Files.createDirectories(file);
            } else {
                Files.createDirectories(file.getParent());
                Files.writeString(file, files[i + 1], StandardCharsets.ISO_8859_1);
            }
        }
        return addTree(mountable, type, tree);
    }

    /** Adds a filesystem whose files are there already. */
    PhonyStorage addTree(String mountable, String type, Path tree) {
        types.put(mountable, type);
        trees.put(mountable, tree);
        return this;
    }

    PhonyStorage tag(String tag, String device) {
        tags.put(tag, device);
        return this;
    }

    Path tree(String mountable) {
        return Objects.requireNonNull(trees.get(mountable), mountable);
    }

    InspectionActions inspected() throws IOException {
        InspectionActions actions = new InspectionActions(this);
        actions.inspectOs();
        return actions;
    }

    @Override
    public Map<String, String> filesystems() {
        return types;
    }

    @Override
    public @Nullable GuestFiles mount(String mountable, String type) {
        mounted = type.equals("unknown")
                ? null
                : new GuestFiles(new Sysroot(tree(mountable).toString()));
        return mounted;
    }

    @Override
    public GuestFiles mounted() throws IOException {
        if (mounted == null) {
            throw new IOException("nothing is mounted");
        }
        return mounted;
    }

    @Override
    public void unmount() {
        mounted = null;
    }

    @Override
    public List<String> disks() {
        return List.of("/dev/sda", "/dev/sdb");
    }

    @Override
    public List<String> partitions() {
        return List.of("/dev/sda1", "/dev/sda2", "/dev/sda5", "/dev/sda6");
    }

    @Override
    public @Nullable String find(String tag, String value) {
        return tags.get(tag + "=" + value);
    }

    @Override
    public boolean hasDevice(String device) {
        return types.containsKey(device) || tags.containsKey(device);
    }

    @Override
    public String logicalVolume(String device) {
        return tags.getOrDefault(device, device);
    }

    @Override
    public Map<String, String> arrays() {
        return Map.of("0123456789abcdef0123456789abcdef", "/dev/md127");
    }

    @Override
    public @Nullable String architecture(String path) {
        return "x86_64";
    }

    @Override
    public byte @Nullable [] diskSignature(String disk) {
        return disk.equals("/dev/sda") ? new byte[] {1, 2, 3, 4} : new byte[4];
    }

    @Override
    public List<PartitionPlace> places(String disk) {
        return disk.equals("/dev/sda")
                ? List.of(
                        new PartitionPlace("/dev/sda1", 1 << 20, null), new PartitionPlace("/dev/sda2", 1 << 30, null))
                : List.of(new PartitionPlace("/dev/sdb1", 1 << 20, "04030201-0605-0807-090a-0b0c0d0e0f10"));
    }
}
