package org.guestscope.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against libvirt's test driver, which lives in the client library: needs libvirt.so.0, and no daemon. */
class ConnectionIT {

    private static final String NODE = """
            <node><cpu><mhz>2400</mhz><model>x86_64</model><active>4</active><nodes>1</nodes><sockets>1</sockets>
            <cores>4</cores><threads>1</threads></cpu><memory>8388608</memory>
            <domain type='test'><name>%s</name><uuid>aaaaaaaa-0000-4000-8000-000000000001</uuid>
              <memory>65536</memory><vcpu>1</vcpu><os><type>hvm</type></os><devices>
              <disk type='volume'><source pool='images' volume='a.img'/><target dev='vda'/></disk></devices></domain>
            <domain type='test' xmlns:test='http://libvirt.org/schemas/domain/test/1.0'><name>b-off</name>
              <memory>65536</memory><vcpu>1</vcpu><os><type>hvm</type></os><test:runstate>5</test:runstate></domain>
            <domain type='test' xmlns:test='http://libvirt.org/schemas/domain/test/1.0'><name>a-off</name>
              <memory>65536</memory><vcpu>1</vcpu><os><type>hvm</type></os><test:runstate>5</test:runstate></domain>
            <pool type='dir'><name>images</name><target><path>/images</path></target>
              <volume type='file'><name>a.img</name><capacity>1</capacity><target><format type='qcow2'/></target></volume>
            </pool></node>
            """;

    @TempDir
    Path folder;

    private Connection node() throws Exception {
        Path file = folder.resolve("node.xml");
        Files.writeString(file, NODE.formatted("zü"));
        return Connection.open("test://" + file, Connection.Access.READ_ONLY);
    }

    @Test
    void runningDomainsComeBeforeDefinedOnesWhichAreSortedByName() throws Exception {
        try (Connection connection = node()) {
            assertThat(connection.domains()).extracting(Domain::name).containsExactly("zü", "a-off", "b-off");
            assertThat(connection.domains())
                    .extracting(Domain::state)
                    .containsExactly(DomainState.RUNNING, DomainState.SHUTOFF, DomainState.SHUTOFF);
            assertThat(connection.domains()).extracting(Domain::active).containsExactly(true, false, false);
        }
    }

    @Test
    void domainIsFoundByNameAndByUuid() throws Exception {
        try (Connection connection = node()) {
            Domain domain = connection.domain("zü");
            assertThat(domain.uuid()).isEqualTo("aaaaaaaa-0000-4000-8000-000000000001");
            assertThat(connection.domain(domain.uuid())).isEqualTo(domain);
        }
    }

    @Test
    void volumeIsResolvedToItsPath() throws Exception {
        try (Connection connection = node()) {
            DomainDisk disk = connection.disks(connection.domain("zü")).get(0);
            assertThat(connection.resolve((DomainDisk.Volume) disk.source())).isEqualTo("/images/a.img");
            assertThatThrownBy(() -> connection.resolve(new DomainDisk.Volume("images", "none")))
                    .isInstanceOf(LiveException.Refused.class)
                    .hasMessageStartingWith("volume none of pool images: ");
        }
    }

    @Test
    void unknownDomainIsSaidInLibvirtsWords() throws Exception {
        try (Connection connection = Connection.open("test:///default", Connection.Access.READ_ONLY)) {
            assertThatThrownBy(() -> connection.domain("nope"))
                    .isInstanceOfSatisfying(
                            LiveException.Refused.class,
                            e -> assertThat(e.noSuchDomain()).isTrue())
                    .hasMessage("no libvirt domain called 'nope': Domain not found");
        }
    }

    @Test
    void disksOfTheDefaultDomain() throws Exception {
        try (Connection connection = Connection.open("test:///default", Connection.Access.READ_ONLY)) {
            assertThat(connection.disks(connection.domain("test")))
                    .containsExactly(new DomainDisk(
                            "vda", new DomainDisk.File("/guest/diskimage1"), null, false, false, List.of()));
        }
    }

    @Test
    void badUriNamesTheUriAndTheReason() {
        assertThatThrownBy(() -> Connection.open("test:///no/such/file", Connection.Access.READ_ONLY))
                .isInstanceOf(LiveException.Refused.class)
                .hasMessageStartingWith("could not connect to test:///no/such/file: ");
    }

    @Test
    void failuresLeaveNothingOnStandardError() throws Exception {
        assertThat(child(List.of())).containsExactly("no libvirt domain called 'nope': Domain not found", "");
    }

    @Test
    void missingLibraryIsOneClearLine() throws Exception {
        Files.writeString(folder.resolve("libvirt.so"), "stands before any real one");
        assertThat(child(List.of("-Djna.platform.library.path=" + folder, "-Djna.library.path=" + folder)))
                .containsExactly("libvirt's client library (libvirt.so.0) is not installed or cannot be loaded", "");
    }

    /** Runs {@link FailingClient}; standard output without its line end, and standard error. */
    private List<String> child(List<String> options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), FailingClient.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("LD_LIBRARY_PATH", folder.toString());
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return List.of(out.strip(), err);
    }

    /** A program whose only look-up fails. */
    static final class FailingClient {
        public static void main(String[] args) {
            try (Connection connection = Connection.open("test:///default", Connection.Access.READ_ONLY)) {
                connection.domain("nope");
            } catch (LiveException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @Test
    void closedConnectionRefusesFurtherQuestions() throws Exception {
        Connection connection = Connection.open("test:///default", Connection.Access.READ_ONLY);
        connection.close();
        connection.close();
        assertThatThrownBy(connection::domains).hasMessage("test:///default: the connection is closed");
        assertThat(connection.alive()).isFalse();
    }

    @Test
    void agentIsAskedOnlyThroughAConnectionThatMayWrite() throws Exception {
        try (Connection connection = Connection.open("test:///default", Connection.Access.READ_ONLY)) {
            GuestAgent agent = new GuestAgent(connection, Duration.ofSeconds(60));
            Domain domain = connection.domain("test");
            assertThatThrownBy(() -> agent.filesystems(domain)).hasMessageContaining("read only access");
        }
    }

    @Test
    void driverWithoutFiguresStillNamesTheMountpoints() throws Exception {
        try (Connection connection = Connection.open("test:///default", Connection.Access.READ_WRITE)) {
            GuestAgent agent = new GuestAgent(connection, Duration.ofSeconds(60));
            assertThat(agent.filesystems(connection.domain("test")))
                    .containsExactly(
                            new AgentFilesystem("/", "vda1", "ext4", -1, -1, onVda()),
                            new AgentFilesystem("/boot", "vda2", "ext4", -1, -1, onVda()));
        }
    }

    private static List<AgentFilesystem.Disk> onVda() {
        return List.of(new AgentFilesystem.Disk("vda", null, null));
    }
}
