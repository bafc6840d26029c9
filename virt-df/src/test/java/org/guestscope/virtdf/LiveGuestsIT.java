package org.guestscope.virtdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.guestscope.live.LiveTestbed;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Domains of a real libvirtd, running and not, with agents that answer, stand still and are missing. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LiveGuestsIT {

    /** Where the guest mounts its devices. */
    private static final Map<String, String> MOUNTED = Map.of(
            "/mnt/root", "/dev/sda1", "/mnt/data", "/dev/sda2", "/mnt/efi", "/dev/sdb", "/mnt/lv", "/dev/guest/data");

    private static final String COLUMNS = "device,size,used,avail,source";

    /** The table of a guest with the one image that most guests here have. */
    private static final String PLAIN_ROW = ",/dev/sda,40939,2944,34555,7.2\n";

    /** How long an agent has for its answer, which is waited for where none answers. */
    private static final Duration AGENTS_LIMIT = Duration.ofSeconds(3);

    private static LiveTestbed bed;

    @BeforeAll
    static void start() throws Exception {
        bed = LiveTestbed.start(Path.of("src/test/testbed/guests.sh").toAbsolutePath());
    }

    @AfterAll
    static void stop() throws Exception {
        if (bed != null) {
            bed.close();
        }
    }

    private static CommandRun domain(String name, String source) {
        return CommandRun.of("-c", bed.uri(), "-d", name, "--source", source, "--csv", "--output", COLUMNS);
    }

    private static String image(String name) {
        return bed.folder().resolve(name).toString();
    }

    @Test
    @Order(1)
    void figuresOfTheAgentAreThoseOfTheGuestsOwnStatfs() throws IOException {
        CommandRun asked = domain("asked", "auto");
        assertThat(asked.err()).isEmpty();
        int compared = 0;
        for (String line : Files.readAllLines(bed.folder().resolve("asked.console"))) {
            String[] word = line.strip().split(" ");
            if (word[0].equals("statfs")) {
                long unit = Long.parseLong(word[5]);
                long blocks = Long.parseLong(word[2]);
                assertThat(asked.out())
                        .contains("%s,%d,%d,%d,agent\n"
                                .formatted(
                                        MOUNTED.get(word[1]),
                                        blocks * unit / 1024,
                                        (blocks - Long.parseLong(word[3])) * unit / 1024,
                                        Long.parseLong(word[4]) * unit / 1024));
                compared++;
            }
        }
        assertThat(compared).isEqualTo(MOUNTED.size());
        assertThat(asked.out()).hasLineCount(1 + MOUNTED.size());
        // What the guest has not written yet is not on the disk.
        assertThat(domain("asked", "direct").out())
                .hasLineCount(1 + MOUNTED.size())
                .doesNotContain("agent")
                .isNotEqualTo(asked.out().replace("agent", "direct"));
    }

    @Test
    @Order(2)
    void anAgentThatStandsStillIsPassedOverInTime() {
        CommandRun stuck = domain("stuck", "auto");
        assertThat(stuck.out()).contains("/dev/sda,40939,2944,34555,direct\n");
        assertThat(stuck.status()).isZero();
        assertThat(stuck.took()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(60));
        assertThat(domain("stuck", "agent").err()).startsWith("virt-df: stuck: guest agent of stuck: ");
    }

    @Test
    @Order(3)
    void aChannelWithoutAnAgentCostsNothing() {
        CommandRun mute = domain("mute", "auto");
        assertThat(mute.out()).contains("/dev/sda,40939,2944,34555,direct\n");
        assertThat(mute.err()).isEmpty();
        for (int i = 0; i < 10 && mute.took().compareTo(AGENTS_LIMIT) >= 0; i++) {
            // Where the machine is busy with other things, some runs are slow.
            mute = domain("mute", "auto");
        }
        assertThat(mute.took()).isLessThan(AGENTS_LIMIT);
        assertThat(domain("mute", "agent").err()).isEqualTo("virt-df: mute: no guest agent listens\n");
    }

    @Test
    @Order(4)
    void aPausedGuestAnswersFromItsDisk() throws Exception {
        bed.virsh("suspend", "asked");
        try {
            CommandRun paused = domain("asked", "auto");
            assertThat(paused.out()).contains("/dev/sda1,").doesNotContain("agent");
            assertThat(paused.took()).isLessThan(Duration.ofSeconds(60));
        } finally {
            bed.virsh("resume", "asked");
        }
        assertThat(domain("asked", "auto").out()).contains("agent");
    }

    @Test
    @Order(5)
    void aReadOnlySocketIsEnoughForTheDisks() {
        CommandRun run = CommandRun.of("-c", bed.readOnlyUri(), "-d", "asked", "--csv", "--output", "source");
        assertThat(run.out()).isEqualTo("Source\ndirect\ndirect\ndirect\ndirect\n");
        assertThat(run.status()).isZero();
    }

    @ParameterizedTest
    @Order(6)
    @ValueSource(strings = {"off", "drives", "net", "pooled"})
    void disksOfEveryKindAreFound(String name) {
        CommandRun run = CommandRun.of("-c", bed.uri(), "--csv", "-d", name);
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo("VirtualMachine,Filesystem,1K-blocks,Used,Available,Use%\n" + name + PLAIN_ROW);
        assertThat(run.status()).isZero();
    }

    @ParameterizedTest
    @Order(6)
    @ValueSource(strings = {"mute", "net"})
    void theApplianceReadsWhatARunningDomainHasOpenAndWhatIsElsewhere(String name) {
        CommandRun run = domain(name, "appliance");
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).endsWith("Source\n/dev/sda,40939,2944,34555,appliance\n");
    }

    @Test
    @Order(7)
    void allGuestsAreListedByNameAndOneWithoutItsImageFailsNothing() throws Exception {
        CommandRun all = CommandRun.of("-c", bed.uri(), "--csv", "--source", "direct");
        assertThat(all.out().lines().map(line -> line.substring(0, line.indexOf(','))))
                .containsExactly(
                        "VirtualMachine",
                        "asked",
                        "asked",
                        "asked",
                        "asked",
                        "drives",
                        "mute",
                        "net",
                        "off",
                        "pooled",
                        "stuck");
        assertThat(all.err()).isEqualTo("""
                        virt-df: bare: the domain has no disks
                        virt-df: lost: %s: No such file or directory
                        """.formatted(image("lost.img")));
        assertThat(all.status()).isZero();
        String uuid = bed.virsh("domuuid", "off").strip();
        assertThat(CommandRun.of("-c", bed.uri(), "--csv", "--uuid", "-P", "3").out())
                .contains(uuid + PLAIN_ROW);
        assertThat(CommandRun.of("-c", bed.uri(), "--csv", "--uuid", "-d", "off")
                        .out())
                .as("--uuid is for all guests")
                .contains("off" + PLAIN_ROW);
        assertThat(CommandRun.of("-c", bed.uri(), "--csv", uuid).out()).contains(uuid + PLAIN_ROW);
    }

    @Test
    @Order(8)
    void aDomainAskedForByNameHasToBeReadable() {
        assertFails("-d lost", image("lost.img") + ": No such file or directory");
        assertFails("-d bare", "bare: the domain has no disks");
        assertFails(
                "-d nope", "no libvirt domain called 'nope': Domain not found: no domain with matching name 'nope'");
        assertFails("nope", "no libvirt domain called 'nope': Domain not found: no domain with matching name 'nope'");
    }

    @Test
    @Order(9)
    void aDaemonThatIsDownIsSaidInLibvirtsWords() throws Exception {
        bed.stopDaemon();
        String why = "could not connect to %s: Failed to connect socket to '%s/sock/libvirt-sock': "
                .formatted(bed.uri(), bed.folder());
        CommandRun all = CommandRun.of("-c", bed.uri());
        assertThat(all.err()).startsWith("virt-df: " + why).hasLineCount(1);
        assertThat(all.out()).isEmpty();
        assertThat(all.status()).isEqualTo(1);
        assertThat(CommandRun.of("-c", bed.uri(), "-d", "off").err()).isEqualTo(all.err());
        assertThat(CommandRun.of("-c", bed.uri(), "-a", image("off.qcow2")).out())
                .as("an image needs no libvirt")
                .contains("off.qcow2:/dev/sda ");
    }

    private static void assertFails(String arguments, String why) {
        CommandRun run = CommandRun.of(("-c " + bed.uri() + " " + arguments).split(" "));
        assertThat(run.err()).isEqualTo("virt-df: " + why + "\n");
        assertThat(run.out()).isEmpty();
        assertThat(run.status()).isEqualTo(1);
    }
}
