package org.guestscope.appliance;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.guestscope.guest.action.Attributes;
import org.guestscope.guest.action.Commands;
import org.guestscope.guest.action.Contents;
import org.guestscope.guest.action.Mounts;
import org.guestscope.guest.action.Nodes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs of a guest in an appliance that was given a network. */
@Timeout(600)
class NetworkIT {

    private static final String LENT = "nameserver 169.254.2.3\n";
    private static final long MIB = 1 << 20;

    @TempDir
    static Path folder;

    private static Appliance appliance;

    @BeforeAll
    static void start() throws IOException {
        appliance = Appliances.start(ApplianceOptions.defaults().withNetwork(true));
        String image =
                Appliances.sparseFile(folder.resolve("guest.img"), 64 * MIB).toString();
        appliance.attach(List.of(DiskSpec.readWrite(image).withFormat("raw")));
        Appliances.shell(appliance, "mkfs.ext4 -q -F /dev/sda");
        actions(Mounts.class).mount("/dev/sda", "/");
        Appliances.shell(appliance, "cd /sysroot; mkdir bin etc; cp /bin/busybox bin/busybox; ln -s busybox bin/cat");
    }

    @AfterAll
    static void stop() throws IOException {
        appliance.close();
    }

    private static <T> T actions(Class<T> family) {
        return appliance.connection().actions(family);
    }

    private static String namesSeen() throws IOException {
        return actions(Commands.class).command(List.of("/bin/cat", "/etc/resolv.conf"));
    }

    @Test
    void aServerOfTheHostIsReached() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 5);
            exchange.getResponseBody().write("there".getBytes(US_ASCII));
            exchange.close();
        });
        server.start();
        try {
            String url = "http://169.254.2.2:" + server.getAddress().getPort() + "/";
            assertThat(actions(Commands.class).command(List.of("/bin/busybox", "wget", "-qO-", url)))
                    .isEqualTo("there");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aGuestsOwnNameServersAreCovered() throws IOException {
        actions(Contents.class).write("/etc/resolv.conf", "nameserver 192.0.2.1\n".getBytes(US_ASCII));
        assertThat(namesSeen()).isEqualTo(LENT);
        assertThat(actions(Contents.class).readFile("/etc/resolv.conf"))
                .asString()
                .isEqualTo("nameserver 192.0.2.1\n");
        Mounts mounts = actions(Mounts.class);
        mounts.remount("/", false);
        try {
            assertThat(namesSeen()).isEqualTo(LENT);
        } finally {
            mounts.remount("/", true);
        }
        actions(Nodes.class).rm("/etc/resolv.conf");
        assertThat(Appliances.shell(appliance, "grep -c /sysroot /proc/mounts").strip())
                .as("nothing stays bound")
                .isEqualTo("1");
    }

    /** As systemd-resolved leaves it. */
    @Test
    void aLinkThatLeadsNowhereIsThereAgain() throws IOException {
        actions(Nodes.class).lnS("../run/systemd/resolve/stub-resolv.conf", "/etc/resolv.conf");
        assertThat(namesSeen()).isEqualTo(LENT);
        assertThat(actions(Nodes.class).readlink("/etc/resolv.conf"))
                .isEqualTo("../run/systemd/resolve/stub-resolv.conf");
        actions(Nodes.class).rm("/etc/resolv.conf");
    }

    @Test
    void nothingIsLeftWhereNothingWas() throws IOException {
        assertThat(namesSeen()).isEqualTo(LENT);
        assertThat(actions(Attributes.class).exists("/etc/resolv.conf")).isFalse();
    }
}
