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

    private final Commands commands = appliance.connection().actions(Commands.class);
    private final Contents contents = appliance.connection().actions(Contents.class);
    private final Nodes nodes = appliance.connection().actions(Nodes.class);

    @BeforeAll
    static void start() throws IOException {
        appliance = Appliances.start(ApplianceOptions.defaults().withNetwork(true));
        String image =
                Appliances.sparseFile(folder.resolve("guest.img"), 64 * MIB).toString();
        appliance.attach(List.of(DiskSpec.readWrite(image).withFormat("raw")));
        Appliances.shell(appliance, "mkfs.ext4 -q -F /dev/sda");
        appliance.connection().actions(Mounts.class).mount("/dev/sda", "/");
        Appliances.shell(appliance, "cd /sysroot; mkdir bin etc; cp /bin/busybox bin/busybox; ln -s busybox bin/cat");
    }

    @AfterAll
    static void stop() throws IOException {
        appliance.close();
    }

    private String namesSeen() throws IOException {
        return commands.command(List.of("/bin/cat", "/etc/resolv.conf"));
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
            assertThat(commands.command(List.of("/bin/busybox", "wget", "-qO-", url)))
                    .isEqualTo("there");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aGuestsOwnNameServersAreCovered() throws IOException {
        contents.write("/etc/resolv.conf", "nameserver 192.0.2.1\n".getBytes(US_ASCII));
        assertThat(namesSeen()).isEqualTo(LENT);
        assertThat(contents.readFile("/etc/resolv.conf")).asString().isEqualTo("nameserver 192.0.2.1\n");
        Mounts mounts = appliance.connection().actions(Mounts.class);
        mounts.remount("/", false);
        try {
            assertThat(namesSeen()).isEqualTo(LENT);
        } finally {
            mounts.remount("/", true);
        }
        nodes.rm("/etc/resolv.conf");
        assertThat(Appliances.shell(appliance, "grep -c /sysroot /proc/mounts").strip())
                .as("nothing stays bound")
                .isEqualTo("1");
    }

    /** As systemd-resolved leaves it. */
    @Test
    void aLinkThatLeadsNowhereIsThereAgain() throws IOException {
        nodes.lnS("../run/systemd/resolve/stub-resolv.conf", "/etc/resolv.conf");
        assertThat(namesSeen()).isEqualTo(LENT);
        assertThat(nodes.readlink("/etc/resolv.conf")).isEqualTo("../run/systemd/resolve/stub-resolv.conf");
        nodes.rm("/etc/resolv.conf");
    }

    @Test
    void nothingIsLeftWhereNothingWas() throws IOException {
        assertThat(namesSeen()).isEqualTo(LENT);
        assertThat(appliance.connection().actions(Attributes.class).exists("/etc/resolv.conf"))
                .isFalse();
    }
}
