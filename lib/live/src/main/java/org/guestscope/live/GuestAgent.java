package org.guestscope.live;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.guestscope.live.jna.LibvirtAgent;
import org.guestscope.live.jna.LibvirtDomain;
import org.guestscope.live.jna.LibvirtLibrary;
import org.jspecify.annotations.Nullable;

/**
 * Asks a running guest's QEMU agent, through libvirt, with a time limit.
 *
 * <p>libvirt lets only connections that may write talk to the agent, and waits as long as the agent does. So each
 * question runs on a daemon thread and a connection of its own; when the limit passes both are left waiting and the
 * answer is thrown away. libvirt's own limit ({@code virDomainAgentSetResponseTimeout}) is not used, as it changes the domain
 * for every other client.
 */
public final class GuestAgent {

    /** More filesystems than this are not taken from one guest: its agent is as trustworthy as the guest. */
    private static final int MAX_FILESYSTEMS = 4096;

    private final Connection connection;
    private final Duration limit;

    /**
     * An agent's asker.
     *
     * @param connection one that may write; others like it are opened for the questions
     * @param limit the longest wait for an answer
     */
    public GuestAgent(Connection connection, Duration limit) {
        this.connection = connection;
        this.limit = limit;
    }

    /**
     * The filesystems mounted in {@code domain}, in the agent's order. Where the driver cannot ask for figures they come
     * without, {@link AgentFilesystem#hasUsage()} false.
     *
     * @throws LiveException.Refused when the domain has no agent, or it does not run
     * @throws LiveException.TimedOut when it does not answer in time
     */
    public List<AgentFilesystem> filesystems(Domain domain) throws LiveException {
        String what = "guest agent of " + domain.name();
        FutureTask<List<AgentFilesystem>> question = new FutureTask<>(() -> {
            try (Connection own = connection.again()) {
                return own.withDomain(domain, handle -> filesystems(handle, what));
            }
        });
        Thread thread = new Thread(question, what);
        thread.setDaemon(true);
        thread.start();
        try {
            return question.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new LiveException.TimedOut(what, limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LiveException.TimedOut(what, limit);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LiveException refused) {
                throw refused;
            }
            throw new IllegalStateException(what, e.getCause());
        }
    }

    private static List<AgentFilesystem> filesystems(Pointer domain, String what) throws LiveException {
        try {
            LibvirtLibrary.bind(LibvirtAgent.class);
            LibvirtLibrary.bind(LibvirtDomain.class);
        } catch (UnsatisfiedLinkError e) {
            throw new LiveException.Missing(e);
        }
        PointerByReference params = new PointerByReference();
        int[] count = new int[1];
        if (LibvirtAgent.virDomainGetGuestInfo(domain, LibvirtAgent.VIR_DOMAIN_GUEST_INFO_FILESYSTEM, params, count, 0)
                < 0) {
            LiveException.Refused refused = VirError.last(what);
            if (refused.notSupported()) {
                return withoutUsage(domain, what);
            }
            throw refused;
        }
        Pointer array = params.getValue();
        if (array == null) {
            return List.of();
        }
        try {
            return filesystems(TypedParameters.decode(array, count[0]));
        } finally {
            LibvirtDomain.virTypedParamsFree(array, count[0]);
        }
    }

    private static List<AgentFilesystem> withoutUsage(Pointer domain, String what) throws LiveException {
        PointerByReference infos = new PointerByReference();
        int count = LibvirtAgent.virDomainGetFSInfo(domain, infos, 0);
        if (count < 0) {
            throw VirError.last(what);
        }
        List<AgentFilesystem> filesystems = new ArrayList<>();
        Pointer array = infos.getValue();
        for (int i = 0; i < count; i++) {
            Pointer info = array.getPointer((long) i * Native.POINTER_SIZE);
            List<AgentFilesystem.Disk> disks = new ArrayList<>();
            long aliases = Math.min(info.getLong(LibvirtAgent.FS_INFO_NDEV_ALIAS), MAX_FILESYSTEMS);
            for (int disk = 0; disk < aliases; disk++) {
                Pointer names = info.getPointer(LibvirtAgent.FS_INFO_DEV_ALIAS);
                disks.add(new AgentFilesystem.Disk(
                        string(names.getPointer((long) disk * Native.POINTER_SIZE)), null, null));
            }
            filesystems.add(new AgentFilesystem(
                    string(info.getPointer(LibvirtAgent.FS_INFO_MOUNTPOINT)),
                    string(info.getPointer(LibvirtAgent.FS_INFO_NAME)),
                    string(info.getPointer(LibvirtAgent.FS_INFO_FSTYPE)),
                    -1,
                    -1,
                    disks));
            LibvirtAgent.virDomainFSInfoFree(info);
        }
        if (array != null) {
            Native.free(Pointer.nativeValue(array));
        }
        return filesystems;
    }

    private static String string(@Nullable Pointer text) {
        return text == null ? "" : text.getString(0, "UTF-8");
    }

    /** Filesystems of an answer: {@code fs.count}, {@code fs.N.mountpoint}, {@code fs.N.disk.M.alias}, ... */
    static List<AgentFilesystem> filesystems(Map<String, Object> info) {
        List<AgentFilesystem> filesystems = new ArrayList<>();
        long count = Math.min(number(info, "fs.count", 0), MAX_FILESYSTEMS);
        for (int i = 0; i < count; i++) {
            String prefix = "fs." + i + ".";
            String mountpoint = text(info, prefix + "mountpoint");
            if (mountpoint == null) {
                continue;
            }
            filesystems.add(new AgentFilesystem(
                    mountpoint,
                    orEmpty(text(info, prefix + "name")),
                    orEmpty(text(info, prefix + "fstype")),
                    number(info, prefix + "total-bytes", -1),
                    number(info, prefix + "used-bytes", -1),
                    disks(info, prefix)));
        }
        return filesystems;
    }

    private static List<AgentFilesystem.Disk> disks(Map<String, Object> info, String prefix) {
        List<AgentFilesystem.Disk> disks = new ArrayList<>();
        long count = Math.min(number(info, prefix + "disk.count", 0), MAX_FILESYSTEMS);
        for (int i = 0; i < count; i++) {
            String disk = prefix + "disk." + i + ".";
            disks.add(new AgentFilesystem.Disk(
                    text(info, disk + "alias"), text(info, disk + "serial"), text(info, disk + "device")));
        }
        return disks;
    }

    private static long number(Map<String, Object> info, String name, long absent) {
        return info.get(name) instanceof Long value ? value : absent;
    }

    private static @Nullable String text(Map<String, Object> info, String name) {
        return info.get(name) instanceof String value ? value : null;
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }
}
