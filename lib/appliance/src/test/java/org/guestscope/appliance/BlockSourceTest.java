package org.guestscope.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BlockSourceTest {

    @Test
    void aPathIsAFileEvenIfItHasColons() throws ApplianceException {
        assertThat(BlockSource.of("/srv/a:b.img").node())
                .containsExactlyInAnyOrderEntriesOf(Map.of("driver", "file", "filename", "/srv/a:b.img"));
    }

    @Test
    void nbdTakesItsPortAndExport() throws ApplianceException {
        assertThat(BlockSource.of("nbd://example.org/disk").node())
                .containsEntry("server", Map.of("type", "inet", "host", "example.org", "port", "10809"))
                .containsEntry("export", "disk");
    }

    @Test
    void nbdOverAUnixSocketNeedsTheSocket() throws ApplianceException {
        assertThat(BlockSource.of("nbd+unix:///?socket=/run/nbd").node())
                .containsEntry("server", Map.of("type", "unix", "path", "/run/nbd"));
        assertThatThrownBy(() -> BlockSource.of("nbd+unix:///disk")).hasMessageContaining("socket=PATH");
    }

    @Test
    void aPasswordNeverStaysInTheUrl() throws ApplianceException {
        BlockSource source = BlockSource.of("https://me:secret@example.org/disk.img");

        assertThat(source.node())
                .containsEntry("url", "https://example.org/disk.img")
                .containsEntry("username", "me");
        assertThat(source.secret()).isEqualTo("secret");
        assertThat(source.secretOption()).isEqualTo("password-secret");
    }

    @Test
    void anUnknownProtocolIsRefusedByName() {
        assertThatThrownBy(() -> BlockSource.of("gopher://example.org/disk"))
                .isInstanceOf(DiskAttachException.class)
                .hasMessageStartingWith("disk: cannot be opened: gopher://example.org/disk")
                .hasMessageContaining("'gopher'");
    }
}
