package org.guestscope.live.jna;

import com.sun.jna.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Volumes in storage pools: {@code libvirt/libvirt-storage.h}. Threads and ownership as in {@link Libvirt}.
 */
public final class LibvirtStorage {

    private LibvirtStorage() {}

    /** The caller's pool. */
    public static native @Nullable Pointer virStoragePoolLookupByName(Pointer conn, String name);

    public static native int virStoragePoolFree(Pointer pool);

    /** The caller's volume. */
    public static native @Nullable Pointer virStorageVolLookupByName(Pointer pool, String name);

    public static native int virStorageVolFree(Pointer vol);

    /** The caller's string. */
    public static native @Nullable Pointer virStorageVolGetPath(Pointer vol);

    /** The caller's string. */
    public static native @Nullable Pointer virStorageVolGetXMLDesc(Pointer vol, int flags);

    /** The caller's string. */
    public static native @Nullable Pointer virStoragePoolGetXMLDesc(Pointer pool, int flags);
}
