package org.guestscope.live;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import org.guestscope.live.jna.LibvirtDomain;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which host CPUs domains use: libvirt's per-CPU accounting where the host has it (cgroup v1), else where each
 * virtual CPU was last seen.
 */
final class Placements {

    /** {@code virDomainGetCPUStats} takes at most this many CPUs a call. */
    private static final int CPUS_A_CALL = 128;

    /** Larger hosts than this do not exist; it bounds what a remote daemon can make this process allocate. */
    private static final int MAX_CPUS = 1 << 14;

    private volatile boolean accounted = true;

    @Nullable CpuPlacement of(Pointer domain, DomainStats stats) {
        if (accounted) {
            CpuPlacement exact = perCpu(domain);
            if (exact != null) {
                return exact;
            }
            accounted = false;
        }
        return lastSeen(domain, (int) stats.figures().getOr(DomainFigure.VCPU_CURRENT, 0));
    }

    private static @Nullable CpuPlacement perCpu(Pointer domain) {
        int cpus = Math.min(LibvirtDomain.virDomainGetCPUStats(domain, null, 0, 0, 0, 0), MAX_CPUS);
        int nparams = LibvirtDomain.virDomainGetCPUStats(domain, null, 0, 0, 1, 0);
        if (cpus <= 0 || nparams <= 0 || nparams > TypedParameters.MAX_PARAMETERS / CPUS_A_CALL) {
            return null;
        }
        long[] total = new long[cpus];
        long[] guest = new long[cpus];
        // libvirt writes nparams parameters for each CPU, so the buffer holds them for as many as are asked for.
        int atOnce = Math.min(cpus, CPUS_A_CALL);
        try (Memory params = new Memory((long) nparams * atOnce * LibvirtDomain.TYPED_PARAMETER_BYTES)) {
            for (int start = 0; start < cpus; start += atOnce) {
                int count = Math.min(atOnce, cpus - start);
                params.clear();
                if (LibvirtDomain.virDomainGetCPUStats(domain, params, nparams, start, count, 0) < 0) {
                    return null;
                }
                for (int i = 0; i < count; i++) {
                    long at = (long) i * nparams * LibvirtDomain.TYPED_PARAMETER_BYTES;
                    Map<String, Object> values = TypedParameters.decode(params.share(at), nparams);
                    total[start + i] = values.get("cpu_time") instanceof Long time ? time : 0;
                    guest[start + i] = values.get("vcpu_time") instanceof Long time ? time : 0;
                }
            }
        }
        return new CpuPlacement.PerCpu(total, guest);
    }

    private static @Nullable CpuPlacement lastSeen(Pointer domain, int vcpus) {
        if (vcpus <= 0 || vcpus > MAX_CPUS) {
            return null;
        }
        byte[] infos = new byte[vcpus * LibvirtDomain.VCPU_INFO_BYTES];
        int filled = LibvirtDomain.virDomainGetVcpus(domain, infos, vcpus, null, 0);
        if (filled <= 0) {
            return null;
        }
        ByteBuffer buffer = ByteBuffer.wrap(infos).order(ByteOrder.nativeOrder());
        int[] cpu = new int[vcpus];
        long[] time = new long[vcpus];
        Arrays.fill(cpu, -1);
        for (int i = 0; i < filled; i++) {
            int number = buffer.getInt(i * LibvirtDomain.VCPU_INFO_BYTES);
            if (number >= 0 && number < vcpus) {
                time[number] = buffer.getLong(i * LibvirtDomain.VCPU_INFO_BYTES + 8);
                cpu[number] = buffer.getInt(i * LibvirtDomain.VCPU_INFO_BYTES + 16);
            }
        }
        return new CpuPlacement.LastSeen(cpu, time);
    }
}
