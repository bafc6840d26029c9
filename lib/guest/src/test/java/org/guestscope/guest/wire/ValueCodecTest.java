package org.guestscope.guest.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ValueCodecTest {

    private static final Value.Text TEXT = Value.Text.ofLatin1("caf\u00e9");

    private static final List<Value> EVERY_KIND = List.of(
            Value.NOTHING,
            new Value.Bool(true),
            new Value.Int(Long.MIN_VALUE),
            new Value.Percent(12.5),
            TEXT,
            new Value.Buffer(new byte[] {0, 1, 2}),
            new Value.Texts(List.of(TEXT, TEXT)),
            new Value.Table(List.of(new Value.Row(TEXT, TEXT))),
            new Value.Struct(List.of(new Value.Int(1), TEXT)),
            new Value.Structs(List.of(new Value.Struct(List.of(TEXT)), new Value.Struct(List.of(TEXT)))));

    private static byte[] encode(Value value) {
        ValueWriter out = new ValueWriter();
        out.write(value);
        return out.message().toByteArray();
    }

    private static Value decode(byte[] bytes) throws WireException {
        ValueReader in = new ValueReader("test", bytes);
        Value value = in.read();
        in.end();
        return value;
    }

    @Test
    void everyKindComesBackTheSame() throws WireException {
        for (Value value : EVERY_KIND) {
            byte[] bytes = encode(value);
            assertThat(encode(decode(bytes))).isEqualTo(bytes);
        }
        assertThat(((Value.Text) decode(encode(TEXT))).bytes()).isEqualTo("caf\u00e9".getBytes(ISO_8859_1));
    }

    @Test
    void everyTruncationIsRefused() {
        for (Value value : EVERY_KIND) {
            byte[] bytes = encode(value);
            for (int length = 0; length < bytes.length; length++) {
                byte[] cut = Arrays.copyOf(bytes, length);
                assertThatThrownBy(() -> decode(cut)).isInstanceOf(WireException.class);
            }
        }
    }

    @Test
    void bytesAfterTheEndAreRefused() {
        byte[] longer = Arrays.copyOf(encode(TEXT), encode(TEXT).length + 1);
        assertThatThrownBy(() -> decode(longer)).hasMessage("bad test: 1 bytes too many");
    }

    @Test
    void nulInATextIsRefused() {
        assertThatThrownBy(() -> decode(encode(Value.Text.ofLatin1("a\0b")))).hasMessageContaining("NUL");
    }

    @Test
    void countThatCannotBeThereAllocatesNothing() {
        byte[] lie = {ValueWriter.TEXTS, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff};
        assertThatThrownBy(() -> decode(lie)).hasMessageContaining("2147483647 elements where 0 bytes are left");
    }

    @Test
    void structsInStructsInStructsAreRefused() {
        Value.Struct inner = new Value.Struct(List.of(TEXT));
        Value deep = new Value.Struct(List.of(new Value.Struct(List.of(new Value.Struct(List.of(inner))))));
        assertThatThrownBy(() -> decode(encode(deep))).hasMessageContaining("nested too deeply");
    }

    @Test
    void damagedBytesNeverDoWorseThanARefusal() {
        Random random = new Random(4711);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = encode(EVERY_KIND.get(random.nextInt(EVERY_KIND.size())));
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            decodeOrRefuse(bytes);
            byte[] noise = new byte[random.nextInt(64)];
            random.nextBytes(noise);
            decodeOrRefuse(noise);
        }
    }

    private static void decodeOrRefuse(byte[] bytes) {
        try {
            decode(bytes);
        } catch (WireException e) {
            assertThat(e).hasMessageStartingWith("bad test: ");
        }
        try {
            CallMessage.decode(bytes);
        } catch (WireException e) {
            assertThat(e).hasMessageStartingWith("bad call: ");
        }
        try {
            ErrorMessage.decode(bytes);
        } catch (WireException e) {
            assertThat(e).hasMessageStartingWith("bad error: ");
        }
    }

    @Test
    void callComesBackTheSame() throws WireException {
        Map<String, Value> options = new LinkedHashMap<>();
        options.put("force", new Value.Bool(true));
        CallMessage call = CallMessage.decode(new CallMessage("mount", List.of(TEXT, Value.NOTHING), options)
                .encode()
                .toByteArray());
        assertThat(call.action()).isEqualTo("mount");
        assertThat(call.arguments()).hasSize(2);
        assertThat(call.options()).containsEntry("force", new Value.Bool(true));
    }

    @Test
    void errorTextIsCutAtItsLimit() throws WireException {
        ErrorMessage error = ErrorMessage.decode(new ErrorMessage(5, "x".repeat(Limits.ERROR_BYTES + 1)).encode());
        assertThat(error.errno()).isEqualTo(5);
        assertThat(error.text()).hasSize(Limits.ERROR_BYTES);
    }
}
