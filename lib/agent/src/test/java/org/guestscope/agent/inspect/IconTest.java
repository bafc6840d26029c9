package org.guestscope.agent.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.guestscope.guest.action.Inspection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IconTest {

    private static final String ROOT = "/dev/sda1";
    private static final String DEBIAN = "/usr/share/pixmaps/debian-logo.png";

    @TempDir
    Path directory;

    private static byte[] png(int width, int height, int length) {
        return ByteBuffer.allocate(length)
                .putLong(0x89504e470d0a1a0aL)
                .putInt(13)
                .put("IHDR".getBytes(StandardCharsets.US_ASCII))
                .putInt(width)
                .putInt(height)
                .array();
    }

    private Inspection debian(String path, byte[] icon) throws IOException {
        PhonyStorage storage = new PhonyStorage(directory)
                .add(ROOT, "ext4", "/bin/", "", "/etc/hosts", "", "/etc/debian_version", "12.1\n")
                .add(ROOT, "ext4", path, new String(icon, StandardCharsets.ISO_8859_1));
        Inspection actions = storage.inspected();
        storage.mount(ROOT, "ext4");
        return actions;
    }

    @ParameterizedTest
    @CsvSource({
        "24, 24, 500, true",
        "24, 24, 2048, true",
        "24, 24, 2049, false",
        "15, 24, 500, false",
        "24, 1025, 500, false",
        "-24, 24, 500, false",
        "16, 16, 1025, false"
    })
    void iconIsAPictureOfASensibleSize(int width, int height, int length, boolean found) throws IOException {
        byte[] icon = png(width, height, length);

        assertThat(debian(DEBIAN, icon).inspectGetIcon(ROOT, null, null)).isEqualTo(found ? icon : new byte[0]);
    }

    @Test
    void faviconComesFirstUnlessItIsNotWanted() throws IOException {
        byte[] favicon = png(32, 32, 300);
        Inspection actions = debian("/etc/favicon.png", favicon);

        assertThat(actions.inspectGetIcon(ROOT, null, null)).isEqualTo(favicon);
        assertThat(actions.inspectGetIcon(ROOT, false, null)).isEmpty();
        assertThat(actions.inspectGetIcon(ROOT, true, true)).isEmpty();
    }

    @Test
    void somethingElseIsNoIcon() throws IOException {
        assertThat(debian(DEBIAN, "GIF89a and more than twenty-four bytes".getBytes(StandardCharsets.US_ASCII))
                        .inspectGetIcon(ROOT, null, null))
                .isEmpty();
    }
}
