package org.guestscope.live;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.guestscope.live.jna.Libvirt;
import org.guestscope.live.jna.LibvirtDomain;
import org.jspecify.annotations.Nullable;

/**
 * Figures of one domain after the other, for drivers without bulk statistics. Device names come from the domain's XML,
 * which is read again when the domain was started anew or one of its devices no longer answers. Used by one thread at a
 * time.
 */
final class SingleStatistics {

    /** More memory figures than {@code virDomainMemoryStatTags} has. */
    private static final int MEMORY_STATS = 32;

    /** {@code virDomainMemoryStatTags}, by number; null for those not kept. */
    private static final @Nullable DomainFigure[] MEMORY_TAGS = {
        DomainFigure.BALLOON_SWAP_IN,
        DomainFigure.BALLOON_SWAP_OUT,
        DomainFigure.BALLOON_MAJOR_FAULT,
        DomainFigure.BALLOON_MINOR_FAULT,
        DomainFigure.BALLOON_UNUSED,
        DomainFigure.BALLOON_AVAILABLE,
        null, // actual balloon size: virDomainInfo has it
        DomainFigure.BALLOON_RSS,
        DomainFigure.BALLOON_USABLE,
        DomainFigure.BALLOON_LAST_UPDATE,
        DomainFigure.BALLOON_DISK_CACHES,
    };

    /** {@code virDomainInterfaceStatsStruct} has the figures in the order of this enum. */
    private static final InterfaceFigure[] INTERFACE = InterfaceFigure.values();

    private static final BlockFigure[] BLOCK = {
        BlockFigure.RD_REQS, BlockFigure.RD_BYTES, BlockFigure.WR_REQS, BlockFigure.WR_BYTES, BlockFigure.ERRORS,
    };

    private static final int DOMAIN_FIGURES = DomainFigure.values().length;
    private static final int BLOCK_FIGURES = BlockFigure.values().length;
    private static final int VCPU_FIGURES = VcpuFigure.values().length;

    /** The devices of a running domain. */
    private record Devices(int id, List<Device> disks, List<Device> interfaces) {}

    /** A device's name, also as the C string it is asked by. */
    private record Device(String name, Memory text) {
        static List<Device> of(List<String> names) {
            List<Device> devices = new ArrayList<>(names.size());
            for (String name : names) {
                byte[] bytes = Native.toByteArray(name, StandardCharsets.UTF_8);
                Memory text = new Memory(bytes.length);
                text.write(0, bytes, 0, bytes.length);
                devices.add(new Device(name, text));
            }
            return devices;
        }

        long address() {
            return Pointer.nativeValue(text);
        }
    }

    private final Map<String, Devices> devices = new HashMap<>();

    /** What every call is answered in. */
    private final Memory answer = new Memory(MEMORY_STATS * LibvirtDomain.MEMORY_STAT_BYTES);

    private final long answerAddress = Pointer.nativeValue(answer);
    private final ByteBuffer answered = answer.getByteBuffer(0, answer.size()).order(ByteOrder.nativeOrder());

    /**
     * What single calls tell of a domain. What one call refuses is absent: the domain may be gone by now.
     *
     * @param details whether its virtual CPUs and its guest's memory are wanted as well
     */
    DomainStats read(long handle, Domain domain, boolean details) throws LiveException {
        long nanos = System.nanoTime();
        long[] values = Figures.blank(DOMAIN_FIGURES);
        int state = DomainState.NOSTATE.code();
        boolean answers = LibvirtDomain.virDomainGetInfo(handle, answerAddress) == 0;
        if (answers) {
            state = answered.get(0);
            values[DomainFigure.STATE.ordinal()] = state;
            values[DomainFigure.BALLOON_MAXIMUM.ordinal()] = answered.getLong(8);
            values[DomainFigure.BALLOON_CURRENT.ordinal()] = answered.getLong(16);
            values[DomainFigure.VCPU_CURRENT.ordinal()] = Short.toUnsignedInt(answered.getShort(24));
            values[DomainFigure.CPU_TIME.ordinal()] = answered.getLong(32);
        }
        List<DeviceStats<BlockFigure>> disks = List.of();
        List<DeviceStats<InterfaceFigure>> nics = List.of();
        List<@Nullable Figures<VcpuFigure>> vcpus = List.of();
        if (answers && domain.active()) {
            Devices known = devices(handle, domain);
            disks = disks(handle, known);
            nics = interfaces(handle, known);
            if (disks.size() < known.disks.size() || nics.size() < known.interfaces.size()) {
                devices.remove(domain.uuid());
            }
            if (details) {
                memory(handle, values);
                vcpus = vcpus(new Pointer(handle), (int) values[DomainFigure.VCPU_CURRENT.ordinal()]);
            }
        }
        return new DomainStats(
                domain.in(DomainState.of(state)), nanos, false, new Figures<>(values), vcpus, disks, nics, null);
    }

    /** Drops what is known of domains that are not in {@code present}. */
    void forgetOthers(List<Domain> present) {
        if (devices.size() > present.size()) {
            Set<String> uuids = new HashSet<>();
            for (Domain domain : present) {
                uuids.add(domain.uuid());
            }
            devices.keySet().retainAll(uuids);
        }
    }

    private Devices devices(long handle, Domain domain) throws LiveException {
        int id = domain.id().orElse(-1);
        Devices known = devices.get(domain.uuid());
        if (known == null || known.id != id) {
            DomainXml.Devices names = DomainXml.Devices.NONE;
            Pointer xml = Libvirt.virDomainGetXMLDesc(new Pointer(handle), 0);
            if (xml != null) {
                try {
                    names = DomainXml.deviceNames(xml.getString(0, "UTF-8"), domain.name());
                } finally {
                    Native.free(Pointer.nativeValue(xml));
                }
            }
            known = new Devices(id, Device.of(names.disks()), Device.of(names.interfaces()));
            devices.put(domain.uuid(), known);
        }
        return known;
    }

    private List<DeviceStats<BlockFigure>> disks(long handle, Devices known) {
        List<DeviceStats<BlockFigure>> disks = new ArrayList<>(known.disks.size());
        for (Device device : known.disks) {
            int size = LibvirtDomain.BLOCK_STATS_BYTES;
            if (LibvirtDomain.virDomainBlockStats(handle, device.address(), answerAddress, size) == 0) {
                disks.add(new DeviceStats<>(device.name, null, figures(BLOCK, BLOCK_FIGURES)));
            }
        }
        return disks;
    }

    private List<DeviceStats<InterfaceFigure>> interfaces(long handle, Devices known) {
        List<DeviceStats<InterfaceFigure>> nics = new ArrayList<>(known.interfaces.size());
        for (Device device : known.interfaces) {
            int size = LibvirtDomain.INTERFACE_STATS_BYTES;
            if (LibvirtDomain.virDomainInterfaceStats(handle, device.address(), answerAddress, size) == 0) {
                nics.add(new DeviceStats<>(device.name, null, figures(INTERFACE, INTERFACE.length)));
            }
        }
        return nics;
    }

    private void memory(long handle, long[] values) {
        int count = LibvirtDomain.virDomainMemoryStats(handle, answerAddress, MEMORY_STATS, 0);
        for (int i = 0; i < count; i++) {
            int tag = answered.getInt(i * LibvirtDomain.MEMORY_STAT_BYTES);
            DomainFigure figure = tag >= 0 && tag < MEMORY_TAGS.length ? MEMORY_TAGS[tag] : null;
            if (figure != null) {
                values[figure.ordinal()] = answered.getLong(i * LibvirtDomain.MEMORY_STAT_BYTES + Long.BYTES);
            }
        }
    }

    private static List<@Nullable Figures<VcpuFigure>> vcpus(Pointer handle, int count) {
        byte[] infos = new byte[count * LibvirtDomain.VCPU_INFO_BYTES];
        int filled = LibvirtDomain.virDomainGetVcpus(handle, infos, count, null, 0);
        ByteBuffer buffer = ByteBuffer.wrap(infos).order(ByteOrder.nativeOrder());
        List<@Nullable Figures<VcpuFigure>> vcpus = new ArrayList<>();
        for (int i = 0; i < filled; i++) {
            long[] values = Figures.blank(VCPU_FIGURES);
            values[VcpuFigure.STATE.ordinal()] = buffer.getInt(i * LibvirtDomain.VCPU_INFO_BYTES + 4);
            values[VcpuFigure.TIME.ordinal()] = buffer.getLong(i * LibvirtDomain.VCPU_INFO_BYTES + 8);
            vcpus.add(new Figures<>(values));
        }
        return vcpus;
    }

    /** The answer as a structure of {@code long long}s in the order of {@code fields}; -1 means unknown there and here. */
    private <F extends Figure> Figures<F> figures(F[] fields, int count) {
        long[] values = Figures.blank(count);
        for (int i = 0; i < fields.length; i++) {
            values[fields[i].ordinal()] = answered.getLong(i * Long.BYTES);
        }
        return new Figures<>(values);
    }
}
