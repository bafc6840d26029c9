package org.guestscope.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QemuTest {

    private final Qemu qemu = new Qemu(Path.of("/opt/qemu"), "identity");

    @Test
    void theVersionIsReadWhateverFollowsIt() {
        assertThatCode(() -> qemu.checkVersion("QEMU emulator version 7.2.22 (Debian 1:7.2)\nCopyright (c)\n"))
                .doesNotThrowAnyException();
    }

    @Test
    void anOldQemuIsRefusedWithBothVersions() {
        assertThatThrownBy(() -> qemu.checkVersion("QEMU emulator version 6.2.0\n"))
                .isInstanceOf(ApplianceLaunchException.class)
                .hasMessageContaining("/opt/qemu: version 6.2, must be at least 7.0");
    }

    @Test
    void aMissingQemuSaysWhatToInstall() {
        assertThatThrownBy(() -> Qemu.find(Map.of("PATH", "/nonexistent", Qemu.VARIABLE, "/nonexistent/qemu")))
                .isInstanceOfSatisfying(
                        ApplianceLaunchException.class,
                        e -> assertThat(e.nextStep()).contains("qemu-system-x86"));
    }
}
