package org.guestscope.live;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import org.guestscope.live.jna.Libvirt;
import org.guestscope.live.jna.LibvirtLibrary;
import org.guestscope.live.jna.LibvirtStorage;
import org.jspecify.annotations.Nullable;

/**
 * A connection to one libvirt host. Safe for use by several threads, but a call that waits long may hold up the others:
 * such calls belong on connections of their own. {@link #close()} waits for nobody: the handle is
 * given back when the last call running on another thread has returned.
 */
public final class Connection implements AutoCloseable {

    /** What a connection may do. */
    public enum Access {
        READ_ONLY,
        /** May change domains, and may talk to guest agents, which libvirt counts as the same. */
        READ_WRITE
    }

    /** {@code virDomainGetID} of a domain that is not running: (unsigned int) -1. */
    private static final int NO_ID = -1;

    private final Pointer handle;
    private final String name;
    private final Access access;
    private final @Nullable String wanted;
    private int calls;
    private boolean closed;

    private Connection(Pointer handle, String name, @Nullable String wanted, Access access) {
        this.handle = handle;
        this.name = name;
        this.wanted = wanted;
        this.access = access;
    }

    /**
     * Connects without asking anybody for credentials.
     *
     * @param uri a libvirt URI; null or empty takes libvirt's default: {@code $LIBVIRT_DEFAULT_URI}, the configured
     *     one, or the first driver that answers
     * @throws LiveException.Missing when libvirt is not installed
     * @throws LiveException.Refused when it cannot be reached, or refuses
     */
    public static Connection open(@Nullable String uri, Access access) throws LiveException {
        try {
            LibvirtLibrary.bind(Libvirt.class);
        } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
            throw new LiveException.Missing(e);
        }
        String wanted = uri == null || uri.isEmpty() ? null : uri;
        String subject = wanted == null ? "libvirt" : wanted;
        Pointer handle =
                Libvirt.virConnectOpenAuth(wanted, null, access == Access.READ_ONLY ? Libvirt.VIR_CONNECT_RO : 0);
        if (handle == null) {
            throw VirError.last("could not connect to " + subject);
        }
        return new Connection(handle, subject, wanted, access);
    }

    /** A second connection to the same host, for a call that may wait long. */
    Connection again() throws LiveException {
        return open(wanted, access);
    }

    /** What errors call this connection: the URI as it was asked for. */
    public String name() {
        return name;
    }

    /** The URI libvirt chose. */
    public String uri() throws LiveException {
        return use(conn -> text(Libvirt.virConnectGetURI(conn), name + ": URI"));
    }

    /** The host's own name. */
    public String hostname() throws LiveException {
        return use(conn -> text(Libvirt.virConnectGetHostname(conn), name + ": host name"));
    }

    /** Whether the transport still stands, as far as is known without asking the other end. */
    public boolean alive() {
        try {
            return use(conn -> Libvirt.virConnectIsAlive(conn) == 1);
        } catch (LiveException e) {
            return false;
        }
    }

    /**
     * Every domain: the running ones by their number, then the others by name. A Xen host's own domain 0 is among them.
     */
    public List<Domain> domains() throws LiveException {
        List<Domain> domains = use(conn -> {
            PointerByReference array = new PointerByReference();
            int count = Libvirt.virConnectListAllDomains(conn, array, 0);
            if (count < 0) {
                throw VirError.last(name + ": list of domains");
            }
            List<Domain> found = new ArrayList<>(count);
            Pointer list = array.getValue();
            for (int i = 0; i < count; i++) {
                Pointer domain = list.getPointer((long) i * Native.POINTER_SIZE);
                found.add(describe(domain));
                Libvirt.virDomainFree(domain);
            }
            if (list != null) {
                Native.free(Pointer.nativeValue(list));
            }
            return found;
        });
        domains.sort(Comparator.comparingLong((Domain d) -> d.id().isPresent() ? d.id().getAsInt() : Long.MAX_VALUE)
                .thenComparing(Domain::name));
        return domains;
    }

    /**
     * The domain with that name, or else with that UUID.
     *
     * @throws LiveException.Refused {@link LiveException.Refused#noSuchDomain()} when there is none
     */
    public Domain domain(String nameOrUuid) throws LiveException {
        return use(conn -> {
            Pointer domain = Libvirt.virDomainLookupByName(conn, nameOrUuid);
            if (domain == null) {
                LiveException.Refused byName = VirError.last("no libvirt domain called '" + nameOrUuid + "'");
                domain = nameOrUuid.length() < Libvirt.VIR_UUID_STRING_BUFLEN - 5
                        ? null // shorter than 32 hexadecimal digits: not a UUID
                        : Libvirt.virDomainLookupByUUIDString(conn, nameOrUuid);
                if (domain == null) {
                    throw byName;
                }
            }
            try {
                return describe(domain);
            } finally {
                Libvirt.virDomainFree(domain);
            }
        });
    }

    /** The domain's XML, secrets left out. */
    public String xml(Domain domain) throws LiveException {
        return withDomain(domain, handle -> text(Libvirt.virDomainGetXMLDesc(handle, 0), domain.name() + ": XML"));
    }

    /** The domain's disks in the order of its XML, without CD-ROM, floppy and empty drives. */
    public List<DomainDisk> disks(Domain domain) throws LiveException {
        return DomainXml.disks(xml(domain), domain.name());
    }

    /**
     * Where a volume lies on its host, e.g. {@code /var/lib/libvirt/images/a.qcow2}.
     *
     * @throws LiveException.Refused when pool or volume is unknown or the pool is not active
     */
    public String resolve(DomainDisk.Volume volume) throws LiveException {
        try {
            LibvirtLibrary.bind(LibvirtStorage.class);
        } catch (UnsatisfiedLinkError e) {
            throw new LiveException.Missing(e);
        }
        String subject = "volume %s of pool %s".formatted(volume.volume(), volume.pool());
        return use(conn -> {
            Pointer pool = LibvirtStorage.virStoragePoolLookupByName(conn, volume.pool());
            if (pool == null) {
                throw VirError.last(subject);
            }
            try {
                Pointer handle = LibvirtStorage.virStorageVolLookupByName(pool, volume.volume());
                if (handle == null) {
                    throw VirError.last(subject);
                }
                try {
                    return text(LibvirtStorage.virStorageVolGetPath(handle), subject);
                } finally {
                    LibvirtStorage.virStorageVolFree(handle);
                }
            } finally {
                LibvirtStorage.virStoragePoolFree(pool);
            }
        });
    }

    /** A question asked with a native handle that stays valid while it runs. */
    @FunctionalInterface
    interface Call<T> {
        T on(Pointer handle) throws LiveException;
    }

    /** Runs {@code call} on the connection; a close meanwhile takes effect when the last call has returned. */
    <T> T use(Call<T> call) throws LiveException {
        synchronized (this) {
            if (closed) {
                throw new LiveException.Bad(name, "the connection is closed");
            }
            calls++;
        }
        try {
            return call.on(handle);
        } finally {
            release();
        }
    }

    /** Looks the domain up by its UUID and runs {@code call} on it. */
    <T> T withDomain(Domain domain, Call<T> call) throws LiveException {
        return use(conn -> {
            Pointer found = Libvirt.virDomainLookupByUUIDString(conn, domain.uuid());
            if (found == null) {
                throw VirError.last(domain.name());
            }
            try {
                return call.on(found);
            } finally {
                Libvirt.virDomainFree(found);
            }
        });
    }

    private synchronized void release() {
        calls--;
        if (closed && calls == 0) {
            Libvirt.virConnectClose(handle);
        }
    }

    /** Gives the connection back, at once or when the last running call has returned. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            if (calls == 0) {
                Libvirt.virConnectClose(handle);
            }
        }
    }

    static Domain describe(Pointer domain) {
        int[] state = new int[1];
        int[] reason = new int[1];
        // A domain that went away since it was listed has no state, and is listed as that.
        int known = Libvirt.virDomainGetState(domain, state, reason, 0);
        int id = Libvirt.virDomainGetID(domain);
        return new Domain(
                nameOf(domain),
                uuidOf(domain),
                id == NO_ID ? OptionalInt.empty() : OptionalInt.of(id),
                known < 0 ? DomainState.NOSTATE : DomainState.of(state[0]));
    }

    static String nameOf(Pointer domain) {
        String name = Libvirt.virDomainGetName(domain);
        return name == null ? "" : name;
    }

    static String uuidOf(Pointer domain) {
        byte[] uuid = new byte[Libvirt.VIR_UUID_STRING_BUFLEN];
        Libvirt.virDomainGetUUIDString(domain, uuid);
        return new String(uuid, 0, Libvirt.VIR_UUID_STRING_BUFLEN - 1, StandardCharsets.US_ASCII);
    }

    /** Copies a string of the caller's and frees it. */
    private static String text(@Nullable Pointer string, String what) throws LiveException {
        if (string == null) {
            throw VirError.last(what);
        }
        try {
            return string.getString(0, "UTF-8");
        } finally {
            Native.free(Pointer.nativeValue(string));
        }
    }
}
