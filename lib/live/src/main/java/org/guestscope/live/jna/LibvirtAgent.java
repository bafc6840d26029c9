package org.guestscope.live.jna;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;

/**
 * What a guest's own agent answers: {@code libvirt/libvirt-domain.h}. They need a connection that may write, and
 * wait as long as the agent does, so they are called from a thread that may be left behind.
 */
public final class LibvirtAgent {

    public static final int VIR_DOMAIN_GUEST_INFO_USERS = 1;
    public static final int VIR_DOMAIN_GUEST_INFO_OS = 1 << 1;
    public static final int VIR_DOMAIN_GUEST_INFO_HOSTNAME = 1 << 3;
    public static final int VIR_DOMAIN_GUEST_INFO_FILESYSTEM = 1 << 4;

    /** Where {@code mountpoint, name, fstype, ndevAlias, devAlias} stand in a {@code virDomainFSInfo}. */
    public static final int FS_INFO_MOUNTPOINT = 0;

    public static final int FS_INFO_NAME = 8;
    public static final int FS_INFO_FSTYPE = 16;
    public static final int FS_INFO_NDEV_ALIAS = 24;
    public static final int FS_INFO_DEV_ALIAS = 32;

    private LibvirtAgent() {}

    /** {@code info} receives the caller's array of structures, each freed with {@link #virDomainFSInfoFree}. */
    public static native int virDomainGetFSInfo(Pointer dom, PointerByReference info, int flags);

    public static native void virDomainFSInfoFree(Pointer info);

    /** {@code params} receives the caller's array, freed with {@link LibvirtDomain#virTypedParamsFree}. */
    public static native int virDomainGetGuestInfo(
            Pointer domain, int types, PointerByReference params, int[] nparams, int flags);
}
