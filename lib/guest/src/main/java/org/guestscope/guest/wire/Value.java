package org.guestscope.guest.wire;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** An argument or a result on the wire. Texts are bytes without a charset. */
@SuppressWarnings("ArrayRecordComponent") // values are moved and shown, never compared by the program
public sealed interface Value {

    /** No value: an action that returns nothing, an absent optional text, the place of a stream. */
    Value NOTHING = new Nothing();

    /** See {@link #NOTHING}. */
    record Nothing() implements Value {}

    /** True or false. */
    record Bool(boolean value) implements Value {}

    /** A number; unsigned 64-bit ones in their two's complement. */
    record Int(long value) implements Value {}

    /** A percentage; negative for none. */
    record Percent(double value) implements Value {}

    /** A text without a NUL byte. */
    record Text(byte[] bytes) implements Value {

        /** The bytes, one per {@code char}. */
        public String latin1() {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }

        /** The text of which the {@code char}s are bytes. */
        public static Text ofLatin1(String chars) {
            return new Text(chars.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    /** Any bytes. */
    record Buffer(byte[] bytes) implements Value {}

    /** A list of texts. */
    record Texts(List<Text> items) implements Value {}

    /** A table in the order to show it. */
    record Table(List<Row> rows) implements Value {}

    /** A row of a table. */
    record Row(Text key, Text value) {}

    /** Fields of a struct, in the order of its definition. */
    record Struct(List<Value> fields) implements Value {}

    /** A list of structs of one definition. */
    record Structs(List<Struct> items) implements Value {}
}
