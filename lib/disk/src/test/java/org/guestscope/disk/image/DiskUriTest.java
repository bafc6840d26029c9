package org.guestscope.disk.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class DiskUriTest {

    @Test
    void urisAreToldFromPaths() {
        assertThat(DiskImages.isUri("nbd://host/x")).isTrue();
        assertThat(DiskImages.isUri("/var/lib/a:b//c.img")).isFalse();
        assertThat(DiskImages.isUri("disk.img")).isFalse();
    }

    @Test
    void cephDisksAreNamedAsQemuNamesThem() throws IOException {
        assertThat(DiskUri.parse("rbd://admin@mon.example:6789/pool/disk").location())
                .isEqualTo("rbd:pool/disk:mon_host=mon.example\\:6789:id=admin");
        assertThat(DiskUri.parse("rbd:///pool/disk").location()).isEqualTo("rbd:pool/disk");
    }

    @Test
    void passwordIsNotInTheName() throws IOException {
        assertThat(DiskUri.parse("ssh://root:secret@host/disk.img").name()).isEqualTo("ssh://root:***@host/disk.img");
    }

    @Test
    void unknownProtocolIsNamed() {
        assertThatThrownBy(() -> DiskUri.parse("fish://host/x"))
                .hasMessage("fish://host/x: unsupported URI: protocol 'fish' is not known");
    }
}
