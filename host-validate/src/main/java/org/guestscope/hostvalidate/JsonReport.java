package org.guestscope.hostvalidate;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.guestscope.cli.Json;
import org.guestscope.hostvalidate.check.Level;
import org.guestscope.hostvalidate.check.Result;
import org.guestscope.hostvalidate.compat.Report;
import org.guestscope.hostvalidate.host.Host;

/** The results as JSON; its schema is in docs/host-validate.md. */
final class JsonReport {
    /** Grows when a member changes its meaning or goes away, not when one is added. */
    private static final int SCHEMA = 1;

    private JsonReport() {}

    static void write(OutputStream out, Host host, Report rows, List<Result> results, Summary summary)
            throws IOException {
        try (JsonGenerator json = Json.pretty(out)) {
            json.writeStartObject();
            json.writeNumberField("schema", SCHEMA);
            json.writeStringField("version", Version.current());
            json.writeStringField("architecture", host.architecture().name().toLowerCase(java.util.Locale.ROOT));
            json.writeStringField("verdict", summary.verdict());
            json.writeBooleanField("failed", summary.failed());
            json.writeObjectFieldStart("summary");
            for (Level level : Level.values()) {
                json.writeNumberField(name(level), summary.count(level));
            }
            json.writeNumberField("skipped", summary.skipped());
            json.writeEndObject();
            json.writeArrayFieldStart("drivers");
            for (Report.Entry entry : rows.entries()) {
                json.writeStartObject();
                json.writeStringField("driver", entry.driver());
                json.writeStringField("label", entry.row().label());
                json.writeStringField("level", name(entry.row().level()));
                json.writeStringField("hint", entry.row().hint());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("checks");
            for (Result result : results) {
                json.writeStartObject();
                json.writeStringField("id", result.check().id());
                json.writeStringField("group", name(result));
                json.writeStringField("title", result.check().title());
                json.writeStringField("level", name(result.finding().level()));
                json.writeBooleanField("skipped", result.finding().skipped());
                json.writeStringField("seen", result.finding().seen());
                json.writeStringField("why", result.check().why());
                json.writeStringField("fix", result.finding().remedy());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        out.write('\n');
    }

    private static String name(Level level) {
        return level.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static String name(Result result) {
        return result.check().group().name().toLowerCase(java.util.Locale.ROOT);
    }
}
