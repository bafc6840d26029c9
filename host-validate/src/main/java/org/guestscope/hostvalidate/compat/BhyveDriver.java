package org.guestscope.hostvalidate.compat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.guestscope.hostvalidate.check.Level;

/** What libvirt's bhyve driver wants of a FreeBSD host: kernel modules. Any that is missing fails the report. */
final class BhyveDriver {
    private static final String NAME = "BHYVE";

    private BhyveDriver() {}

    /** What kldstat(8) prints: a line for each loaded file, its name last. "" when it cannot be run. */
    static String loadedModules() {
        try {
            Process kldstat =
                    new ProcessBuilder("kldstat").redirectErrorStream(true).start();
            kldstat.getOutputStream().close();
            return new String(kldstat.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException missing) {
            return "";
        }
    }

    static void validate(String kldstat, Report report) {
        module(report, kldstat, "vmm", Level.FAIL, "'kldload vmm': no guest can start without it");
        module(report, kldstat, "if_tap", Level.WARN, "'kldload if_tap': guests have no network without it");
        module(report, kldstat, "if_bridge", Level.WARN, "'kldload if_bridge': guests cannot be bridged without it");
        module(report, kldstat, "nmdm", Level.WARN, "'kldload nmdm': guests have no console without it");
    }

    private static void module(Report report, String kldstat, String name, Level otherwise, String hint) {
        boolean loaded = (kldstat + "\n").contains(" " + name + ".ko\n");
        if (!report.add(NAME, Row.of("for " + name + " module", loaded, otherwise, hint))) {
            report.fail();
        }
    }
}
