package org.guestscope.guest.catalogue;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue's resource: magic, version, number of names, then for each name and alias, sorted, its text and the
 * offset of a definition, then the definitions.
 */
final class CatalogueFormat {

    static final String RESOURCE = "catalogue.bin";

    /** {@code "GSCA"} and the version of the layout below. */
    static final int MAGIC = 0x47534341;

    static final int VERSION = 2;

    private CatalogueFormat() {}

    static void write(DataOutput out, ActionDefinition action) throws IOException {
        out.writeUTF(action.name());
        writeAll(out, action.aliases());
        out.writeByte(action.side().ordinal());
        out.writeUTF(action.family());
        out.writeUTF(action.familyTitle());
        out.writeUTF(action.methodName());
        out.writeUTF(action.since());
        out.writeUTF(action.feature());
        out.writeBoolean(action.deprecated());
        out.writeUTF(action.deprecatedBy());
        out.writeUTF(action.summary());
        out.writeShort(action.params().size());
        for (ParamDefinition param : action.params()) {
            out.writeUTF(param.name());
            out.writeByte(param.kind().ordinal());
            out.writeBoolean(param.optional());
        }
        out.writeByte(action.returns().ordinal());
        out.writeByte(action.content().ordinal());
        out.writeByte(action.keys().ordinal());
        out.writeByte(action.radix().ordinal());
        StructDefinition struct = action.struct();
        out.writeBoolean(struct != null);
        if (struct != null) {
            out.writeUTF(struct.name());
            out.writeUTF(struct.className());
            out.writeShort(struct.fields().size());
            for (FieldDefinition field : struct.fields()) {
                out.writeUTF(field.name());
                out.writeByte(field.kind().ordinal());
            }
        }
    }

    static ActionDefinition read(DataInput in) throws IOException {
        String name = in.readUTF();
        List<String> aliases = readAll(in);
        Side side = Side.values()[in.readByte()];
        String family = in.readUTF();
        String familyTitle = in.readUTF();
        String methodName = in.readUTF();
        String since = in.readUTF();
        String feature = in.readUTF();
        boolean deprecated = in.readBoolean();
        String deprecatedBy = in.readUTF();
        String summary = in.readUTF();
        int count = in.readShort();
        List<ParamDefinition> params = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            params.add(new ParamDefinition(in.readUTF(), ParamKind.values()[in.readByte()], in.readBoolean()));
        }
        return new ActionDefinition(
                name,
                aliases,
                side,
                family,
                familyTitle,
                methodName,
                since,
                feature,
                deprecated,
                deprecatedBy,
                summary,
                params,
                ReturnKind.values()[in.readByte()],
                Content.values()[in.readByte()],
                Content.values()[in.readByte()],
                Radix.values()[in.readByte()],
                readStruct(in));
    }

    private static @Nullable StructDefinition readStruct(DataInput in) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        String name = in.readUTF();
        String className = in.readUTF();
        int count = in.readShort();
        List<FieldDefinition> fields = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            fields.add(new FieldDefinition(in.readUTF(), FieldKind.values()[in.readByte()]));
        }
        return new StructDefinition(name, className, fields);
    }

    private static void writeAll(DataOutput out, List<String> texts) throws IOException {
        out.writeByte(texts.size());
        for (String text : texts) {
            out.writeUTF(text);
        }
    }

    private static List<String> readAll(DataInput in) throws IOException {
        int count = in.readByte();
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(in.readUTF());
        }
        return texts;
    }
}
