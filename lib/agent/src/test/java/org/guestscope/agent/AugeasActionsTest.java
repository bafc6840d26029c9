package org.guestscope.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.guestscope.guest.action.Augeas;
import org.guestscope.guest.struct.DefinedNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AugeasActionsTest {

    @TempDir
    Path sysroot;

    @Test
    void configurationFileIsReadAndChanged() throws IOException {
        assumeTrue(Files.exists(Path.of("/usr/share/augeas/lenses/dist/hosts.aug")), "libaugeas0 is not installed");
        Path hosts = Files.createDirectories(sysroot.resolve("etc")).resolve("hosts");
        Files.writeString(hosts, "127.0.0.1 localhost\n");
        try (LocalAgent agent = LocalAgent.at(sysroot)) {
            Augeas augeas = agent.actions(Augeas.class);
            augeas.augInit("/", 0);
            assertThat(augeas.augGet("/files/etc/hosts/1/ipaddr")).isEqualTo("127.0.0.1");
            assertThat(augeas.augLabel("/files/etc/hosts/1/ipaddr")).isEqualTo("ipaddr");
            assertThat(augeas.augLs("/files/etc/hosts")).containsExactly("/files/etc/hosts/1");
            assertThat(augeas.augMatch("/files/etc/hosts/1/*")).hasSize(2);
            assertThat(augeas.augDefvar("host", "/files/etc/hosts/1")).isEqualTo(1);
            assertThat(augeas.augDefnode("new", "/files/etc/hosts/2/ipaddr", "10.0.0.1"))
                    .isEqualTo(new DefinedNode(1, 1));
            augeas.augSet("/files/etc/hosts/2/canonical", "other");
            augeas.augInsert("/files/etc/hosts/1", "#comment", true);
            augeas.augSet("/files/etc/hosts/#comment[1]", "by hand");
            augeas.augSave();
            assertThat(Files.readString(hosts)).isEqualTo("# by hand\n127.0.0.1 localhost\n10.0.0.1\tother\n");
            assertThat(augeas.augRm("/files/etc/hosts/2")).isEqualTo(3);
            assertThat(augeas.augSetm("/files/etc/hosts/1", "canonical", "renamed"))
                    .isEqualTo(1);
            augeas.augMv("/files/etc/hosts/1", "/files/etc/hosts/7");
            augeas.augClear("/scratch");
            augeas.augLoad();
            assertThatThrownBy(() -> augeas.augGet("/files/none")).hasMessage("aug_get: /files/none: no matching node");
            assertThatThrownBy(() -> augeas.augMatch("/files/["))
                    .hasMessage("aug_match: /files/[: Invalid path expression: empty name: /files/|=|[");
            augeas.augClose();
            assertThatThrownBy(augeas::augClose).hasMessageContaining("aug-init first");
        }
    }

    @Test
    void lensIsMadeToParseFurtherFiles() throws IOException {
        assumeTrue(Files.exists(Path.of("/usr/share/augeas/lenses/dist/hosts.aug")), "libaugeas0 is not installed");
        Files.writeString(Files.createDirectories(sysroot.resolve("srv")).resolve("names"), "10.0.0.1 other\n");
        try (LocalAgent agent = LocalAgent.at(sysroot)) {
            Augeas augeas = agent.actions(Augeas.class);
            augeas.augInit("/", 0);
            augeas.augTransform("Hosts.lns", "/srv/names", null);
            augeas.augLoad();
            assertThat(augeas.augGet("/files/srv/names/1/ipaddr")).isEqualTo("10.0.0.1");
            augeas.augTransform("Hosts.lns", "/srv/names", true);
            augeas.augLoad();
            assertThatThrownBy(() -> augeas.augGet("/files/srv/names/1/ipaddr"))
                    .hasMessageContaining("no matching node");
            augeas.augClose();
        }
    }
}
