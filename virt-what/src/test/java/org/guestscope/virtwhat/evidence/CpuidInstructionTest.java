package org.guestscope.virtwhat.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CpuidInstructionTest {

    @Test
    void theProcessorNamesItsVendorAsTheKernelDoes() throws IOException {
        assumeTrue(MachineEvidence.ownArchitecture().equals("x86_64"), "needs an x86-64 processor");
        Cpuid cpuid = available(CpuidInstruction.place(), "executable mappings and JNA's native part");

        String vendor = cpuid.query(0, 0).vendorName();

        assertThat(Files.readString(Path.of("/proc/cpuinfo"))).contains(": " + vendor);
    }

    @Test
    void theInstructionAndTheDeviceAgreeOnTheHypervisor() {
        Cpuid device = available(CpuidDevice.open(), "the cpuid driver and root");
        Cpuid cpuid = available(CpuidInstruction.place(), "executable mappings and JNA's native part");

        assertThat(Signature.search(cpuid).text())
                .isEqualTo(Signature.search(device).text());
    }

    private static Cpuid available(@Nullable Cpuid cpuid, String needs) {
        assumeTrue(cpuid != null, "needs " + needs);
        return Objects.requireNonNull(cpuid);
    }
}
