package org.guestscope.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;

/** How every tool writes JSON: UTF-8, two blanks of indentation, the caller's stream left open. */
public final class Json {

    private Json() {}

    /** A generator that indents, for one document. */
    public static JsonGenerator pretty(OutputStream out) throws IOException {
        return lines(out).useDefaultPrettyPrinter();
    }

    /** A generator that writes one line a value, for streams of records. */
    public static JsonGenerator lines(OutputStream out) throws IOException {
        return new JsonFactory().createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    }
}
