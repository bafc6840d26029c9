package org.guestscope.live;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import org.guestscope.live.jna.Libc;
import org.guestscope.live.jna.LibvirtDomain;
import org.jspecify.annotations.Nullable;

/**
 * Which domain each handle of an answer stands for. libvirt writes a domain's UUID as text at nearly every question about
 * its handle, for a log or not, and a name costs a Java string: with a thousand domains that is more than their
 * statistics. So both are asked for only when the running domains are others than at the refresh before. Used by one
 * thread at a time.
 */
final class Roster {

    /** {@code virDomainGetID} of a domain that does not run: (unsigned int) -1. */
    private static final int NO_ID = -1;

    /** Numbers there is room for beyond those there were. */
    private static final int SPARE_IDS = 64;

    private static final int UUID_BYTES = 16;

    private int[] ids = {};
    private int running = -1;
    private boolean sameRunning;

    private List<Domain> known = List.of();

    /** The known domains' names as C strings, one behind the other, and where each begins. */
    private Memory names = new Memory(1);

    private long[] nameAt = {};

    private final byte[] uuid = new byte[UUID_BYTES];

    /**
     * Compares the running domains with those of the refresh before. To be called before the handles are fetched: what
     * starts between the two is then seen as a change at the next refresh.
     */
    void begin(Pointer conn) {
        int[] now = new int[Math.max(ids.length, SPARE_IDS)];
        int count = LibvirtDomain.virConnectListDomains(conn, now, now.length);
        if (count == now.length) {
            // There may be more than were asked for.
            now = new int[2 * count];
            count = -1;
        }
        sameRunning = count >= 0 && count == running && Arrays.equals(now, 0, count, ids, 0, count);
        ids = now;
        running = count;
    }

    /** The domains of {@code handles}, their states left open; best in the order they came in last time. */
    List<Domain> domains(long[] handles) {
        List<Domain> domains = new ArrayList<>(handles.length);
        boolean changed = handles.length != known.size();
        for (int i = 0; i < handles.length; i++) {
            Domain domain = sameRunning && i < known.size() ? confirmed(i, handles[i]) : null;
            if (domain == null) {
                domain = ask(handles[i]);
                changed = true;
            }
            domains.add(domain);
        }
        if (changed) {
            remember(domains);
        }
        return domains;
    }

    /** The domain that came at this place last time, if the handle is its own; else null. */
    private @Nullable Domain confirmed(int place, long handle) {
        long name = Pointer.nativeValue(names) + nameAt[place];
        if (Libc.strcmp(LibvirtDomain.virDomainGetName(handle), name) != 0) {
            return null;
        }
        Domain domain = known.get(place);
        // A domain that does not run may have been defined anew; a running one keeps its UUID.
        return domain.active() || domain.uuid().equals(uuid(handle)) ? domain : null;
    }

    private Domain ask(long handle) {
        String name = new Pointer(LibvirtDomain.virDomainGetName(handle)).getString(0, "UTF-8");
        int id = LibvirtDomain.virDomainGetID(handle);
        return new Domain(
                name, uuid(handle), id == NO_ID ? OptionalInt.empty() : OptionalInt.of(id), DomainState.NOSTATE);
    }

    private String uuid(long handle) {
        LibvirtDomain.virDomainGetUUID(handle, uuid);
        ByteBuffer buffer = ByteBuffer.wrap(uuid).order(ByteOrder.BIG_ENDIAN);
        return new UUID(buffer.getLong(0), buffer.getLong(Long.BYTES)).toString();
    }

    private void remember(List<Domain> domains) {
        List<byte[]> texts = new ArrayList<>(domains.size());
        long size = 1;
        for (Domain domain : domains) {
            byte[] text = domain.name().getBytes(StandardCharsets.UTF_8);
            texts.add(text);
            size += text.length + 1;
        }
        names = new Memory(size);
        nameAt = new long[texts.size()];
        long at = 0;
        for (int i = 0; i < nameAt.length; i++) {
            byte[] text = texts.get(i);
            nameAt[i] = at;
            names.write(at, text, 0, text.length);
            names.setByte(at + text.length, (byte) 0);
            at += text.length + 1;
        }
        known = domains;
    }
}
