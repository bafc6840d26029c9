package org.guestscope.appliance.action;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.guestscope.appliance.Appliance;
import org.guestscope.appliance.Appliances;
import org.guestscope.appliance.DiskSpec;
import org.guestscope.guest.action.Contents;
import org.guestscope.guest.action.Mounts;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One appliance for the tests of a class. Every test finds its disks {@code /dev/sda}, {@code /dev/sdb}, ... with nothing
 * on them, nothing mounted and nothing active.
 */
final class GuestMachine implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

    private static final int MIB = 1 << 20;

    /** What lies on something else is in the way of that, so it takes turns. Every program costs time, so there are few. */
    private static final String CLEAR = """
            cd /
            for turn in 1 2 3; do
              left=
              while read -r device target rest; do
                case $target in /sysroot*) left="$target $left" ;; esac
              done </proc/mounts
              for target in $left; do umount "$target"; done
              while read -r name rest; do
                case $name in /*) swapoff "$name" ;; esac
              done </proc/swaps
              for array in /sys/block/md*/md; do
                test -e "$array" || continue
                array=${array%/md}
                mdadm -q --stop "/dev/${array##*/}"
                left="$left $array"
              done
              set -- /sys/block/dm-*
              test -e "$1" || test -n "$left" || break
              dmsetup remove_all
            done
            for link in /dev/*/*; do
              if test -h "$link" && ! test -e "$link"; then
                rm "$link"
                rmdir --ignore-fail-on-non-empty "${link%/*}"
              fi
            done
            for disk in /sys/block/sd*; do
              blkdiscard -f "/dev/${disk##*/}"
              test -e "$disk/${disk##*/}1" && blockdev --rereadpt "/dev/${disk##*/}"
            done
            true
            """;

    private final long[] sizes;
    private final List<Path> images = new ArrayList<>();
    private @Nullable Appliance appliance;

    /** With a disk of each size, in MiB. */
    GuestMachine(long... mebibytes) {
        this.sizes = mebibytes;
    }

    @Override
    public void beforeAll(ExtensionContext test) throws IOException {
        Appliance started = Appliances.start();
        appliance = started;
        List<DiskSpec> disks = new ArrayList<>();
        for (int i = 0; i < sizes.length; i++) {
            Path image = Files.createTempFile("guest-machine", ".img");
            images.add(image);
            try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
                file.setLength(sizes[i] * MIB);
            }
            disks.add(DiskSpec.readWrite(image.toString())
                    .withFormat("raw")
                    .withCache(DiskSpec.Cache.UNSAFE)
                    .withDiscard(DiskSpec.Discard.ENABLE)
                    .withLabel("disk" + (char) ('a' + i)));
        }
        started.attach(disks);
    }

    @Override
    public void beforeEach(ExtensionContext test) throws IOException {
        shell(CLEAR);
    }

    @Override
    public void afterAll(ExtensionContext test) throws IOException {
        if (appliance != null) {
            appliance.close();
        }
        for (Path image : images) {
            Files.deleteIfExists(image);
        }
    }

    private Appliance appliance() {
        if (appliance == null) {
            throw new IllegalStateException("no machine");
        }
        return appliance;
    }

    /** The actions of a family. */
    <T> T actions(Class<T> family) {
        return appliance().connection().actions(family);
    }

    /** Runs a command in the appliance itself, beside the agent; its output without blanks around it. */
    String shell(String command) throws IOException {
        return Appliances.shell(appliance(), command).strip();
    }

    /** Makes an ext4 filesystem on a device and mounts it as the guest's root. */
    void mountExt4(String device) throws IOException {
        shell("mkfs.ext4 -q -F " + device);
        actions(Mounts.class).mount(device, "/");
    }

    /** Puts text into a new file of the guest. */
    void write(String path, String text) throws IOException {
        actions(Contents.class).write(path, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The image behind a disk: 0 is {@code /dev/sda}'s. */
    Path image(int disk) {
        return images.get(disk);
    }
}
