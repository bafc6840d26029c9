package org.guestscope.guest.catalogue;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The texts of all actions, a resource of its own: only help and the build's manual pages read it.
 *
 * <p>The resource is a magic number, a count, then for each action its name, its description, the number of its
 * parameters' texts with names and texts, and its result.
 */
public final class ActionTexts {

    static final String RESOURCE = "texts.bin";

    /** {@code "GSAT"}. */
    private static final int MAGIC = 0x47534154;

    private final Map<String, ActionText> byName;

    private ActionTexts(Map<String, ActionText> byName) {
        this.byName = byName;
    }

    /** Reads the texts of this build. */
    public static ActionTexts load() {
        try (InputStream in = ActionTexts.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the texts of the actions are missing from this build");
            }
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException("the texts of the actions cannot be read", e);
        }
    }

    /** The text of an action of the catalogue. */
    public ActionText of(ActionDefinition action) {
        ActionText text = byName.get(action.name());
        if (text == null) {
            throw new IllegalArgumentException(action.name() + " has no text");
        }
        return text;
    }

    static ActionTexts read(InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(stream));
        int magic = in.readInt();
        if (magic != MAGIC) {
            throw new IOException("not the texts of actions: magic 0x%08x".formatted(magic));
        }
        int count = in.readUnsignedShort();
        Map<String, ActionText> byName = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            String name = in.readUTF();
            String description = in.readUTF();
            Map<String, String> params = new LinkedHashMap<>();
            for (int left = in.readUnsignedShort(); left > 0; left--) {
                params.put(in.readUTF(), in.readUTF());
            }
            byName.put(name, new ActionText(description, params, in.readUTF()));
        }
        return new ActionTexts(byName);
    }

    static byte[] write(Map<String, ActionText> byName) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(MAGIC);
        out.writeShort(byName.size());
        for (Map.Entry<String, ActionText> entry : byName.entrySet()) {
            ActionText text = entry.getValue();
            out.writeUTF(entry.getKey());
            out.writeUTF(text.description());
            out.writeShort(text.params().size());
            for (Map.Entry<String, String> param : text.params().entrySet()) {
                out.writeUTF(param.getKey());
                out.writeUTF(param.getValue());
            }
            out.writeUTF(text.result());
        }
        return bytes.toByteArray();
    }
}
