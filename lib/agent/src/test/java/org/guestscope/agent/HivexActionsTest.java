package org.guestscope.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.guestscope.guest.action.Hivex;
import org.guestscope.guest.struct.HivexNode;
import org.guestscope.guest.struct.HivexValue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HivexActionsTest {

    private static final int REG_SZ = 1;
    private static final int REG_BINARY = 3;
    private static final int PAGE = 4096;

    @TempDir
    Path sysroot;

    @BeforeEach
    void makeHive() throws IOException {
        assumeTrue(isInstalled(), "libhivex0 is not installed");
        Files.write(sysroot.resolve("hive"), emptyHive());
    }

    @Test
    void keysAndValuesAreAddedFoundAndReadAgainAfterCommit() throws IOException {
        try (LocalAgent agent = LocalAgent.at(sysroot)) {
            Hivex hivex = agent.actions(Hivex.class);
            hivex.hivexOpen("/hive", null, null, true, null);
            long root = hivex.hivexRoot();
            assertThat(hivex.hivexNodeName(root)).isEqualTo("ROOT");
            assertThat(hivex.hivexNodeChildren(root)).isEmpty();
            long child = hivex.hivexNodeAddChild(root, "Software");
            hivex.hivexNodeSetValue(child, "Name", REG_SZ, "d\u00e9j\u00e0\0".getBytes(StandardCharsets.UTF_16LE));
            hivex.hivexNodeSetValue(child, "", REG_BINARY, new byte[] {0, 1, (byte) 0xff});
            hivex.hivexNodeSetValue(child, "Empty", REG_BINARY, new byte[0]);
            hivex.hivexCommit(null);
            hivex.hivexOpen("/hive", null, null, null, null);
            root = hivex.hivexRoot();
            child = hivex.hivexNodeGetChild(root, "software");
            assertThat(hivex.hivexNodeChildren(root)).containsExactly(new HivexNode(child));
            assertThat(hivex.hivexNodeParent(child)).isEqualTo(root);
            List<HivexValue> values = hivex.hivexNodeValues(child);
            assertThat(values).hasSize(3);
            long name = hivex.hivexNodeGetValue(child, "name");
            assertThat(values).contains(new HivexValue(name));
            assertThat(hivex.hivexValueKey(name)).isEqualTo("Name");
            assertThat(hivex.hivexValueType(name)).isEqualTo(REG_SZ);
            assertThat(hivex.hivexValueString(name)).isEqualTo(bytes("d\u00e9j\u00e0"));
            assertThat(hivex.hivexValueUtf8(name)).isEqualTo(bytes("d\u00e9j\u00e0"));
            assertThat(hivex.hivexValueValue(hivex.hivexNodeGetValue(child, "")))
                    .containsExactly(0, 1, 0xff);
            assertThat(hivex.hivexValueValue(hivex.hivexNodeGetValue(child, "Empty")))
                    .isEmpty();
            hivex.hivexClose();
        }
    }

    @Test
    void changesCommittedElsewhereLeaveTheHiveAlone() throws IOException {
        try (LocalAgent agent = LocalAgent.at(sysroot)) {
            Hivex hivex = agent.actions(Hivex.class);
            hivex.hivexOpen("/hive", null, null, true, null);
            long child = hivex.hivexNodeAddChild(hivex.hivexRoot(), "gone");
            hivex.hivexNodeDeleteChild(child);
            hivex.hivexNodeAddChild(hivex.hivexRoot(), "kept");
            assertThatThrownBy(() -> hivex.hivexCommit("copy"))
                    .hasMessage("hivex_commit: copy: a path must start with a /");
            hivex.hivexCommit("/copy");
            hivex.hivexOpen("/copy", null, null, null, null);
            assertThat(hivex.hivexNodeGetChild(hivex.hivexRoot(), "kept")).isNotZero();
            assertThat(hivex.hivexNodeGetChild(hivex.hivexRoot(), "gone")).isZero();
            hivex.hivexClose();
        }
        assertThat(sysroot.resolve("hive")).hasBinaryContent(emptyHive());
    }

    @Test
    void whatIsNoHiveOrNoHandleIsRefused() throws IOException {
        Files.writeString(sysroot.resolve("text"), "not a hive");
        try (LocalAgent agent = LocalAgent.at(sysroot)) {
            Hivex hivex = agent.actions(Hivex.class);
            assertThatThrownBy(hivex::hivexRoot).hasMessageContaining("hivex-open first");
            assertThatThrownBy(() -> hivex.hivexOpen("/none", null, null, null, null))
                    .hasMessage("hivex_open: /none: No such file or directory");
            assertThatThrownBy(() -> hivex.hivexOpen("/text", null, null, null, null))
                    .hasMessageStartingWith("hivex_open: /text: ");
            hivex.hivexOpen("/hive", null, null, null, null);
            assertThatThrownBy(() -> hivex.hivexNodeName(12)).hasMessage("hivex_node_name: key 0xc: Invalid argument");
            assertThatThrownBy(() -> hivex.hivexNodeGetChild(12, "a"))
                    .hasMessage("hivex_node_get_child: key 0xc: Invalid argument");
            assertThatThrownBy(() -> hivex.hivexValueType(1 << 20)).hasMessageStartingWith("hivex_value_type: value ");
            assertThatThrownBy(() -> hivex.hivexNodeAddChild(hivex.hivexRoot(), "a"))
                    .hasMessage("hivex_node_add_child: a: Read-only file system");
            hivex.hivexClose();
            assertThatThrownBy(hivex::hivexClose).hasMessageContaining("hivex-open first");
        }
    }

    private static boolean isInstalled() {
        try {
            return NativeLibrary.getInstance("libhivex.so.0") != null;
        } catch (UnsatisfiedLinkError e) {
            return false;
        }
    }

    private static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** A header, and one bin that holds a root key, its security descriptor and free space. */
    private static byte[] emptyHive() {
        ByteBuffer out = ByteBuffer.allocate(2 * PAGE).order(ByteOrder.LITTLE_ENDIAN);
        int root = 0x20;
        int rootLength = 0x58;
        int security = root + rootLength;
        int securityLength = 0x28;
        out.put("regf".getBytes(StandardCharsets.US_ASCII)).putInt(1).putInt(1).putLong(0);
        out.putInt(1).putInt(3).putInt(0).putInt(1).putInt(root).putInt(PAGE).putInt(1);
        int checksum = 0;
        for (int at = 0; at < 0x1fc; at += Integer.BYTES) {
            checksum ^= out.getInt(at);
        }
        out.putInt(0x1fc, checksum);
        out.position(PAGE);
        out.put("hbin".getBytes(StandardCharsets.US_ASCII)).putInt(0).putInt(PAGE);
        out.position(PAGE + root);
        out.putInt(-rootLength).put("nk".getBytes(StandardCharsets.US_ASCII)).putShort((short) 0x2c);
        out.putLong(0).putInt(0).putInt(-1).putInt(0).putInt(0).putInt(-1).putInt(-1);
        out.putInt(0)
                .putInt(-1)
                .putInt(security)
                .putInt(-1)
                .putInt(0)
                .putInt(0)
                .putInt(0)
                .putInt(0);
        out.putInt(0).putShort((short) 4).putShort((short) 0).put("ROOT".getBytes(StandardCharsets.US_ASCII));
        out.position(PAGE + security);
        out.putInt(-securityLength)
                .put("sk".getBytes(StandardCharsets.US_ASCII))
                .putShort((short) 0);
        out.putInt(security).putInt(security).putInt(1).putInt(0);
        int free = security + securityLength;
        out.putInt(PAGE + free, PAGE - free);
        return out.array();
    }
}
