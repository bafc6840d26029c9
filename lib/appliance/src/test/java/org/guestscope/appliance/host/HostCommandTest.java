package org.guestscope.appliance.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostCommandTest {
    @ParameterizedTest
    @ValueSource(strings = {"plain it's \"$HOME\" \\", "\u00c3\u00bc", "\u00ff\n\u00fe 'x' $y `z` %s\\"})
    void wordsAndVariablesArriveByteForByte(String bytes) throws IOException {
        Map<String, @Nullable String> variables = new HashMap<>();
        variables.put("SHOWN", bytes);
        variables.put("PATH", null);
        Process process = HostCommand.of(
                        List.of("/bin/sh", "-c", "printf '%s|%s|%s' \"$1\" \"$SHOWN\" \"${HOME+set}\"", "sh", bytes),
                        variables)
                .start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                .isEqualTo(bytes + "|" + bytes + "|" + (System.getenv("HOME") == null ? "" : "set"));
    }
}
