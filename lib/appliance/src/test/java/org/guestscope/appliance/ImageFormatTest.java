package org.guestscope.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFormatTest {

    @TempDir
    Path directory;

    @Test
    void formatsAreToldByTheirMagic() {
        assertThat(ImageFormat.detect("QFI\u00fb\0\0\0\3")).isEqualTo("qcow2");
        assertThat(ImageFormat.detect("KDMV")).isEqualTo("vmdk");
        assertThat(ImageFormat.detect("vhdxfile")).isEqualTo("vhdx");
        assertThat(ImageFormat.detect("x".repeat(64) + "\u007f\u0010\u00da\u00be"))
                .isEqualTo("vdi");
    }

    @Test
    void anEncryptedDiskIsRawBecauseTheGuestOpensIt() {
        assertThat(ImageFormat.detect("LUKS\u00ba\u00be\0\2")).isEqualTo("raw");
    }

    @Test
    void aFixedVhdIsToldByItsFooter() throws IOException {
        byte[] image = new byte[4096];
        byte[] magic = "conectix".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(magic, 0, image, image.length - 512, magic.length);
        Path file = Files.write(directory.resolve("fixed.vhd"), image);

        assertThat(ImageFormat.detect(file)).isEqualTo("vpc");
    }

    @Test
    void aFileShorterThanAnyHeaderIsRaw() throws IOException {
        byte[] image = new byte[3];
        Arrays.fill(image, (byte) 'Q');
        Path file = Files.write(directory.resolve("short"), image);

        assertThat(ImageFormat.detect(file)).isEqualTo("raw");
    }
}
