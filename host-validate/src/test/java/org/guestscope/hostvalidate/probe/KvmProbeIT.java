package org.guestscope.hostvalidate.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Asks this machine's own KVM, whatever it is worth. */
class KvmProbeIT {
    @BeforeAll
    static void needsKvm() {
        Path device = Path.of("/dev/kvm");
        assumeTrue(Files.isReadable(device) && Files.isWritable(device), "needs a /dev/kvm this user may open");
        assumeTrue("amd64".equals(System.getProperty("os.arch")), "the test guest is x86-64 code");
    }

    @Test
    void kvmAnswersWithItsVersion() {
        KvmAnswers answers = KvmProbe.answers();
        assertThat(answers.error()).isEmpty();
        assertThat(answers.apiVersion()).isEqualTo(KvmAnswers.API_VERSION);
        assertThat(answers.virtualMachine()).isTrue();
    }

    @Test
    void aGuestRunsInBothModes() {
        KvmSpeed speed = KvmProbe.speed();
        assertThat(speed.realMode().error()).isEmpty();
        assertThat(speed.longMode().error()).isEmpty();
        assertThat(speed.realMode().nanoseconds()).isPositive();
    }

    /** No turns at all wrap around to 2 to the power of 32, which takes seconds on the fastest processor. */
    @Test
    @Timeout(60)
    void aGuestThatDoesNotStopIsStopped() {
        for (TestGuest guest : TestGuest.values()) {
            KvmSpeed.Trial trial = KvmProbe.trial(guest, 0, 100);
            assertThat(trial.ran()).isFalse();
            assertThat(trial.error()).contains("no answer in time");
        }
    }
}
