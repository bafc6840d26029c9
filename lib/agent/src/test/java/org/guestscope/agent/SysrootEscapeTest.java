package org.guestscope.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.guestscope.guest.action.Attributes;
import org.guestscope.guest.action.Contents;
import org.guestscope.guest.action.Listings;
import org.guestscope.guest.action.Nodes;
import org.guestscope.guest.action.Texts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SysrootEscapeTest {

    @TempDir
    Path top;

    private Path sysroot;
    private Path outside;
    private LocalAgent agent;

    @BeforeEach
    void makeGuestBesideSecret() throws IOException {
        sysroot = Files.createDirectory(top.resolve("sysroot"));
        outside = Files.writeString(top.resolve("secret"), "outside\n");
        agent = LocalAgent.at(sysroot);
    }

    @AfterEach
    void close() throws IOException {
        agent.close();
    }

    @Test
    void absoluteLinkResolvesInsideTheGuest() throws IOException {
        Files.createSymbolicLink(sysroot.resolve("link"), outside);
        assertThatThrownBy(() -> agent.actions(Texts.class).cat("/link")).hasMessageContaining("No such file");
        Path twin = sysroot.resolve(outside.toString().substring(1));
        Files.createDirectories(twin.getParent());
        Files.writeString(twin, "inside\n");
        assertThat(agent.actions(Texts.class).cat("/link")).isEqualTo("inside\n");
    }

    @Test
    void dotsDoNotClimbAboveTheRoot() throws IOException {
        assertThatThrownBy(() -> agent.actions(Texts.class).cat("/../secret")).hasMessageContaining("No such file");
        Files.createSymbolicLink(sysroot.resolve("up"), Path.of("../secret"));
        assertThatThrownBy(() -> agent.actions(Texts.class).cat("/up")).hasMessageContaining("No such file");
        assertThat(agent.actions(Nodes.class).realpath("/../..")).isEqualTo("/");
    }

    @Test
    void writingThroughALinkStaysInside() throws IOException {
        Files.createSymbolicLink(sysroot.resolve("link"), outside);
        assertThatThrownBy(() -> agent.actions(Contents.class).write("/link", new byte[] {1}))
                .hasMessageContaining("No such file");
        assertThat(Files.readString(outside)).isEqualTo("outside\n");
    }

    @Test
    void removingATreeDoesNotFollowLinks() throws IOException {
        Path tree = Files.createDirectory(sysroot.resolve("tree"));
        Files.createSymbolicLink(tree.resolve("out"), top);
        agent.actions(Nodes.class).rmRf("/tree");
        assertThat(tree).doesNotExist();
        assertThat(outside).exists();
    }

    @Test
    void parentThatIsALinkOutLeadsNowhere() throws IOException {
        Files.createSymbolicLink(sysroot.resolve("dir"), top);
        assertThatThrownBy(() -> agent.actions(Nodes.class).rm("/dir/secret")).hasMessageContaining("No such file");
        assertThatThrownBy(() -> agent.actions(Nodes.class).mkdir("/dir/new")).hasMessageContaining("No such file");
        assertThatThrownBy(() -> agent.actions(Contents.class).cp("/dir/secret", "/copy"))
                .hasMessageContaining("No such file");
        assertThat(outside).exists();
    }

    @Test
    void listingAndStatusStayInside() throws IOException {
        Files.createSymbolicLink(sysroot.resolve("dir"), top);
        assertThatThrownBy(() -> agent.actions(Listings.class).ls("/dir")).hasMessageContaining("No such file");
        assertThat(agent.actions(Attributes.class).exists("/dir")).isFalse();
        assertThat(agent.actions(Attributes.class).isSymlink("/dir")).isTrue();
    }
}
