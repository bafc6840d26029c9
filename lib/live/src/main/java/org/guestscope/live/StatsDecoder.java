package org.guestscope.live;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.guestscope.live.jna.LibvirtDomain;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the typed parameters of one domain's statistics record after the other. A thousand domains have some forty
 * thousand parameters a refresh, so no string is made of a name: the records of like domains have the same names at the
 * same places, and a name that is not the one of the record before is recognised by a hash of its bytes, the device's
 * index taken out. Used by one thread at a time.
 */
final class StatsDecoder {

    /** More devices of a kind than any driver attaches; an index beyond it is passed over. */
    private static final int MAX_INDEX = 4096;

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private static final String BLOCK_NAME = "block.#.name";
    private static final String BLOCK_PATH = "block.#.path";
    private static final String NET_NAME = "net.#.name";

    private static final int DOMAIN_FIGURES = DomainFigure.values().length;
    private static final int VCPU_FIGURES = VcpuFigure.values().length;
    private static final int BLOCK_FIGURES = BlockFigure.values().length;
    private static final int INTERFACE_FIGURES = InterfaceFigure.values().length;

    /** Figures and the three names above, at the place their hash points to or the next free one. */
    private static final Object[] FIELDS = new Object[256];

    private static final long[] HASHES = new long[FIELDS.length];

    static {
        enter(BLOCK_NAME, BLOCK_NAME);
        enter(BLOCK_PATH, BLOCK_PATH);
        enter(NET_NAME, NET_NAME);
        for (Figure[] kind :
                List.of(DomainFigure.values(), VcpuFigure.values(), InterfaceFigure.values(), BlockFigure.values())) {
            for (Figure figure : kind) {
                enter(figure.field(), figure);
            }
        }
    }

    private final List<long @Nullable []> vcpus = new ArrayList<>();
    private final List<Raw> disks = new ArrayList<>();
    private final List<Raw> interfaces = new ArrayList<>();

    /** This record and the one before it. */
    private Record now = new Record();

    private Record last = new Record();

    /** A record's bytes, and what its names stand for. */
    private static final class Record {
        byte[] bytes = {};
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        int count;

        /** By parameter: a figure, one of the three names, or null for what is not kept. */
        @Nullable Object[] fields = {};

        /** By parameter: the device's index, -1 for none. */
        int[] indices = {};

        void read(@Nullable Pointer params, int parameters) {
            count = params == null ? 0 : Math.min(Math.max(0, parameters), TypedParameters.MAX_PARAMETERS);
            if (fields.length < count) {
                bytes = new byte[count * LibvirtDomain.TYPED_PARAMETER_BYTES];
                buffer = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
                fields = new Object[count];
                indices = new int[count];
            }
            if (params != null && count > 0) {
                params.read(0, bytes, 0, count * LibvirtDomain.TYPED_PARAMETER_BYTES);
            }
        }
    }

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

    private static void enter(String name, Object field) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * FNV_PRIME;
        }
        int at = slot(hash);
        if (FIELDS[at] != null) {
            throw new IllegalStateException("two fields with the hash of " + name);
        }
        HASHES[at] = hash;
        FIELDS[at] = field;
    }

    /** Where the field of that hash is, or would be. */
    private static int slot(long hash) {
        int at = (int) hash & FIELDS.length - 1;
        while (FIELDS[at] != null && HASHES[at] != hash) {
            at = at + 1 & FIELDS.length - 1;
        }
        return at;
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
        long[] values = Figures.blank(DOMAIN_FIGURES);
        now.read(params, count);
        for (int i = 0; params != null && i < now.count; i++) {
            if (i < last.count && sameName(i)) {
                now.fields[i] = last.fields[i];
                now.indices[i] = last.indices[i];
            } else {
                recognise(i);
            }
            parameter(i, params, values);
        }
        Record read = now;
        now = last;
        last = read;
        long state = values[DomainFigure.STATE.ordinal()];
        return new DomainStats(
                domain.in(DomainState.of((int) state)),
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

    /** Whether this record and the one before it have the same name at that place, to its end. */
    private boolean sameName(int parameter) {
        int base = parameter * LibvirtDomain.TYPED_PARAMETER_BYTES;
        for (int at = base; at < base + LibvirtDomain.VIR_TYPED_PARAM_FIELD_LENGTH; at += Long.BYTES) {
            long word = now.buffer.getLong(at);
            if (word != last.buffer.getLong(at)) {
                return false;
            }
            // A NUL among the eight bytes: only then does a byte borrow without having its own high bit set.
            if ((word - 0x0101010101010101L & ~word & 0x8080808080808080L) != 0) {
                return true;
            }
        }
        return true;
    }

    private void recognise(int parameter) {
        byte[] bytes = now.bytes;
        int base = parameter * LibvirtDomain.TYPED_PARAMETER_BYTES;
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
        now.fields[parameter] = index >= MAX_INDEX ? null : FIELDS[slot(hash)];
        now.indices[parameter] = index;
    }

    private void parameter(int parameter, Pointer params, long[] values) {
        Object field = now.fields[parameter];
        if (field == null) {
            return;
        }
        int index = now.indices[parameter];
        ByteBuffer buffer = now.buffer;
        int base = parameter * LibvirtDomain.TYPED_PARAMETER_BYTES;
        int value = base + LibvirtDomain.TYPED_PARAMETER_VALUE;
        int type = buffer.getInt(base + LibvirtDomain.TYPED_PARAMETER_TYPE);
        if (field instanceof DomainFigure figure) {
            values[figure.ordinal()] = count(buffer, type, value);
        } else if (index < 0) {
            return;
        } else if (field instanceof VcpuFigure figure) {
            vcpu(index)[figure.ordinal()] = count(buffer, type, value);
        } else if (field instanceof BlockFigure figure) {
            Raw disk = device(disks, index, BLOCK_FIGURES);
            disk.values[figure.ordinal()] = count(buffer, type, value);
            disk.counted = true;
        } else if (field instanceof InterfaceFigure figure) {
            Raw nic = device(interfaces, index, INTERFACE_FIGURES);
            nic.values[figure.ordinal()] = count(buffer, type, value);
            nic.counted = true;
        } else if (field == BLOCK_NAME) {
            device(disks, index, BLOCK_FIGURES).name = TypedParameters.text(params, type, value);
        } else if (field == BLOCK_PATH) {
            device(disks, index, BLOCK_FIGURES).path = TypedParameters.text(params, type, value);
        } else if (field == NET_NAME) {
            device(interfaces, index, INTERFACE_FIGURES).name = TypedParameters.text(params, type, value);
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
            values = Figures.blank(VCPU_FIGURES);
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
