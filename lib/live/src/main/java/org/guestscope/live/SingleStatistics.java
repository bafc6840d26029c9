package org.guestscope.live;

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
 * which is read again when the domain was started anew or one of its devices no longer answers.
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

    /**
     * Memory figures are asked for in every this-many-th sample of a domain, and kept meanwhile: the guest's balloon
     * driver reports them every few seconds at most, and each call costs as much as a disk's.
     */
    private static final int MEMORY_EVERY = 4;

    /** What is kept of a running domain between samples. */
    private static final class Known {
        final int id;
        final List<Device> disks;
        final List<Device> interfaces;
        int samples;
        long[] memory = {};

        Known(int id, DomainXml.Devices names) {
            this.id = id;
            disks = Device.of(names.disks());
            interfaces = Device.of(names.interfaces());
        }
    }

    /** A device's name, also as the C string it is asked by. */
    private record Device(String name, byte[] text) {
        static List<Device> of(List<String> names) {
            List<Device> devices = new ArrayList<>(names.size());
            for (String name : names) {
                devices.add(new Device(name, Native.toByteArray(name, StandardCharsets.UTF_8)));
            }
            return devices;
        }
    }

    private final Map<String, Known> devices = new HashMap<>();
    private final byte[] info = new byte[LibvirtDomain.DOMAIN_INFO_BYTES];
    private final byte[] memory = new byte[MEMORY_STATS * LibvirtDomain.MEMORY_STAT_BYTES];
    private final byte[] block = new byte[LibvirtDomain.BLOCK_STATS_BYTES];
    private final byte[] nic = new byte[LibvirtDomain.INTERFACE_STATS_BYTES];

    /**
     * {@code stats} of a running domain with everything single calls can tell. What one call refuses is absent: the
     * domain may be gone by now.
     */
    synchronized DomainStats read(Pointer handle, DomainStats stats, Set<Wanted> wanted) throws LiveException {
        Domain domain = stats.domain();
        long nanos = System.nanoTime();
        if (LibvirtDomain.virDomainGetInfo(handle, info) < 0) {
            return stats;
        }
        ByteBuffer buffer = ByteBuffer.wrap(info).order(ByteOrder.nativeOrder());
        long[] values = Figures.blank(DomainFigure.values().length);
        values[DomainFigure.STATE.ordinal()] = buffer.get(0);
        values[DomainFigure.BALLOON_MAXIMUM.ordinal()] = buffer.getLong(8);
        values[DomainFigure.BALLOON_CURRENT.ordinal()] = buffer.getLong(16);
        int vcpus = Short.toUnsignedInt(buffer.getShort(24));
        values[DomainFigure.VCPU_CURRENT.ordinal()] = vcpus;
        values[DomainFigure.CPU_TIME.ordinal()] = buffer.getLong(32);
        Known known = devices(handle, domain);
        memory(handle, known, values);
        List<DeviceStats<BlockFigure>> disks = new ArrayList<>(known.disks.size());
        for (Device device : known.disks) {
            if (LibvirtDomain.virDomainBlockStats(handle, device.text, block, block.length) == 0) {
                disks.add(new DeviceStats<>(device.name, null, figures(block, BLOCK, BlockFigure.values().length)));
            }
        }
        List<DeviceStats<InterfaceFigure>> nics = new ArrayList<>(known.interfaces.size());
        for (Device device : known.interfaces) {
            if (LibvirtDomain.virDomainInterfaceStats(handle, device.text, nic, nic.length) == 0) {
                nics.add(new DeviceStats<>(device.name, null, figures(nic, INTERFACE, INTERFACE.length)));
            }
        }
        if (disks.size() < known.disks.size() || nics.size() < known.interfaces.size()) {
            devices.remove(domain.uuid());
        }
        return new DomainStats(
                domain,
                nanos,
                false,
                new Figures<>(values),
                wanted.contains(Wanted.VCPUS) || wanted.contains(Wanted.PER_CPU) ? vcpus(handle, vcpus) : List.of(),
                disks,
                nics,
                null);
    }

    /** Drops what is known of domains that are not in {@code present}. */
    synchronized void forgetOthers(List<DomainStats> present) {
        if (devices.isEmpty()) {
            return;
        }
        Set<String> uuids = new HashSet<>();
        for (DomainStats domain : present) {
            uuids.add(domain.domain().uuid());
        }
        devices.keySet().retainAll(uuids);
    }

    private void memory(Pointer handle, Known known, long[] values) {
        // Domains come into step at different samples, so that no sample asks them all but the first.
        if (known.samples++ == 0) {
            known.samples = 1 + known.id % MEMORY_EVERY;
            known.memory = memory(handle);
        } else if (known.samples % MEMORY_EVERY == 0) {
            known.memory = memory(handle);
        }
        for (DomainFigure figure : MEMORY_TAGS) {
            if (figure != null) {
                values[figure.ordinal()] = known.memory[figure.ordinal()];
            }
        }
    }

    private long[] memory(Pointer handle) {
        long[] values = Figures.blank(DomainFigure.values().length);
        int count = LibvirtDomain.virDomainMemoryStats(handle, memory, MEMORY_STATS, 0);
        ByteBuffer buffer = ByteBuffer.wrap(memory).order(ByteOrder.nativeOrder());
        for (int i = 0; i < count; i++) {
            int tag = buffer.getInt(i * LibvirtDomain.MEMORY_STAT_BYTES);
            DomainFigure figure = tag >= 0 && tag < MEMORY_TAGS.length ? MEMORY_TAGS[tag] : null;
            if (figure != null) {
                values[figure.ordinal()] = buffer.getLong(i * LibvirtDomain.MEMORY_STAT_BYTES + Long.BYTES);
            }
        }
        return values;
    }

    private Known devices(Pointer handle, Domain domain) throws LiveException {
        int id = domain.id().orElse(-1);
        Known known = devices.get(domain.uuid());
        if (known == null || known.id != id) {
            DomainXml.Devices names = DomainXml.Devices.NONE;
            Pointer xml = Libvirt.virDomainGetXMLDesc(handle, 0);
            if (xml != null) {
                try {
                    names = DomainXml.deviceNames(xml.getString(0, "UTF-8"), domain.name());
                } finally {
                    Native.free(Pointer.nativeValue(xml));
                }
            }
            known = new Known(id, names);
            devices.put(domain.uuid(), known);
        }
        return known;
    }

    private static List<@Nullable Figures<VcpuFigure>> vcpus(Pointer handle, int count) {
        byte[] infos = new byte[count * LibvirtDomain.VCPU_INFO_BYTES];
        int filled = LibvirtDomain.virDomainGetVcpus(handle, infos, count, null, 0);
        ByteBuffer buffer = ByteBuffer.wrap(infos).order(ByteOrder.nativeOrder());
        List<@Nullable Figures<VcpuFigure>> vcpus = new ArrayList<>();
        for (int i = 0; i < filled; i++) {
            long[] values = Figures.blank(VcpuFigure.values().length);
            values[VcpuFigure.STATE.ordinal()] = buffer.getInt(i * LibvirtDomain.VCPU_INFO_BYTES + 4);
            values[VcpuFigure.TIME.ordinal()] = buffer.getLong(i * LibvirtDomain.VCPU_INFO_BYTES + 8);
            vcpus.add(new Figures<>(values));
        }
        return vcpus;
    }

    /** A structure of {@code long long}s in the order of {@code fields}; -1 in it means unknown, as it does here. */
    private static <F extends Figure> Figures<F> figures(byte[] struct, F[] fields, int count) {
        ByteBuffer buffer = ByteBuffer.wrap(struct).order(ByteOrder.nativeOrder());
        long[] values = Figures.blank(count);
        for (int i = 0; i < fields.length; i++) {
            values[fields[i].ordinal()] = buffer.getLong(i * Long.BYTES);
        }
        return new Figures<>(values);
    }
}
