package org.guestscope.appliance.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelModulesTest {

    @TempDir
    Path directory;

    private KernelModules modules;

    @BeforeEach
    void read() throws IOException {
        Files.writeString(directory.resolve("modules.dep"), """
                kernel/fs/ext4/ext4.ko: kernel/fs/jbd2/jbd2.ko kernel/lib/crc16.ko
                kernel/fs/jbd2/jbd2.ko:
                kernel/lib/crc16.ko:
                kernel/drivers/block/virtio_blk.ko: kernel/drivers/virtio/virtio.ko
                kernel/drivers/virtio/virtio.ko:
                kernel/sound/snd.ko:
                """);
        modules = KernelModules.read(directory);
    }

    @Test
    void aChosenModuleBringsWhatItNeeds() {
        assertThat(modules.chosen(List.of("drivers/block/virtio_blk", "fs/")))
                .contains("kernel/drivers/virtio/virtio.ko", "kernel/lib/crc16.ko")
                .doesNotContain("kernel/sound/snd.ko");
    }

    @Test
    void whatIsNeededIsLoadedFirst() {
        assertThat(modules.loadOrder(List.of("ext4")))
                .extracting(path -> path.getFileName().toString())
                .containsExactly("jbd2.ko", "crc16.ko", "ext4.ko");
    }

    @Test
    void aNameThatIsNoModuleIsBuiltIn() {
        assertThat(modules.loadOrder(List.of("virtio_mmio"))).isEmpty();
    }
}
