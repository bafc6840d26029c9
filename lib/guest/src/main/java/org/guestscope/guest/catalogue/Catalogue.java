package org.guestscope.guest.catalogue;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All actions by name.
 *
 * <p>Loading reads an index of names only; a definition is decoded when it is first asked for. Safe for use by several
 * threads.
 */
public final class Catalogue {

    private final byte[] bytes;
    private final String[] names;
    private final int[] offsets;
    private final Map<Integer, ActionDefinition> decoded = new HashMap<>();

    private Catalogue(byte[] bytes, String[] names, int[] offsets) {
        this.bytes = bytes;
        this.names = names;
        this.offsets = offsets;
    }

    /** The catalogue of this build. */
    public static Catalogue load() {
        return Holder.INSTANCE;
    }

    /** Reads a catalogue's resource. */
    static Catalogue read(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        int magic = in.readInt();
        int version = in.readUnsignedShort();
        if (magic != CatalogueFormat.MAGIC || version != CatalogueFormat.VERSION) {
            throw new IOException("not a catalogue of version %d: magic 0x%08x, version %d"
                    .formatted(CatalogueFormat.VERSION, magic, version));
        }
        int count = in.readUnsignedShort();
        String[] names = new String[count];
        int[] offsets = new int[count];
        for (int i = 0; i < count; i++) {
            names[i] = in.readUTF();
            offsets[i] = in.readInt();
        }
        int base = bytes.length - in.available();
        for (int i = 0; i < count; i++) {
            offsets[i] += base;
        }
        return new Catalogue(bytes, names, offsets);
    }

    /**
     * The action of a name or alias, or {@code null}.
     *
     * @param name with dashes or with underscores, in any case
     */
    public @Nullable ActionDefinition find(String name) {
        String dashed = name.indexOf('_') < 0 ? name : name.replace('_', '-');
        int at = Arrays.binarySearch(names, dashed);
        if (at < 0) {
            at = indexIgnoringCase(dashed);
        }
        return at < 0 ? null : decode(offsets[at]);
    }

    /** The action of a name that is known to be there. */
    public ActionDefinition get(String name) {
        ActionDefinition action = find(name);
        if (action == null) {
            throw new IllegalArgumentException(name + " is not an action");
        }
        return action;
    }

    /** All names and aliases, sorted. */
    public String[] names() {
        return names.clone();
    }

    /** All actions, sorted by name. */
    public Iterable<ActionDefinition> all() {
        Map<String, ActionDefinition> all = new TreeMap<>();
        for (int offset : offsets) {
            ActionDefinition action = decode(offset);
            all.put(action.name(), action);
        }
        return all.values();
    }

    /** A few names are in mixed case ({@code resize2fs-M}), so the sorted order does not help a folded search. */
    private int indexIgnoringCase(String name) {
        String folded = name.toLowerCase(Locale.ROOT);
        for (int i = 0; i < names.length; i++) {
            if (names[i].length() == folded.length() && names[i].equalsIgnoreCase(folded)) {
                return i;
            }
        }
        return -1;
    }

    private synchronized ActionDefinition decode(int offset) {
        ActionDefinition known = decoded.get(offset);
        if (known == null) {
            try {
                known = CatalogueFormat.read(
                        new DataInputStream(new ByteArrayInputStream(bytes, offset, bytes.length - offset)));
            } catch (IOException e) {
                throw new UncheckedIOException("the catalogue of actions is damaged at offset " + offset, e);
            }
            decoded.put(offset, known);
        }
        return known;
    }

    private static final class Holder {
        static final Catalogue INSTANCE = open();

        private static Catalogue open() {
            try (InputStream in = Catalogue.class.getResourceAsStream(CatalogueFormat.RESOURCE)) {
                if (in == null) {
                    throw new IllegalStateException("the catalogue of actions is missing from this build");
                }
                return read(in.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException("the catalogue of actions cannot be read", e);
            }
        }
    }
}
