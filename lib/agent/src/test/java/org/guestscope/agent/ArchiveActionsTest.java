package org.guestscope.agent;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.guestscope.guest.ActionException;
import org.guestscope.guest.action.Archives;
import org.guestscope.guest.action.Checksums;
import org.guestscope.guest.action.Contents;
import org.guestscope.guest.action.Nodes;
import org.guestscope.guest.action.Texts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is packed, encoded, compressed and summed. */
class ArchiveActionsTest {

    @TempDir
    Path sysroot;

    private LocalAgent agent;
    private Contents contents;
    private Nodes nodes;
    private Texts texts;

    @BeforeEach
    void start() throws IOException {
        agent = LocalAgent.at(sysroot);
        contents = agent.actions(Contents.class);
        nodes = agent.actions(Nodes.class);
        texts = agent.actions(Texts.class);
    }

    @AfterEach
    void close() throws IOException {
        agent.close();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }

    @Test
    void checksumsAreThoseOfTheBytes() throws IOException {
        Checksums checksums = agent.actions(Checksums.class);
        contents.write("/a", ascii("abc"));
        assertThat(checksums.checksum("md5", "/a")).isEqualTo("900150983cd24fb0d6963f7d28e17f72");
        assertThat(checksums.checksum("sha1", "/a")).isEqualTo("a9993e364706816aba3e25717850c26c9cd0d89d");
        assertThat(checksums.checksum("crc", "/a")).isEqualTo("1219131554");
        assertThatThrownBy(() -> checksums.checksum("md4", "/a")).hasMessageContaining("unknown checksum");
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        checksums.checksumsOut("md5", "/", all);
        assertThat(all.toString(ISO_8859_1)).isEqualTo("900150983cd24fb0d6963f7d28e17f72  ./a\n");

        nodes.rm("/a");
        contents.write("/two\nlines", ascii("abc"));
        all.reset();
        checksums.checksumsOut("md5", "/", all);
        // As coreutils marks a name that is not itself, so that each line is a file.
        assertThat(all.toString(ISO_8859_1)).isEqualTo("\\900150983cd24fb0d6963f7d28e17f72  ./two\\nlines\n");
    }

    @Test
    void tarAndCpioCarryTrees() throws IOException {
        Archives archives = agent.actions(Archives.class);
        nodes.mkdirP("/from/sub");
        contents.write("/from/sub/file", ascii("packed"));
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        archives.tarOut("/from", tar, "gzip", null, null, null, null, null);
        nodes.mkdir("/to");
        archives.tarIn(new ByteArrayInputStream(tar.toByteArray()), "/to", "gzip", null, null, null);
        assertThat(texts.cat("/to/sub/file")).isEqualTo("packed");
        ByteArrayOutputStream tgz = new ByteArrayOutputStream();
        archives.tgzOut("/from", tgz);
        nodes.mkdir("/to2");
        archives.tgzIn(new ByteArrayInputStream(tgz.toByteArray()), "/to2");
        assertThat(texts.cat("/to2/sub/file")).isEqualTo("packed");
        assertThatThrownBy(() -> archives.tarOut("/from", tar, "rar", null, null, null, null, null))
                .hasMessageContaining("unknown compression");
        assertThatThrownBy(() -> archives.tarIn(new ByteArrayInputStream(ascii("junk")), "/to", null, null, null, null))
                .isInstanceOf(ActionException.class);
    }

    @Test
    void base64GoesBothWays() throws IOException {
        Archives archives = agent.actions(Archives.class);
        archives.base64In(new ByteArrayInputStream(ascii("aGVsbG8=\n")), "/a");
        assertThat(texts.cat("/a")).isEqualTo("hello");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        archives.base64Out("/a", out);
        assertThat(out.toString(ISO_8859_1)).isEqualTo("aGVsbG8=\n");
    }

    @Test
    void compressedCopiesUnpack() throws IOException {
        Archives archives = agent.actions(Archives.class);
        contents.write("/a", ascii("packed"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        archives.compressOut("gzip", "/a", out, 9);
        InputStream plain = new java.util.zip.GZIPInputStream(new ByteArrayInputStream(out.toByteArray()));
        assertThat(plain.readAllBytes()).isEqualTo(ascii("packed"));
        assertThatThrownBy(() -> archives.compressOut("gzip", "/a", out, 77)).hasMessageContaining("level 77");
    }
}
