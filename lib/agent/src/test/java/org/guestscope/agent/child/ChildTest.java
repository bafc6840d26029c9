package org.guestscope.agent.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.guestscope.agent.libc.Spawn;
import org.junit.jupiter.api.Test;

class ChildTest {

    private static Child child(String program, String... arguments) {
        return new Child(new Cancellation(), program, arguments);
    }

    @Test
    void programsOfTheApplianceKnowThatThereIsNoUdevAndThoseOfTheGuestDoNot() throws IOException {
        assertThat(child("env").require().lines()).contains("DM_DISABLE_UDEV=1", "LC_ALL=C");
        assertThat(child("env").environment(Spawn.GUEST_ENVIRONMENT).require().lines())
                .containsExactlyInAnyOrderElementsOf(Spawn.GUEST_ENVIRONMENT);
    }

    @Test
    void missingProgramIsToldWithWhatItWasWantedFor() {
        assertThatThrownBy(() -> child("no-such-program").require())
                .hasMessage("no-such-program: No such file or directory");
        assertThatThrownBy(() -> child("no-such-program").about("foo: /dev/sda").require())
                .hasMessage("foo: /dev/sda: no-such-program: No such file or directory");
    }

    @Test
    void versionInFrontOfAComplaintIsLeftOutOfEitherStream() throws IOException {
        String said = "echo 'sh 1.47.0 (5-Feb-2023)'; echo; echo 'needs a check'; exit 1";
        assertThat(child("sh", "-c", "(" + said + ") >&2").run().complaint()).isEqualTo("needs a check");
        assertThat(child("sh", "-c", said).run().complaint()).isEqualTo("needs a check");
    }

    @Test
    void complaintTakesTheSubjectOfTheCallOnce() {
        assertThat(ChildException.complaint("why").about("/x")).hasMessage("/x: why");
        assertThat(ChildException.complaint("/x: why").about("/x")).hasMessage("/x: why");
        assertThat(ChildException.complaint("no: /proc/12/fd/34: why, /proc/12/fd/34/x")
                        .about("/x"))
                .as("the agent's own names are not told")
                .hasMessage("/x: no: /x: why, /proc/12/fd/34/x");
        assertThat(ChildException.complaint("why").about("")).hasMessage("why");
        assertThat(new ChildException("told").about("/x")).hasMessage("told");
    }
}
