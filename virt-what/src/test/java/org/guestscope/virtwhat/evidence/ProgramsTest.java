package org.guestscope.virtwhat.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.guestscope.virtwhat.FakeMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ProgramsTest {

    private static final long SHORT_MILLISECONDS = 200;

    @TempDir
    Path root;

    private FakeMachine machine() {
        return new FakeMachine(root);
    }

    @Test
    void programsOfTheTreeAnswer() throws IOException {
        machine()
                .withScript("usr/libexec/virt-what-cpuid-helper", "echo 'bhyve bhyve '; echo more")
                .withScript("sbin/dmidecode", "echo '\tVendor: A'; echo '\tVendor: B' >&2; exit 1")
                .withScript("usr/sbin/uname", "test \"$1\" = -m && echo armv7l");
        Evidence evidence = Evidence.below(root);

        assertThat(evidence.signature())
                .isEqualTo(new Signature("bhyve bhyve ", "/usr/libexec/virt-what-cpuid-helper"));
        assertThat(evidence.dmi().find("Vendor: A")).isEqualTo(new DmiReport.Line("/sbin/dmidecode", "Vendor: A"));
        assertThat(evidence.dmi().find("Vendor: B")).isNotNull();
        assertThat(evidence.architecture()).isEqualTo("arm");
    }

    @Test
    void theFirstDirectoryWins() throws IOException {
        machine().withScript("sbin/uname", "echo second").withScript("usr/libexec/uname", "echo first");

        assertThat(Evidence.below(root).architecture()).isEqualTo("first");
    }

    @Test
    void plainFilesComeBeforePrograms() throws IOException {
        machine().withScript("sbin/uname", "echo program");
        Files.createDirectories(root.resolve(".probe"));
        Files.writeString(root.resolve(".probe/arch"), "file\n");

        assertThat(Evidence.below(root).architecture()).isEqualTo("file");
    }

    @Test
    void aProgramWithoutExecutePermissionIsAbsent() throws IOException {
        machine().withScript("sbin/uname", "echo fake");
        assertThat(root.resolve("sbin/uname").toFile().setExecutable(false)).isTrue();

        assertThat(Evidence.below(root).architecture()).isEqualTo(MachineEvidence.ownArchitecture());
    }

    @Test
    void scriptsWithoutAFirstLineRunInTheShell() throws IOException {
        machine().withScript("sbin/uname", "");
        Files.writeString(root.resolve("sbin/uname"), "echo plain\n");

        assertThat(Evidence.below(root).architecture()).isEqualTo("plain");
    }

    @Test
    void scriptsFindTheTreesOwnToolsFirst() throws IOException {
        machine().withScript("sbin/uname", "inner").withScript("usr/sbin/inner", "echo found");

        assertThat(Evidence.below(root).architecture()).isEqualTo("found");
    }

    @Test
    void aProgramThatNeverEndsIsStopped() throws IOException {
        machine().withScript("sbin/slow", "echo early; sleep 600");

        Programs.Answer answer = answerOf("/sbin/slow");

        assertThat(answer).isEqualTo(new Programs.Answer("early\n", -1));
    }

    @Test
    void aChildThatKeepsTheOutputOpenDoesNotHoldUs() throws IOException {
        machine().withScript("sbin/parent", "sleep 600 & echo done");

        Programs.Answer answer = answerOf("/sbin/parent");

        assertThat(answer.text()).isEqualTo("done\n");
    }

    @Test
    void aProgramThatNeverStopsTalkingIsCutOff() throws IOException {
        machine().withScript("sbin/loud", "exec yes");

        Programs.Answer answer = Objects.requireNonNull(programs(100_000).run("/sbin/loud", false));

        assertThat(answer.text().length()).isBetween(1 << 20, 5 << 20);
    }

    @Test
    void aProgramThatCannotBeStartedGivesNoAnswer() throws IOException {
        machine().withScript("sbin/broken", "");
        Files.writeString(root.resolve("sbin/broken"), "#!/nowhere/at/all\n");

        assertThat(programs(SHORT_MILLISECONDS).run("/sbin/broken", false)).isNull();
    }

    private Programs programs(long limitMilliseconds) {
        return new Programs(Root.below(root), limitMilliseconds);
    }

    /** What a program that does not end said: it gets more time until it has said something, as machines may be slow. */
    private Programs.Answer answerOf(String path) {
        Programs.Answer answer = new Programs.Answer("", -1);
        for (long limit = SHORT_MILLISECONDS; answer.text().isEmpty(); limit *= 2) {
            answer = Objects.requireNonNull(programs(limit).run(path, false));
        }
        return answer;
    }
}
