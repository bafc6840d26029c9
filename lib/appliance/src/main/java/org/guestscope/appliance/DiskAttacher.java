package org.guestscope.appliance;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Builds the chain of block nodes of a disk in a running QEMU and plugs the disk in. For disk N the nodes are, the last
 * three only where they are needed:
 *
 * <pre>
 * fN  reads the bytes (a file, an NBD server, ...)
 * iN  knows the image's format; what lies below it in the image's own chain, QEMU opens
 * oN  for a read-only disk: the overlay's file, which is unlinked at once
 * dN  the overlay
 * cN  copies what is read into the overlay, or into the image of a disk that is written
 * </pre>
 */
final class DiskAttacher {

    private final Machine machine;
    private final int index;
    private final DiskSpec disk;
    private final List<String> nodes = new ArrayList<>();

    private DiskAttacher(Machine machine, int index, DiskSpec disk) {
        this.machine = machine;
        this.index = index;
        this.disk = disk;
    }

    /** Plugs a disk in as number {@code index}; nothing is left of it when that fails. */
    static void attach(Machine machine, int index, DiskSpec disk) throws IOException {
        DiskAttacher attacher = new DiskAttacher(machine, index, disk);
        try {
            attacher.attach();
        } catch (QmpException e) {
            attacher.removeNodes();
            throw attacher.failure(e.description(), e);
        } catch (NoSuchFileException | FileNotFoundException e) {
            throw attacher.failure("no such file", e);
        } catch (AccessDeniedException e) {
            throw attacher.failure("permission denied", e);
        }
    }

    /** Unplugs disk number {@code index} and closes its image. */
    static void detach(Machine machine, int index, DiskSpec disk) throws IOException {
        DiskAttacher attacher = new DiskAttacher(machine, index, disk);
        machine.qmp().run("device_del", Map.of("id", "disk" + index));
        while (!("disk" + index)
                .equals(machine.qmp().awaitEvent("DEVICE_DELETED").get("device"))) {
            // Another disk's.
        }
        attacher.nodes.add("i" + index);
        if (disk.readOnly()) {
            attacher.nodes.add("d" + index);
        }
        if (disk.copyOnRead()) {
            attacher.nodes.add("c" + index);
        }
        attacher.removeNodes();
    }

    private void attach() throws IOException {
        BlockSource source = BlockSource.of(disk.source());
        String format = disk.format();
        if (format == null) {
            Path local = source.local();
            format = local == null ? "raw" : ImageFormat.detect(local);
        }
        Map<String, Object> file = BlockSource.options("node-name", "f" + index);
        file.putAll(source.node());
        giveSecret(source, file);
        file.put("cache", cache());
        file.put("discard", discard());
        String image = "i" + index;
        Map<String, Object> options = BlockSource.options("driver", format, "node-name", image, "file", file);
        options.put("read-only", disk.readOnly());
        options.put("discard", discard());
        options.put("cache", cache());
        if (disk.readOnly() && disk.running()) {
            // The domain that has the image open holds locks against other writers; a reader needs none.
            options.put("force-share", true);
        }
        add(image, options);
        String top = image;
        if (disk.readOnly()) {
            top = "d" + index;
            addOverlay(image, top);
        }
        if (disk.copyOnRead()) {
            String below = top;
            top = "c" + index;
            add(top, BlockSource.options("driver", "copy-on-read", "node-name", top, "file", below));
        }
        machine.qmp().run("device_add", device(top));
    }

    private Map<String, Object> device(String node) {
        Map<String, Object> device = BlockSource.options(
                "driver", "scsi-hd", "id", "disk" + index, "bus", "scsi0.0", "scsi-id", index, "lun", 0, "drive", node);
        device.put("logical_block_size", disk.blockSize());
        device.put("physical_block_size", disk.blockSize());
        // The default stops the machine when the host's storage is full, and nobody would wake it up again.
        device.put("werror", "report");
        device.put("rerror", "report");
        if (disk.label() != null) {
            device.put("serial", disk.label());
        }
        return device;
    }

    private void addOverlay(String image, String name) throws IOException {
        Path overlay = machine.directory().overlay(index);
        Qcow2Overlay.create(overlay, virtualSize(image));
        try {
            Map<String, Object> unsafe = Map.of("direct", false, "no-flush", true);
            Map<String, Object> file = BlockSource.options(
                    "driver", "file", "filename", overlay.toString(), "node-name", "o" + index, "cache", unsafe);
            file.put("locking", "off");
            file.put("discard", "unmap");
            Map<String, Object> options = BlockSource.options(
                    "driver", "qcow2", "node-name", name, "file", file, "backing", image, "cache", unsafe);
            options.put("discard", "unmap");
            add(name, options);
        } finally {
            Files.deleteIfExists(overlay);
        }
    }

    private long virtualSize(String node) throws IOException {
        if (machine.qmp().run("query-named-block-nodes", Map.of("flat", true)) instanceof List<?> all) {
            for (Object one : all) {
                if (one instanceof Map<?, ?> info
                        && node.equals(info.get("node-name"))
                        && info.get("image") instanceof Map<?, ?> image
                        && image.get("virtual-size") instanceof Long size) {
                    return size;
                }
            }
        }
        throw failure("QEMU does not tell its size", new IOException("query-named-block-nodes: no node " + node));
    }

    private void giveSecret(BlockSource source, Map<String, Object> file) throws IOException {
        String secret = source.secret();
        String option = source.secretOption();
        if (secret != null && option != null) {
            machine.qmp().run("object-add", Map.of("qom-type", "secret", "id", "secret" + index, "data", secret));
            file.put(option, "secret" + index);
        }
    }

    private void add(String name, Map<String, Object> options) throws IOException {
        machine.qmp().run("blockdev-add", options);
        nodes.add(name);
    }

    private void removeNodes() throws IOException {
        for (int i = nodes.size() - 1; i >= 0; i--) {
            machine.qmp().run("blockdev-del", Map.of("node-name", nodes.get(i)));
        }
        nodes.clear();
    }

    private Map<String, Object> cache() {
        return Map.of("direct", false, "no-flush", disk.cache() == DiskSpec.Cache.UNSAFE);
    }

    private String discard() {
        return disk.discard() == DiskSpec.Discard.DISABLE ? "ignore" : "unmap";
    }

    private DiskAttachException failure(String why, IOException cause) {
        String next = why.contains("lock")
                ? "A running domain may have the image open: add it read-only, or shut the domain down."
                : "";
        return new DiskAttachException("disk: cannot be opened: %s: %s".formatted(disk.source(), why), next, "", cause);
    }
}
