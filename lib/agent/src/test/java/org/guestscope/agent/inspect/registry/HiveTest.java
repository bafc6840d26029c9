package org.guestscope.agent.inspect.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.guestscope.agent.inspect.file.ByteSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HiveTest {

    private static final byte[] LONG = new byte[40_000];

    static {
        new Random(1).nextBytes(LONG);
    }

    private static byte[] sample() {
        return new HiveBuilder()
                .text("Select", "x", "short")
                .number("Select", "Current", 1)
                .text("ControlSet001\\Services\\Tcpip\\Parameters", "Hostname", "win.example")
                .value("Long", new HiveValue("data", 3, LONG))
                .build();
    }

    @Test
    void keysAndValuesAreFoundInAnyCase() throws IOException {
        try (Hive hive = Hive.open(HiveBuilder.source(sample()))) {
            Hive.Key parameters = key(hive, "controlset001", "SERVICES", "tcpip", "Parameters");
            assertThat(parameters.name()).isEqualTo("Parameters");
            assertThat(parameters.text("hostname")).isEqualTo("win.example");
            assertThat(value(key(hive, "Select"), "Current").number()).isEqualTo(1);
            assertThat(hive.find("Select", "nothing")).isNull();
            assertThat(hive.root().children())
                    .extracting(Hive.Key::name)
                    .containsExactly("ControlSet001", "Long", "Select");
        }
    }

    @Test
    void longDataIsPutTogetherFromSegments() throws IOException {
        Hive hive = Hive.open(HiveBuilder.source(sample()));

        assertThat(value(key(hive, "Long"), "data").data()).isEqualTo(LONG);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 4095, 5000})
    void somethingElseIsNoHive(int length) {
        assertThatThrownBy(() -> Hive.open(HiveBuilder.source(new byte[length])))
                .isInstanceOf(HiveFormatException.class)
                .hasMessageStartingWith("not a registry hive");
    }

    /** An open file would keep the guest's filesystem from being unmounted. */
    @ParameterizedTest
    @ValueSource(ints = {100, 5000})
    void refusedFileIsClosed(int length) {
        AtomicBoolean closed = new AtomicBoolean();
        ByteSource zeros = new ByteSource() {
            @Override
            public long size() {
                return length;
            }

            @Override
            public byte[] read(long offset, int wanted) {
                return new byte[wanted];
            }

            @Override
            public void close() {
                closed.set(true);
            }
        };
        assertThatThrownBy(() -> Hive.open(zeros)).isInstanceOf(HiveFormatException.class);
        assertThat(closed).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1 << 20})
    void rootOutsideIsRefused(int offset) throws IOException {
        byte[] bytes = sample();
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(36, offset);
        Hive hive = Hive.open(HiveBuilder.source(bytes));

        assertThatThrownBy(hive::root)
                .isInstanceOf(HiveFormatException.class)
                .hasMessageStartingWith("bad registry hive: the cell at");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 6100620000006300, ab",
        "2, 61006200, ab",
        "6, 6100, a",
        "1, 610062, a",
        "1, '', ''",
        "1, 610000d86200,",
        "3, 6100,",
        "7, 6100,"
    })
    void textEndsAtItsFirstZero(int type, String hex, @Nullable String text) {
        byte[] data = HexFormat.of().parseHex(hex);

        assertThat(new HiveValue("x", type, data).text()).isEqualTo(text);
    }

    /** Every byte in turn is replaced by a few others: each read ends, with an answer or a refusal. */
    @Test
    @Timeout(120)
    void damagedHivesGiveAnAnswerOrARefusal() {
        byte[] bytes = new HiveBuilder()
                .number("a\\b", "n", 1)
                .text("a\\b\\c", "t", "text")
                .text("a\\d", "t", "a longer text than fits in place")
                .build();
        for (int at = 4096; at < bytes.length; at++) {
            for (byte other : new byte[] {0, 1, 0x7f, (byte) 0x80, (byte) 0xff}) {
                byte kept = bytes[at];
                bytes[at] = other;
                walk(bytes);
                bytes[at] = kept;
            }
        }
    }

    /** A subkey list that leads back to its own key must not be followed for ever. */
    @Test
    @Timeout(60)
    void loopOfKeysEnds() throws IOException {
        byte[] bytes = new HiveBuilder().number("a", "n", 1).build();
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int root = in.getInt(36);
        int list = in.getInt(4096 + root + 4 + 28);
        in.putInt(4096 + list + 4 + 4, root);

        Hive hive = Hive.open(HiveBuilder.source(bytes));
        assertThat(hive.find("a", "a", "a")).isNull();
        assertThat(key(hive, "ROOT", "ROOT", "ROOT").name()).isEqualTo("ROOT");
    }

    private static Hive.Key key(Hive hive, String... names) throws IOException {
        return Objects.requireNonNull(hive.find(names), "no such key");
    }

    private static HiveValue value(Hive.Key key, String name) throws IOException {
        return Objects.requireNonNull(key.value(name), "no such value");
    }

    static void walk(byte[] bytes) {
        try (Hive hive = Hive.open(HiveBuilder.source(bytes))) {
            walk(hive.root(), 0);
        } catch (IOException refused) {
            assertThat(refused).hasMessageContaining("registry hive");
        }
    }

    private static void walk(Hive.Key key, int depth) throws IOException {
        for (HiveValue value : key.values()) {
            String text = value.text();
            assertThat(text == null ? 0 : text.length()).isLessThanOrEqualTo(value.data().length / 2);
        }
        if (depth < 4) {
            for (Hive.Key child : key.children()) {
                walk(child, depth + 1);
            }
        }
    }
}
