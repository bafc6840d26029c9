package org.guestscope.live.jna;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import org.jspecify.annotations.Nullable;

/**
 * Statistics of domains, in bulk and one by one: {@code libvirt/libvirt-domain.h}. Threads and ownership as in
 * {@link Libvirt}. Memory given as {@code stats} or {@code info} must be as large as {@code nr_stats} or the size constant
 * says: libvirt writes that much and no more.
 *
 * <p>What is called for each domain at each refresh takes its handle, and memory outside Java's, as plain addresses:
 * there is nothing to convert then.
 */
public final class LibvirtDomain {

    public static final int VIR_DOMAIN_STATS_STATE = 1;
    public static final int VIR_DOMAIN_STATS_CPU_TOTAL = 1 << 1;
    public static final int VIR_DOMAIN_STATS_BALLOON = 1 << 2;
    public static final int VIR_DOMAIN_STATS_VCPU = 1 << 3;
    public static final int VIR_DOMAIN_STATS_INTERFACE = 1 << 4;
    public static final int VIR_DOMAIN_STATS_BLOCK = 1 << 5;

    /** Answer with less for a domain whose QEMU is busy, in place of waiting for it. */
    public static final int VIR_CONNECT_GET_ALL_DOMAINS_STATS_NOWAIT = 1 << 29;

    /** {@code sizeof(virTypedParameter)}: char field[80], int type, padding, union value. */
    public static final int TYPED_PARAMETER_BYTES = 96;

    public static final int VIR_TYPED_PARAM_FIELD_LENGTH = 80;

    /** Where {@code type} stands in a {@code virTypedParameter}. */
    public static final int TYPED_PARAMETER_TYPE = 80;

    /** Where {@code value} stands in a {@code virTypedParameter}. */
    public static final int TYPED_PARAMETER_VALUE = 88;

    /** {@code sizeof(virDomainInfo)}: uchar state, ulong maxMem, ulong memory, ushort nrVirtCpu, ullong cpuTime. */
    public static final int DOMAIN_INFO_BYTES = 40;

    /** {@code sizeof(virVcpuInfo)}: uint number, int state, ullong cpuTime, int cpu. */
    public static final int VCPU_INFO_BYTES = 24;

    /** {@code sizeof(virDomainBlockStatsStruct)}: five long long. */
    public static final int BLOCK_STATS_BYTES = 40;

    /** {@code sizeof(virDomainInterfaceStatsStruct)}: eight long long. */
    public static final int INTERFACE_STATS_BYTES = 64;

    /** {@code sizeof(virDomainMemoryStatStruct)}: int tag, unsigned long long val. */
    public static final int MEMORY_STAT_BYTES = 16;

    private LibvirtDomain() {}

    /**
     * {@code retStats} receives the caller's array of records, freed with {@link #virDomainStatsRecordListFree}; the
     * count is returned. A record is {@code {virDomainPtr dom; virTypedParameterPtr params; int nparams}}.
     */
    public static native int virConnectGetAllDomainStats(
            Pointer conn, int stats, PointerByReference retStats, int flags);

    /** Frees records, their parameters and their domains. */
    public static native void virDomainStatsRecordListFree(Pointer stats);

    /** Frees an array of {@code nparams} parameters and the strings in it. */
    public static native void virTypedParamsFree(@Nullable Pointer params, int nparams);

    /** The running domains' numbers, {@code maxids} at most; how many were written is returned. */
    public static native int virConnectListDomains(Pointer conn, int[] ids, int maxids);

    /** The address of the domain's string: no round trip. */
    public static native long virDomainGetName(long domain);

    /** {@code uuid} of 16 bytes: no round trip. */
    public static native int virDomainGetUUID(long domain, byte[] uuid);

    /** 2^32-1 for an inactive domain: no round trip. */
    public static native int virDomainGetID(long domain);

    public static native int virDomainGetInfo(long domain, long info);

    /** {@code cpumaps} may be null with {@code maplen} 0; the number of entries filled is returned. */
    public static native int virDomainGetVcpus(
            Pointer domain, byte[] info, int maxinfo, byte @Nullable [] cpumaps, int maplen);

    /**
     * Per-CPU figures. {@code params} holds {@code nparams * ncpus} parameters, not {@code nparams}: libvirt writes
     * them all. With null and 0 the number of parameters, or of CPUs, is returned.
     */
    public static native int virDomainGetCPUStats(
            Pointer domain, @Nullable Pointer params, int nparams, int startCpu, int ncpus, int flags);

    /** {@code disk} is the address of a C string. */
    public static native int virDomainBlockStats(long dom, long disk, long stats, long size);

    /** {@code device} is the address of a C string. */
    public static native int virDomainInterfaceStats(long dom, long device, long stats, long size);

    /** The number of entries filled is returned. */
    public static native int virDomainMemoryStats(long dom, long stats, int nrStats, int flags);
}
