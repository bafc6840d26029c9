package org.guestscope.appliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.guestscope.appliance.ApplianceOptions.Acceleration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KvmVerdictTest {

    @TempDir
    Path cache;

    private final Qemu qemu = new Qemu(Path.of("/opt/qemu"), "identity");

    @BeforeEach
    void kvmCanBeOpened() {
        Path device = Path.of("/dev/kvm");
        assumeThat(Files.isReadable(device) && Files.isWritable(device))
                .as("/dev/kvm can be opened")
                .isTrue();
    }

    private Acceleration decision(Qemu with) throws ApplianceException {
        return new KvmVerdict(cache, with).decide(Acceleration.AUTO);
    }

    private void backdate(Duration age) throws IOException {
        Files.setLastModifiedTime(
                cache.resolve("kvm"), FileTime.from(Instant.now().minus(age)));
    }

    @Test
    void withoutAVerdictKvmIsTried() throws IOException {
        assertThat(decision(qemu)).isEqualTo(Acceleration.KVM);
    }

    @Test
    void aKvmThatHungIsNotTriedAgain() throws IOException {
        new KvmVerdict(cache, qemu).rememberThatItHangs();
        backdate(Duration.ofDays(30));

        assertThat(decision(qemu)).isEqualTo(Acceleration.TCG);
    }

    @Test
    void aKvmThatFailedIsTriedAgainTheNextDay() throws IOException {
        new KvmVerdict(cache, qemu).rememberThatItFails();
        backdate(Duration.ofHours(23));
        assertThat(decision(qemu)).isEqualTo(Acceleration.TCG);

        backdate(Duration.ofHours(25));
        assertThat(decision(qemu)).isEqualTo(Acceleration.KVM);
    }

    @Test
    void aVerdictOnAnotherQemuIsNone() throws IOException {
        new KvmVerdict(cache, qemu).rememberThatItHangs();

        assertThat(decision(new Qemu(Path.of("/opt/qemu"), "newer"))).isEqualTo(Acceleration.KVM);
    }

    @Test
    void whoeverDemandsKvmGetsItInSpiteOfTheVerdict() throws IOException {
        new KvmVerdict(cache, qemu).rememberThatItFails();

        assertThat(new KvmVerdict(cache, qemu).decide(Acceleration.KVM)).isEqualTo(Acceleration.KVM);
    }
}
