package org.guestscope.hostvalidate.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Boots this machine's own kernel; what KVM makes of it is the host's affair. */
class BootProbeIT {
    private static final Path QEMU = Path.of("/usr/bin/qemu-system-x86_64");

    @Test
    void aStockKernelReachesUserModeEmulated() throws IOException {
        assumeTrue("amd64".equals(System.getProperty("os.arch")), "the first program is x86-64 code");
        assumeTrue(Files.isExecutable(QEMU), "needs " + QEMU);
        File[] kernels = new File("/boot").listFiles((folder, name) -> name.startsWith("vmlinuz"));
        assumeTrue(kernels != null && kernels.length > 0 && kernels[0].canRead(), "needs a readable kernel in /boot");
        BootTimes times = BootProbe.boot(QEMU.toString(), kernels[0].getPath());
        assertThat(times.emulated().booted()).as("%s", times).isTrue();
        assertThat(times.emulated().lastLine()).contains(MarkerInitramfs.MARKER);
        assertThat(times.virtualized().milliseconds()).isPositive();
    }
}
