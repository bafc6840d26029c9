package org.guestscope.agent.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every installed system answers alike, and its icon. */
class InstalledSystemTest {

    private static final String ROOT = "/dev/sda1";
    private static final String ICON = "/usr/share/pixmaps/debian-logo.png";

    @TempDir
    Path directory;

    /** The head of a picture of 48 by 48 pixels, and some bytes that nobody decodes. */
    private static byte[] picture() {
        return ByteBuffer.allocate(200)
                .putLong(0x89504e470d0a1a0aL)
                .putInt(13)
                .put("IHDR".getBytes(StandardCharsets.US_ASCII))
                .putInt(48)
                .putInt(48)
                .array();
    }

    private PhonyStorage debian() throws IOException {
        return new PhonyStorage(directory)
                .add(ROOT, "ext4", "/etc/debian_version", "12.5\n", "/etc/fstab", "", "/bin/sh", "", ICON, "text");
    }

    @Test
    void isNoInstaller() throws IOException {
        InspectionActions actions = debian().inspected();
        assertThat(actions.inspectGetFormat(ROOT)).isEqualTo("installed");
        assertThat(actions.inspectIsLive(ROOT)).isFalse();
        assertThat(actions.inspectIsNetinst(ROOT)).isFalse();
        assertThat(actions.inspectIsMultipart(ROOT)).isFalse();
        assertThatThrownBy(() -> actions.inspectGetFormat("/dev/sdb")).hasMessageContaining("/dev/sdb");
    }

    @Test
    void iconIsGivenWhenItIsAPicture() throws IOException {
        PhonyStorage storage = debian();
        InspectionActions actions = storage.inspected();
        storage.mount(ROOT, "ext4");
        assertThat(actions.inspectGetIcon(ROOT, null, null)).isEmpty();
        Files.write(storage.tree(ROOT).resolve(ICON.substring(1)), picture());
        assertThat(actions.inspectGetIcon(ROOT, false, null)).isEqualTo(picture());
    }
}
