package org.guestscope.virtdf;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.guestscope.cli.Json;
import org.guestscope.disk.fs.StatVfs;
import org.jspecify.annotations.Nullable;

/** One JSON document; docs/virt-df.md describes it. Sizes are bytes. */
final class JsonReport implements Report {

    /** Raised when a field changes its meaning or goes away; new fields do not raise it. */
    private static final int SCHEMA_VERSION = 1;

    private final PrintStream out;
    private final JsonGenerator json;

    JsonReport(PrintStream out) throws IOException {
        this.out = out;
        this.json = Json.pretty(out);
    }

    @Override
    public void begin() throws IOException {
        json.writeStartObject();
        json.writeNumberField("version", SCHEMA_VERSION);
        json.writeArrayFieldStart("guests");
    }

    @Override
    public void guest(GuestReport guest) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", guest.guest());
        json.writeArrayFieldStart("filesystems");
        for (FilesystemUsage row : guest.rows()) {
            row(row);
        }
        json.writeEndArray();
        strings("omitted", guest.omissions());
        strings("errors", guest.failures());
        json.writeEndObject();
    }

    private void row(FilesystemUsage row) throws IOException {
        StatVfs stat = row.stat();
        json.writeStartObject();
        json.writeStringField("device", row.device());
        optional("type", row.type());
        optional("label", row.label());
        optional("uuid", row.uuid());
        optional("guest_uuid", row.guestUuid());
        json.writeNumberField("block_size", stat.blockSize());
        json.writeNumberField("size_bytes", stat.blocks() * stat.blockSize());
        json.writeNumberField("used_bytes", (stat.blocks() - stat.free()) * stat.blockSize());
        json.writeNumberField("free_bytes", stat.free() * stat.blockSize());
        json.writeNumberField("available_bytes", stat.available() * stat.blockSize());
        json.writeNumberField("use_percent", decimal(Figures.usePercent(stat)));
        json.writeNumberField("inodes", stat.files());
        json.writeNumberField("inodes_used", stat.files() - stat.filesFree());
        json.writeNumberField("inodes_free", stat.filesFree());
        json.writeNumberField("inodes_use_percent", decimal(Figures.inodesUsePercent(stat)));
        json.writeStringField("source", row.source().word());
        json.writeBooleanField("exact", row.note() == null);
        optional("note", row.note());
        json.writeEndObject();
    }

    private static java.math.BigDecimal decimal(float percent) {
        return new java.math.BigDecimal(Figures.decimal(percent));
    }

    private void optional(String field, @Nullable String value) throws IOException {
        if (value == null) {
            json.writeNullField(field);
        } else {
            json.writeStringField(field, value);
        }
    }

    private void strings(String field, List<String> values) throws IOException {
        json.writeArrayFieldStart(field);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    @Override
    public void end() throws IOException {
        json.writeEndArray();
        json.writeEndObject();
        json.close();
        out.println();
        out.flush();
    }
}
