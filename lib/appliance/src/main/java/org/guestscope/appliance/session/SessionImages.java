package org.guestscope.appliance.session;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guestscope.appliance.Appliance;
import org.guestscope.appliance.host.HostCommand;
import org.guestscope.appliance.host.HostPath;
import org.guestscope.guest.ActionException;
import org.guestscope.guest.action.Images;
import org.guestscope.guest.wire.Value;
import org.jspecify.annotations.Nullable;

/** Image files on the host. Everything but raw is qemu-img's business, which knows every format QEMU reads. */
final class SessionImages implements Images {
    private static final Pattern LETTERS = Pattern.compile("/dev/(?:x?v|h|s|ub)d([a-z]{1,3})([0-9]*)");
    /** qemu-img's JSON describes the image itself first or last, its file below "children": read by key. */
    private static final Pattern FORMAT = Pattern.compile("^    \"format\": \"([^\"]*)\"", Pattern.MULTILINE);

    private static final Pattern VIRTUAL_SIZE = Pattern.compile("^    \"virtual-size\": ([0-9]+)", Pattern.MULTILINE);
    private static final Pattern BACKING = Pattern.compile("^    \"backing-filename\": ", Pattern.MULTILINE);
    private static final int ZEROES = 1 << 20;

    private final Session session;
    private final UnaryOperator<String> absolute;

    SessionImages(Session session, UnaryOperator<String> absolute) {
        this.session = session;
        this.absolute = absolute;
    }

    @Override
    public int maxDisks() {
        return Appliance.MAX_DISKS;
    }

    @Override
    public String canonicalDeviceName(String device) throws IOException {
        Matcher matcher = LETTERS.matcher(device);
        if (matcher.matches()) {
            return "/dev/sd" + matcher.group(1) + matcher.group(2);
        }
        boolean mapped = device.startsWith("/dev/mapper/") || device.startsWith("/dev/dm-");
        return mapped && session.launched() ? logicalVolumeName(device) : device;
    }

    /** What the device mapper calls a name may be a logical volume's or not, which only the guest knows. */
    private String logicalVolumeName(String device) throws IOException {
        try {
            Value name = session.call("lvm-canonical-lv-name", device);
            return name instanceof Value.Text text ? text.latin1() : device;
        } catch (ActionException e) {
            return device;
        }
    }

    @Override
    public int deviceIndex(String device) throws IOException {
        Matcher matcher = LETTERS.matcher(device);
        if (matcher.matches() && matcher.group(2).isEmpty()) {
            int index = 0;
            for (char letter : matcher.group(1).toCharArray()) {
                index = index * 26 + (letter - 'a' + 1);
            }
            return index - 1;
        }
        throw new ActionException("device_index", 0, device + ": device not found");
    }

    @Override
    public String diskFormat(String filename) throws IOException {
        return find("disk_format", filename, FORMAT);
    }

    @Override
    public long diskVirtualSize(String filename) throws IOException {
        return Long.parseLong(find("disk_virtual_size", filename, VIRTUAL_SIZE));
    }

    @Override
    public boolean diskHasBackingFile(String filename) throws IOException {
        return BACKING.matcher(info("disk_has_backing_file", filename)).find();
    }

    private String find(String call, String filename, Pattern pattern) throws IOException {
        Matcher matcher = pattern.matcher(info(call, filename));
        if (!matcher.find()) {
            throw new ActionException(call, 0, filename + ": qemu-img info does not say");
        }
        return matcher.group(1);
    }

    private String info(String call, String filename) throws IOException {
        String file = absolute.apply(filename);
        if (!HostPath.of(file).toFile().exists()) {
            throw new ActionException(call, 2, filename + ": No such file or directory");
        }
        return qemuImg(call, "info", "--output", "json", "-U", file);
    }

    @Override
    public void diskCreate(
            String filename,
            String format,
            long size,
            @Nullable String backingfile,
            @Nullable String backingformat,
            @Nullable String preallocation,
            @Nullable String compat,
            @Nullable Integer clustersize)
            throws IOException {
        check(size > 0 || (size == -1 && backingfile != null), "invalid size: " + size);
        check(backingformat == null || backingfile != null, "backingformat without backingfile");
        String file = absolute.apply(filename);
        switch (format) {
            case "raw" -> {
                check(
                        backingfile == null && compat == null && clustersize == null,
                        "raw images have no backing file, compat level or clusters");
                createRaw(filename, size, preallocation == null ? "sparse" : preallocation);
            }
            case "qcow2" -> createQcow2(file, size, backingfile, backingformat, preallocation, compat, clustersize);
            default -> throw fault("unsupported format ‘" + format + "’");
        }
    }

    private static void check(boolean holds, String otherwise) throws ActionException {
        if (!holds) {
            throw fault(otherwise);
        }
    }

    private static ActionException fault(String message) {
        return new ActionException("disk_create", 0, message);
    }

    private void createRaw(String file, long size, String preallocation) throws IOException {
        File target = HostPath.of(absolute.apply(file)).toFile();
        boolean full = preallocation.equals("full");
        check(
                full || preallocation.equals("sparse") || preallocation.equals("off"),
                "invalid value for preallocation parameter ‘" + preallocation + "’");
        if (target.exists() && !target.isFile() && !target.isDirectory()) {
            // A block device keeps its size; there is nothing to create.
            return;
        }
        boolean isNew = !target.exists();
        try (RandomAccessFile image = new RandomAccessFile(target, "rw")) {
            image.setLength(0);
            image.setLength(size);
        } catch (IOException e) {
            String kept = isNew && target.exists() && !target.delete() ? " (and the file could not be removed)" : "";
            throw fault("cannot create raw file: " + file + ": " + HostPath.reason(e) + kept);
        }
        if (full) {
            fill(target, size, file);
        }
    }

    /** Writes zeroes, because the JDK has no fallocate; a full disk leaves no half-made file behind. */
    private static void fill(File target, long size, String file) throws IOException {
        ByteBuffer zeroes = ByteBuffer.allocateDirect(ZEROES);
        try (FileChannel channel = FileChannel.open(Path.of(target.getPath()), StandardOpenOption.WRITE)) {
            for (long at = 0; at < size; at += zeroes.limit()) {
                zeroes.clear().limit((int) Math.min(ZEROES, size - at));
                while (zeroes.hasRemaining()) {
                    channel.write(zeroes);
                }
            }
        } catch (IOException e) {
            boolean deleted = target.delete();
            throw fault(file + ": " + e.getMessage() + (deleted ? "" : " (and the file could not be removed)"));
        }
    }

    private void createQcow2(
            String file,
            long size,
            @Nullable String backingfile,
            @Nullable String backingformat,
            @Nullable String preallocation,
            @Nullable String compat,
            @Nullable Integer clustersize)
            throws IOException {
        List<String> options = new ArrayList<>();
        if (preallocation != null) {
            String value = preallocation.equals("sparse") ? "off" : preallocation;
            check(
                    List.of("off", "metadata", "full").contains(value),
                    "invalid value for preallocation parameter ‘" + preallocation + "’");
            options.add("preallocation=" + value);
        }
        if (compat != null) {
            check(compat.equals("0.10") || compat.equals("1.1"), "invalid value for compat parameter ‘" + compat + "’");
            options.add("compat=" + compat);
        }
        if (clustersize != null) {
            check(
                    clustersize >= 512 && Integer.bitCount(clustersize) == 1,
                    "clustersize ‘" + clustersize + "’ must be a power of two and at least 512");
            options.add("cluster_size=" + clustersize);
        }
        List<String> words = new ArrayList<>(List.of("create", "-q", "-f", "qcow2"));
        if (!options.isEmpty()) {
            words.addAll(List.of("-o", String.join(",", options)));
        }
        if (backingfile != null) {
            words.addAll(List.of("-b", backingfile));
            // qemu-img wants a format with a backing file; without one given it is detected here, once.
            words.addAll(List.of("-F", backingformat != null ? backingformat : backingFormat(file, backingfile)));
        }
        words.add(file);
        if (size >= 0) {
            words.add(String.valueOf(size));
        }
        qemuImg("disk_create", words.toArray(new String[0]));
    }

    /** A relative backing file is relative to the image's directory. */
    private String backingFormat(String file, String backingfile) throws IOException {
        String directory = file.substring(0, file.lastIndexOf('/') + 1);
        return diskFormat(backingfile.startsWith("/") ? backingfile : directory + backingfile);
    }

    private static String qemuImg(String call, String... arguments) throws IOException {
        List<String> words = new ArrayList<>();
        words.add("qemu-img");
        words.addAll(List.of(arguments));
        Process process;
        try {
            process = HostCommand.of(words).redirectInput(new File("/dev/null")).start();
        } catch (IOException e) {
            throw new ActionException(call, 0, "qemu-img could not be started: " + e.getMessage());
        }
        // Its stderr is a line or two, so reading stdout first cannot block.
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.ISO_8859_1).trim();
        try {
            if (process.waitFor() != 0) {
                throw new ActionException(call, 0, err.isEmpty() ? "qemu-img failed" : err);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ActionException(call, ActionException.EINTR, "interrupted");
        }
        return out;
    }
}
