package org.guestscope.live.jna;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import org.jspecify.annotations.Nullable;

/**
 * Connections, the host, domains and their XML: {@code libvirt/libvirt-host.h}, {@code libvirt-domain.h} and
 * {@code virterror.h}.
 *
 * <p>Threads: a {@code virConnectPtr} and a {@code virDomainPtr} may be used by several threads; errors are kept per
 * native thread, so {@link #virGetLastError()} is asked on the thread that made the failing call, before any other
 * call. Ownership: what a comment calls "the caller's" must be freed by it, everything else belongs to its object.
 */
public final class Libvirt {

    public static final int VIR_CONNECT_RO = 1;
    public static final int VIR_CONNECT_NO_ALIASES = 2;

    public static final int VIR_UUID_STRING_BUFLEN = 37;

    /** {@code sizeof(virNodeInfo)}: char[32], unsigned long, six unsigned int. */
    public static final int NODE_INFO_BYTES = 64;

    /** {@code sizeof(virNodeCPUStats)} and {@code sizeof(virNodeMemoryStats)}: char[80], unsigned long long. */
    public static final int NODE_STAT_BYTES = 88;

    public static final int VIR_NODE_CPU_STATS_ALL_CPUS = -1;
    public static final int VIR_NODE_MEMORY_STATS_ALL_CELLS = -1;

    private Libvirt() {}

    /** Errors of this thread go to {@code handler} in place of descriptor 2; process-wide. */
    public static native void virSetErrorFunc(@Nullable Pointer userData, Pointer handler);

    /** The thread's last error, libvirt's own memory until the thread's next call; null when there is none. */
    public static native @Nullable Pointer virGetLastError();

    public static native int virGetVersion(long[] libVer, @Nullable String type, long @Nullable [] typeVer);

    /** The caller's, closed with {@link #virConnectClose}; {@code auth} null asks nobody for credentials. */
    public static native @Nullable Pointer virConnectOpenAuth(@Nullable String name, @Nullable Pointer auth, int flags);

    public static native int virConnectClose(Pointer conn);

    /** 1 alive, 0 dead, -1 error; answered from memory, without asking the daemon. */
    public static native int virConnectIsAlive(Pointer conn);

    /** Needs a running event loop; -1 where the transport cannot keep alive. */
    public static native int virConnectSetKeepAlive(Pointer conn, int interval, int count);

    /** The caller's string. */
    public static native @Nullable Pointer virConnectGetHostname(Pointer conn);

    /** The caller's string. */
    public static native @Nullable Pointer virConnectGetURI(Pointer conn);

    /** A string of the driver's. */
    public static native @Nullable String virConnectGetType(Pointer conn);

    public static native int virConnectGetLibVersion(Pointer conn, long[] libVer);

    public static native int virNodeGetInfo(Pointer conn, byte[] info);

    /** {@code params} null asks for the number only. */
    public static native int virNodeGetMemoryStats(
            Pointer conn, int cellNum, byte @Nullable [] params, int[] nparams, int flags);

    /** {@code params} null asks for the number only. */
    public static native int virNodeGetCPUStats(
            Pointer conn, int cpuNum, byte @Nullable [] params, int[] nparams, int flags);

    /** {@code domains} receives the caller's array of the caller's domains, NULL at its end; the count is returned. */
    public static native int virConnectListAllDomains(Pointer conn, PointerByReference domains, int flags);

    /** The caller's domain. */
    public static native @Nullable Pointer virDomainLookupByUUIDString(Pointer conn, String uuidstr);

    /** The caller's domain. */
    public static native @Nullable Pointer virDomainLookupByName(Pointer conn, String name);

    public static native int virDomainFree(Pointer domain);

    /** The domain's string: no round trip. */
    public static native @Nullable String virDomainGetName(Pointer domain);

    /** {@code buf} of {@link #VIR_UUID_STRING_BUFLEN}: no round trip. */
    public static native int virDomainGetUUIDString(Pointer domain, byte[] buf);

    /** 2^32-1 for an inactive domain: no round trip. */
    public static native int virDomainGetID(Pointer domain);

    public static native int virDomainGetState(Pointer domain, int[] state, int[] reason, int flags);

    /** The caller's string. */
    public static native @Nullable Pointer virDomainGetXMLDesc(Pointer domain, int flags);
}
