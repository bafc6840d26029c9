package org.guestscope.agent.inspect;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guestscope.agent.inspect.registry.Hive;
import org.guestscope.agent.inspect.registry.HiveValue;
import org.jspecify.annotations.Nullable;

/** Finds the partitions behind the drive letters of {@code HKLM\SYSTEM\MountedDevices}. */
final class DriveMappings {

    private static final byte[] GPT_MARK = "DMIO:ID:".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    /** Disk signature and first byte of the partition. */
    private static final int MBR_BLOB = 4 + 8;

    private static final int GPT_BLOB = 8 + 16;

    private static final Pattern LETTER = Pattern.compile("\\\\dosdevices\\\\([a-z]):", Pattern.CASE_INSENSITIVE);

    private final Storage storage;

    DriveMappings(Storage storage) {
        this.storage = storage;
    }

    Map<String, String> read(Hive hive) throws IOException {
        Map<String, String> found = new LinkedHashMap<>();
        Hive.Key mounted = hive.find("MountedDevices");
        if (mounted == null) {
            return found;
        }
        for (HiveValue value : mounted.values()) {
            Matcher letter = LETTER.matcher(value.name());
            String device = letter.lookingAt() && value.isBinary() ? device(value.data()) : null;
            if (device != null) {
                found.put(letter.group(1), device);
            }
        }
        return found;
    }

    private @Nullable String device(byte[] blob) throws IOException {
        if (blob.length == MBR_BLOB) {
            long start = ByteBuffer.wrap(blob).order(ByteOrder.LITTLE_ENDIAN).getLong(4);
            byte[] signature = Arrays.copyOf(blob, 4);
            for (String disk : storage.disks()) {
                if (Arrays.equals(signature, storage.diskSignature(disk))) {
                    return at(disk, start);
                }
            }
        } else if (blob.length >= GPT_BLOB && Arrays.equals(Arrays.copyOf(blob, GPT_MARK.length), GPT_MARK)) {
            return withGuid(guid(ByteBuffer.wrap(blob).order(ByteOrder.LITTLE_ENDIAN)));
        }
        return null;
    }

    private @Nullable String at(String disk, long firstByte) throws IOException {
        for (Storage.PartitionPlace place : storage.places(disk)) {
            if (place.firstByte() == firstByte) {
                return place.device();
            }
        }
        return null;
    }

    private @Nullable String withGuid(String guid) throws IOException {
        for (String disk : storage.disks()) {
            for (Storage.PartitionPlace place : storage.places(disk)) {
                if (guid.equals(place.guid())) {
                    return place.device();
                }
            }
        }
        return null;
    }

    /** A GUID in Microsoft's mixed byte order, written in lower case. */
    private static String guid(ByteBuffer blob) {
        long tail = blob.duplicate().order(ByteOrder.BIG_ENDIAN).getLong(GPT_MARK.length + 8);
        return "%08x-%04x-%04x-%04x-%012x"
                .formatted(
                        blob.getInt(GPT_MARK.length),
                        Short.toUnsignedInt(blob.getShort(GPT_MARK.length + 4)),
                        Short.toUnsignedInt(blob.getShort(GPT_MARK.length + 6)),
                        tail >>> 48,
                        tail & 0xffffffffffffL);
    }
}
