package org.guestscope.guestfish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.guestscope.guestfish.shell.Output;
import org.junit.jupiter.api.Test;

class BuildReportTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private String report(boolean terminal) {
        BuildReport report =
                new BuildReport(new Output(OutputStream.nullOutputStream(), false, terminal, err, terminal));
        report.at("choosing packages", 0, 0);
        report.at("downloading packages", 0, 200);
        report.at("downloading packages", 90, 200);
        report.end();
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aTerminalHasOneLineThatGoesOn() {
        assertThat(report(true))
                .isEqualTo("guestfish: info: appliance: building it, once; this takes a minute or two\n"
                        + "\r\033[Kguestfish: info: appliance: choosing packages"
                        + "\r\033[Kguestfish: info: appliance: downloading packages 0%"
                        + "\r\033[Kguestfish: info: appliance: downloading packages 45%"
                        + "\r\033[K");
    }

    @Test
    void aLogHasALineForEachStep() {
        assertThat(report(false))
                .isEqualTo("guestfish: info: appliance: choosing packages\n"
                        + "guestfish: info: appliance: downloading packages\n");
    }
}
