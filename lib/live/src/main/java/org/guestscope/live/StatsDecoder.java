package org.guestscope.live;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.guestscope.live.jna.LibvirtDomain;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the typed parameters of one domain's statistics record. A thousand domains have some forty thousand of them
 * a refresh, so names are recognised by a hash of their bytes, the device's index taken out, and no string is made.
 */
final class StatsDecoder {

    /** More devices of a kind than any driver attaches; an index beyond it is passed over. */
    private static final int MAX_INDEX = 4096;

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private static final String BLOCK_NAME = "block.#.name";
    private static final String BLOCK_PATH = "block.#.path";
    private static final String NET_NAME = "net.#.name";

    /** Figures and the three names above, by the hash of their field. */
    private static final Map<Long, Object> FIELDS = fields();

    private final List<long @Nullable []> vcpus = new ArrayList<>();
    private final List<Raw> disks = new ArrayList<>();
    private final List<Raw> interfaces = new ArrayList<>();

    /** A device while its parameters come in. */
    private static final class Raw {
        final long[] values;

        @Nullable String name;

        @Nullable String path;

        boolean counted;

        Raw(int figures) {
            values = Figures.blank(figures);
        }
    }

    private static Map<Long, Object> fields() {
        List<Object> known = new ArrayList<>(List.of(BLOCK_NAME, BLOCK_PATH, NET_NAME));
        known.addAll(List.of(DomainFigure.values()));
        known.addAll(List.of(VcpuFigure.values()));
        known.addAll(List.of(InterfaceFigure.values()));
        known.addAll(List.of(BlockFigure.values()));
        Map<Long, Object> byHash = new HashMap<>(known.size() * 2);
        for (Object field : known) {
            String name = field instanceof Figure figure ? figure.field() : (String) field;
            long hash = FNV_OFFSET;
            for (int i = 0; i < name.length(); i++) {
                hash = (hash ^ name.charAt(i)) * FNV_PRIME;
            }
            if (byHash.put(hash, field) != null) {
                throw new IllegalStateException("two fields with the hash of " + name);
            }
        }
        return byHash;
    }

    /**
     * What {@code count} parameters at {@code params} say of {@code domain}, whose state they hold as well.
     *
     * @param nowait whether libvirt was to pass over domains that keep it waiting
     */
    DomainStats decode(Domain domain, long nanos, boolean nowait, @Nullable Pointer params, int count) {
        vcpus.clear();
        disks.clear();
        interfaces.clear();
        long[] values = Figures.blank(DomainFigure.values().length);
        int bounded = params == null ? 0 : Math.min(count, TypedParameters.MAX_PARAMETERS);
        if (params != null && bounded > 0) {
            byte[] bytes = params.getByteArray(0, bounded * LibvirtDomain.TYPED_PARAMETER_BYTES);
            ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
            for (int i = 0; i < bounded; i++) {
                parameter(bytes, buffer, params, i * LibvirtDomain.TYPED_PARAMETER_BYTES, values);
            }
        }
        long state = values[DomainFigure.STATE.ordinal()];
        return new DomainStats(
                new Domain(domain.name(), domain.uuid(), domain.id(), DomainState.of((int) state)),
                nanos,
                domain.active() && silent(values, nowait),
                new Figures<>(values),
                vcpuFigures(),
                devices(disks),
                devices(interfaces),
                null);
    }

    /**
     * CPU time comes from the host's kernel, and only where the driver counts at all. The size of the process comes from
     * there too, but libvirt looks only once it has the domain's job, which a QEMU that hangs does not give back.
     */
    private static boolean silent(long[] values, boolean nowait) {
        return values[DomainFigure.CPU_TIME.ordinal()] == Figures.ABSENT
                || nowait && values[DomainFigure.BALLOON_RSS.ordinal()] == Figures.ABSENT;
    }

    private void parameter(byte[] bytes, ByteBuffer buffer, Pointer params, int base, long[] values) {
        long hash = FNV_OFFSET;
        int index = -1;
        int limit = base + LibvirtDomain.VIR_TYPED_PARAM_FIELD_LENGTH;
        for (int at = base; at < limit && bytes[at] != 0; at++) {
            int c = bytes[at];
            // An index is all the digits between two dots.
            if (c >= '0' && c <= '9' && at > base && bytes[at - 1] == '.') {
                index = 0;
                while (at < limit && bytes[at] >= '0' && bytes[at] <= '9') {
                    index = Math.min(index * 10 + bytes[at] - '0', MAX_INDEX);
                    at++;
                }
                at--;
                c = '#';
            }
            hash = (hash ^ c) * FNV_PRIME;
        }
        Object field = FIELDS.get(hash);
        if (field == null || index >= MAX_INDEX) {
            return;
        }
        int value = base + LibvirtDomain.TYPED_PARAMETER_VALUE;
        int type = buffer.getInt(base + LibvirtDomain.TYPED_PARAMETER_TYPE);
        if (field instanceof DomainFigure figure) {
            values[figure.ordinal()] = count(buffer, type, value);
        } else if (index < 0) {
            return;
        } else if (field instanceof VcpuFigure figure) {
            vcpu(index)[figure.ordinal()] = count(buffer, type, value);
        } else if (field instanceof BlockFigure figure) {
            Raw disk = device(disks, index, BlockFigure.values().length);
            disk.values[figure.ordinal()] = count(buffer, type, value);
            disk.counted = true;
        } else if (field instanceof InterfaceFigure figure) {
            Raw nic = device(interfaces, index, InterfaceFigure.values().length);
            nic.values[figure.ordinal()] = count(buffer, type, value);
            nic.counted = true;
        } else if (field == BLOCK_NAME) {
            device(disks, index, BlockFigure.values().length).name = TypedParameters.text(params, type, value);
        } else if (field == BLOCK_PATH) {
            device(disks, index, BlockFigure.values().length).path = TypedParameters.text(params, type, value);
        } else if (field == NET_NAME) {
            device(interfaces, index, InterfaceFigure.values().length).name = TypedParameters.text(params, type, value);
        }
    }

    /** Nothing counted is negative: what reads so is a value of 2^63 and more, and as good as none. */
    private static long count(ByteBuffer buffer, int type, int at) {
        return Math.max(TypedParameters.number(buffer, type, at), Figures.ABSENT);
    }

    private long[] vcpu(int index) {
        while (vcpus.size() <= index) {
            vcpus.add(null);
        }
        long[] values = vcpus.get(index);
        if (values == null) {
            values = Figures.blank(VcpuFigure.values().length);
            vcpus.set(index, values);
        }
        return values;
    }

    private static Raw device(List<Raw> devices, int index, int figures) {
        while (devices.size() <= index) {
            devices.add(new Raw(figures));
        }
        return devices.get(index);
    }

    private List<@Nullable Figures<VcpuFigure>> vcpuFigures() {
        if (vcpus.isEmpty()) {
            return List.of();
        }
        @SuppressWarnings({"unchecked", "rawtypes"}) // an array of one kind of figures
        @Nullable Figures<VcpuFigure>[] figures = new Figures[vcpus.size()];
        for (int i = 0; i < figures.length; i++) {
            long[] values = vcpus.get(i);
            figures[i] = values == null ? null : new Figures<>(values);
        }
        return Arrays.asList(figures);
    }

    /** Devices with a name and at least one figure: a user-mode interface is counted by libvirt, and has neither. */
    private static <F extends Figure> List<DeviceStats<F>> devices(List<Raw> raw) {
        if (raw.isEmpty()) {
            return List.of();
        }
        List<DeviceStats<F>> devices = new ArrayList<>(raw.size());
        for (Raw device : raw) {
            if (device.name != null && device.counted) {
                devices.add(new DeviceStats<>(device.name, device.path, new Figures<>(device.values)));
            }
        }
        return devices;
    }
}
