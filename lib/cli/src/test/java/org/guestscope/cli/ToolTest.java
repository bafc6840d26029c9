package org.guestscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ToolTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void aFailureIsOneLineBehindTheToolsNameThenTheHint() {
        assertThat(run((args, console) -> {
                    throw new CommandFailure("open: disk\u001b.img: broken", "try this", 3, null);
                }))
                .isEqualTo(3);
        assertThat(err()).isEqualTo("tool: open: disk\\x1b.img: broken\ntry this\n");
    }

    @Test
    void aUsageFailurePointsToHelp() {
        assertThat(run((args, console) -> {
                    throw new UsageFailure("invalid option -- 'z'");
                }))
                .isEqualTo(1);
        assertThat(err()).isEqualTo("tool: invalid option -- 'z'\nTry ‘tool --help’ for more information.\n");
    }

    @Test
    void anUnexpectedFailureHidesItsTraceUnlessVerbose() {
        assertThat(run((args, console) -> {
                    throw new IOException("no space left");
                }))
                .isEqualTo(1);
        assertThat(err()).isEqualTo("tool: no space left\n");
        err.reset();
        run(
                (args, console) -> {
                    throw new IOException("no space left");
                },
                "-v");
        assertThat(err()).startsWith("tool: no space left\njava.io.IOException").contains("ToolTest");
    }

    private int run(Tool.Body body, String... args) {
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        return Tool.run("tool", args, new Console(errors, errors, false, false, Map.of()), body);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
