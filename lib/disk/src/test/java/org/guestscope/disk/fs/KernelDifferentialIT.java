package org.guestscope.disk.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guestscope.disk.BlockDevice;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Direct figures against those of this machine's kernel, for every filesystem that it can make and mount: images are
 * filled at random, unmounted or copied while mounted, and mounted read-only through a loop device.
 */
class KernelDifferentialIT {

    @TempDir
    static Path work;

    /**
     * @param name also the seed of the random fill
     * @param disks how many images of {@code mebibytes} each
     * @param fill MiB of files
     * @param options to mount with while it is filled
     */
    record Recipe(String name, String mkfs, int disks, int mebibytes, int fill, String options) {

        Recipe(String name, String mkfs, int disks, int mebibytes, int fill) {
            this(name, mkfs, disks, mebibytes, fill, "rw");
        }

        Recipe filledWith(String mountOptions) {
            return new Recipe(name, mkfs, disks, mebibytes, fill, "rw," + mountOptions);
        }

        String tool() {
            return mkfs.split(" ")[0];
        }

        String kernelName() {
            return tool().substring(tool().indexOf('.') + 1);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Recipe one(String name, String mkfs, int mebibytes, int fill) {
        return new Recipe(name, mkfs, 1, mebibytes, fill);
    }

    static Stream<Recipe> writable() {
        return Stream.of(
                one("ext2-1k", "mkfs.ext2 -q -F -b 1024", 40, 12),
                one("ext2-4k-nosparse", "mkfs.ext2 -q -F -b 4096 -O ^sparse_super,^resize_inode", 300, 20),
                one("ext2-revision0", "mkfs.ext2 -q -F -r 0 -b 1024", 24, 6),
                one("ext2-metabg", "mkfs.ext2 -q -F -b 1024 -O meta_bg,^resize_inode", 600, 10),
                one("ext3-1k", "mkfs.ext3 -q -F -b 1024", 64, 20),
                one("ext3-big-journal", "mkfs.ext3 -q -F -b 1024 -J size=40", 120, 20),
                one("ext3-4k", "mkfs.ext3 -q -F -b 4096 -I 128", 200, 30),
                one("ext4-default", "mkfs.ext4 -q -F", 256, 60),
                one("ext4-1k", "mkfs.ext4 -q -F -b 1024", 100, 40),
                one("ext4-2k-no64", "mkfs.ext4 -q -F -b 2048 -O ^64bit,^metadata_csum", 100, 40),
                one("ext4-metabg", "mkfs.ext4 -q -F -b 1024 -O meta_bg,^resize_inode", 1500, 20),
                one("ext4-sparse-super2", "mkfs.ext4 -q -F -b 1024 -O sparse_super2,^resize_inode", 300, 20),
                one("ext4-noflexbg", "mkfs.ext4 -q -F -b 1024 -O ^flex_bg", 300, 20),
                one("ext4-bigalloc", "mkfs.ext4 -q -F -b 4096 -O bigalloc -C 65536", 400, 60),
                one("ext4-bigalloc-1k", "mkfs.ext4 -q -F -b 1024 -O bigalloc -C 16384", 300, 30),
                one("ext4-nojournal", "mkfs.ext4 -q -F -O ^has_journal", 128, 30),
                one("ext4-inline", "mkfs.ext4 -q -F -O inline_data,ea_inode,large_dir -I 512", 128, 30),
                one("ext4-quota", "mkfs.ext4 -q -F -O quota,project -m 7", 128, 30),
                one("ext4-orphan-file", "mkfs.ext4 -q -F -O orphan_file", 128, 30),
                one("ext4-fast-commit", "mkfs.ext4 -q -F -O fast_commit", 200, 30),
                one("ext4-journal-checksums", "mkfs.ext4 -q -F -O metadata_csum,64bit -J size=8", 128, 30),
                one("ext4-transaction-checksums", "mkfs.ext4 -q -F -O ^metadata_csum", 128, 30)
                        .filledWith("journal_checksum"),
                one("ext4-resize", "mkfs.ext4 -q -F -E resize=4G -b 1024", 200, 10),
                one("ext4-sparse-large", "mkfs.ext4 -q -F", 300_000, 30),
                one("xfs-default", "mkfs.xfs -q -f", 400, 80),
                one("xfs-1k", "mkfs.xfs -q -f -b size=1024", 400, 40),
                one("xfs-512-v4", "mkfs.xfs -q -f -m crc=0 -b size=512 -i size=256", 320, 40),
                one("xfs-2k-rmap", "mkfs.xfs -q -f -b size=2048 -m rmapbt=1,reflink=1 -d agcount=7", 450, 40),
                one("xfs-imaxpct", "mkfs.xfs -q -f -i maxpct=3,size=1024", 350, 60),
                one("xfs-nolazy", "mkfs.xfs -q -f -m crc=0 -l lazy-count=0", 320, 40),
                one("xfs-large-log-buffers", "mkfs.xfs -q -f -l su=64k", 320, 40)
                        .filledWith("logbsize=256k"),
                one("xfs-large", "mkfs.xfs -q -f", 200_000, 40),
                one("btrfs-default", "mkfs.btrfs -q -f", 300, 60),
                one("btrfs-mixed", "mkfs.btrfs -q -f -M", 100, 20),
                one("btrfs-mixed-dup", "mkfs.btrfs -q -f -M -d dup -m dup", 200, 15),
                one("btrfs-dup-data", "mkfs.btrfs -q -f -d dup -m dup", 400, 30),
                one("btrfs-single", "mkfs.btrfs -q -f -d single -m single", 300, 30),
                one("btrfs-4k-nodes", "mkfs.btrfs -q -f -n 4096 --csum sha256", 300, 40),
                one("btrfs-64k-nodes", "mkfs.btrfs -q -f -n 65536 --csum xxhash", 400, 40),
                one("btrfs-blake2", "mkfs.btrfs -q -f --csum blake2", 300, 20),
                one("btrfs-v1-cache", "mkfs.btrfs -q -f -R ^free-space-tree", 300, 40),
                one("btrfs-large", "mkfs.btrfs -q -f", 60_000, 100),
                new Recipe("btrfs-two-single", "mkfs.btrfs -q -f -d single", 2, 200, 50),
                new Recipe("btrfs-raid0", "mkfs.btrfs -q -f -d raid0 -m raid0", 3, 200, 50),
                new Recipe("btrfs-raid1", "mkfs.btrfs -q -f -d raid1 -m raid1", 2, 300, 50),
                new Recipe("btrfs-raid10", "mkfs.btrfs -q -f -d raid10 -m raid10", 4, 250, 50),
                new Recipe("btrfs-raid5", "mkfs.btrfs -q -f -d raid5 -m raid1", 3, 250, 50),
                new Recipe("btrfs-raid6", "mkfs.btrfs -q -f -d raid6 -m raid6", 4, 250, 50),
                new Recipe("btrfs-raid1c3", "mkfs.btrfs -q -f -d raid1c3 -m raid1c3", 3, 250, 30),
                new Recipe("btrfs-raid1c4", "mkfs.btrfs -q -f -d raid1c4 -m raid1c4", 4, 250, 30));
    }

    static Stream<Recipe> journalled() {
        return writable().filter(r -> !r.kernelName().equals("btrfs") && r.mebibytes < 100_000);
    }

    @BeforeAll
    static void needsRootAndLoopDevices() {
        assumeTrue("root".equals(System.getProperty("user.name")), "root is missing, to mount");
        assumeTrue(Files.exists(Path.of("/dev/loop-control")), "loop devices are missing");
    }

    @ParameterizedTest
    @MethodSource("writable")
    void cleanFilesystemShowsWhatTheKernelCounts(Recipe recipe) throws Exception {
        List<Path> images = make(recipe);
        mounted(
                images,
                recipe.kernelName(),
                recipe.options,
                root -> fill(root, recipe, false).close());
        assertSameAsMounted(recipe, images);
        delete(images);
    }

    @ParameterizedTest
    @MethodSource("journalled")
    void filesystemCopiedWhileMountedShowsWhatTheKernelCountsAfterReplay(Recipe recipe) throws Exception {
        List<Path> images = make(recipe);
        List<Path> copies = new ArrayList<>();
        mounted(images, recipe.kernelName(), recipe.options, root -> {
            try (RandomAccessFile deleted = fill(root, recipe, true)) {
                for (Path image : images) {
                    Path copy = work.resolve(image.getFileName() + ".dirty");
                    run("cp", "--sparse=always", image.toString(), copy.toString());
                    copies.add(copy);
                }
                deleted.getFD().sync();
            }
        });
        assertSameAsMounted(recipe, copies);
        delete(images);
        delete(copies);
    }

    @ParameterizedTest
    @MethodSource("written")
    void writtenOnceFilesystemShowsWhatTheKernelCounts(Recipe recipe) throws Exception {
        requireKernel(recipe);
        Path tree = Files.createDirectory(work.resolve(recipe.name + ".tree"));
        fill(tree, recipe, false).close();
        Path image = work.resolve(recipe.name + ".img");
        String command = recipe.mkfs.replace("IMAGE", image.toString()).replace("TREE", tree.toString());
        run(command.split(" "));
        assertSameAsMounted(recipe, List.of(image));
        delete(List.of(image));
    }

    static Stream<Recipe> written() {
        return Stream.of(
                one("erofs", "mkfs.erofs IMAGE TREE", 0, 5),
                one("erofs-lz4", "mkfs.erofs -zlz4hc IMAGE TREE", 0, 5),
                one("squashfs", "mksquashfs TREE IMAGE -quiet -no-progress -noappend", 0, 5),
                one("squashfs-4k", "mksquashfs TREE IMAGE -quiet -no-progress -noappend -b 4096 -comp xz", 0, 5));
    }

    private static void requireKernel(Recipe recipe) throws IOException {
        String type = recipe.tool().equals("mksquashfs") ? "squashfs" : recipe.kernelName();
        boolean registered =
                Files.readAllLines(Path.of("/proc/filesystems")).stream().anyMatch(line -> line.endsWith("\t" + type));
        assumeTrue(
                registered || Files.exists(Path.of("/lib/modules")), "the kernel's driver for " + type + " is missing");
        boolean installed = Stream.of("/sbin", "/usr/sbin", "/usr/bin")
                .anyMatch(folder -> Files.exists(Path.of(folder, recipe.tool())));
        assumeTrue(installed, recipe.tool() + " is missing");
    }

    private static List<Path> make(Recipe recipe) throws Exception {
        requireKernel(recipe);
        List<Path> images = new ArrayList<>();
        for (int i = 0; i < recipe.disks; i++) {
            Path image = work.resolve(recipe.name + "-" + i + ".img");
            try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
                file.setLength((long) recipe.mebibytes << 20);
            }
            images.add(image);
        }
        List<String> command = new ArrayList<>(Arrays.asList(recipe.mkfs.split(" ")));
        images.forEach(image -> command.add(image.toString()));
        run(command.toArray(String[]::new));
        return images;
    }

    /** Makes files of all sizes and deletes some; a dirty fill ends with fsync, on ext with a deleted file still open. */
    private static RandomAccessFile fill(Path root, Recipe recipe, boolean dirty) throws IOException {
        Random random = new Random(recipe.name.hashCode());
        long left = (long) recipe.fill << 20;
        int count = 0;
        byte[] buffer = new byte[1 << 20];
        random.nextBytes(buffer);
        List<Path> files = new ArrayList<>();
        while (left > 0 && count < 1500) {
            Path folder = root.resolve("d" + count % 17);
            Files.createDirectories(folder);
            int size = random.nextInt(4) == 0 ? random.nextInt(1 << 20) : random.nextInt(6000);
            Path file = folder.resolve("f" + count++);
            Files.write(file, Arrays.copyOf(buffer, size));
            files.add(file);
            left -= size;
        }
        // XFS frees deleted files later, through its trees, which is left to a kernel.
        boolean deleting = !dirty || !recipe.kernelName().equals("xfs");
        for (int i = 0; deleting && i < files.size(); i += 5) {
            Files.delete(files.get(i));
        }
        Path last = root.resolve("last");
        Files.write(last, buffer);
        RandomAccessFile open = new RandomAccessFile(last.toFile(), "rw");
        if (dirty) {
            if (deleting) {
                Files.delete(last);
            }
            try (RandomAccessFile synced =
                    new RandomAccessFile(root.resolve("synced").toFile(), "rw")) {
                synced.write(buffer);
                synced.getFD().sync();
            }
        }
        return open;
    }

    private static void assertSameAsMounted(Recipe recipe, List<Path> images) throws Exception {
        List<FileDevice> devices = new ArrayList<>();
        for (Path image : images) {
            devices.add(FileDevice.open(image));
        }
        Usage usage;
        try {
            List<BlockDevice> all = List.copyOf(devices);
            usage = FilesystemProbe.over(all)
                    .filesystemOn(all.get(0))
                    .orElseThrow(() -> new AssertionError("nothing recognised"))
                    .usage();
        } finally {
            for (FileDevice device : devices) {
                device.close();
            }
        }
        StatVfs[] kernel = new StatVfs[1];
        String type = recipe.tool().equals("mksquashfs") ? "squashfs" : recipe.kernelName();
        mounted(images, type, "ro", root -> kernel[0] = statfs(root));
        if (usage instanceof Usage.NeedsAppliance needs) {
            assertThat(needs.why()).as("only fast commits are left to a kernel").contains("fast commits");
            return;
        }
        assertThat(usage).isEqualTo(new Usage.Exact(kernel[0]));
    }

    private static StatVfs statfs(Path root) throws IOException {
        String[] f = run("stat", "-f", "-c", "%s %b %f %a %c %d", root.toString())
                .trim()
                .split(" ");
        return new StatVfs(
                Long.parseLong(f[0]),
                Long.parseLong(f[1]),
                Long.parseLong(f[2]),
                Long.parseLong(f[3]),
                signed(f[4]),
                signed(f[5]));
    }

    /** coreutils prints counts above 2^63 as unsigned in some places and as negative in others. */
    private static long signed(String count) {
        return count.startsWith("-") ? Long.parseLong(count) : Long.parseUnsignedLong(count);
    }

    private interface OnRoot {
        void run(Path root) throws IOException;
    }

    private static void mounted(List<Path> images, String type, String mode, OnRoot action) throws IOException {
        List<String> loops = new ArrayList<>();
        Path root = Files.createTempDirectory(work, "mnt");
        try {
            for (Path image : images) {
                loops.add(run("losetup", "-f", "--show", image.toString()).trim());
            }
            String options = mode
                    + (type.equals("xfs") ? ",nouuid" : "")
                    + (type.equals("btrfs")
                            ? loops.stream().map(l -> ",device=" + l).collect(Collectors.joining())
                            : "");
            try {
                run("mount", "-t", type, "-o", options, loops.get(0), root.toString());
            } catch (IOException e) {
                assumeTrue(mode.equals("ro"), "a kernel that mounts this is missing: " + e.getMessage());
                throw e;
            }
            try {
                action.run(root);
            } finally {
                run("umount", root.toString());
            }
        } finally {
            for (String loop : loops) {
                run("losetup", "-d", loop);
            }
        }
        if (type.equals("btrfs")) {
            run("btrfs", "device", "scan", "--forget");
        }
    }

    private static void delete(List<Path> images) throws IOException {
        for (Path image : images) {
            Files.deleteIfExists(image);
        }
    }

    private static String run(String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + ": " + output);
            }
        } catch (InterruptedException e) {
            throw new UncheckedIOException(new IOException(e));
        }
        return output;
    }
}
