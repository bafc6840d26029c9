package org.guestscope.virtwhat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.guestscope.virtwhat.FakeMachine.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {

    @TempDir
    Path root;

    private FakeMachine container;

    @BeforeEach
    void aContainerInAVirtualMachineOfACloud() {
        container = new FakeMachine(root)
                .with(List.of(
                        ".probe/cpuid-signature=KVMKVMKVM|",
                        ".probe/arch=x86_64|",
                        ".probe/dmidecode=BIOS Information|\tVendor: Amazon EC2\u001b[31m|",
                        ".dockerenv",
                        "proc/1/environ=KUBERNETES_SERVICE_HOST=10.0.0.1^"));
    }

    @Test
    void thePlainLinesAreTheKnownFacts() {
        assertThat(container.virtWhat()).isEqualTo(new Outcome(0, "docker\nkvm\naws\n", ""));
    }

    @Test
    void extendedAddsFurtherFactsBehindThem() {
        assertThat(container.virtWhat("--extended").out()).isEqualTo("docker\nkvm\naws\nkubernetes\n");
    }

    @Test
    void explainShowsWhatWasSeenAndEscapesIt() {
        assertThat(container.virtWhat("--explain").out()).isEqualTo("""
                        docker (container)
                            /.dockerenv: regular file
                        kvm (machine)
                            /.probe/cpuid-signature: signature KVMKVMKVM
                        aws (cloud)
                            /.probe/dmidecode: Vendor: Amazon EC2\\x1b[31m
                        kubernetes (orchestration, further fact)
                            /proc/1/environ: KUBERNETES_SERVICE_HOST=10.0.0.1
                        """);
    }

    @Test
    void explainSaysSoWhenThereIsNothing(@TempDir Path empty) {
        Outcome outcome =
                new FakeMachine(empty).with(List.of(".probe/arch=x86_64")).virtWhat("--explain");

        assertThat(outcome.out()).isEqualTo("nothing was seen of a hypervisor, a cloud or a container\n");
    }

    @Test
    void treeNestsTheLayers() {
        assertThat(container.virtWhat("--tree").out()).isEqualTo("""
                        cloud: aws
                        └─ machine: kvm
                           └─ orchestration: kubernetes
                              └─ container: docker
                        """);
    }

    @Test
    void treeNamesTheMachineEvenWhenNothingIsKnownOfIt(@TempDir Path bare) {
        Outcome outcome = new FakeMachine(bare)
                .with(List.of(".probe/arch=x86_64", ".dockerenv"))
                .virtWhat("--tree");

        assertThat(outcome.out()).isEqualTo("machine: no hypervisor seen\n└─ container: docker\n");
    }

    @Test
    void jsonHoldsFactsLayersAndEvidence(@TempDir Path small) {
        Outcome outcome = new FakeMachine(small)
                .with(List.of(".probe/arch=x86_64", ".dockerenv", ".singularity.d/"))
                .virtWhat("--json");

        assertThat(outcome.out()).isEqualTo("""
                        {
                          "facts" : [ "docker" ],
                          "further_facts" : [ "apptainer" ],
                          "layers" : [ {
                            "layer" : "container",
                            "facts" : [ {
                              "fact" : "docker",
                              "evidence" : [ {
                                "source" : "/.dockerenv",
                                "said" : "regular file"
                              } ]
                            }, {
                              "fact" : "apptainer",
                              "evidence" : [ {
                                "source" : "/.singularity.d",
                                "said" : "directory"
                              } ]
                            } ]
                          } ],
                          "unreadable" : [ ]
                        }
                        """);
    }

    @ParameterizedTest
    @CsvSource({
        "--bogus,          unrecognized option '--bogus'",
        "-h,               unrecognized option '-h'",
        "--vers,           unrecognized option '--vers'",
        "operand,          unrecognized option 'operand'",
        "--test-root,      unrecognized option '--test-root'",
        "--test-root=,     --test-root option requires a value",
        "--test-root=a=,   --test-root option requires a value",
        "-- operand,       extra operand 'operand'",
        "--bogus --help,   unrecognized option '--bogus'"
    })
    void aWrongWordIsOneLineAndStatusOne(String words, String complaint) {
        assertThat(FakeMachine.run("virt-what", words.split(" ")))
                .isEqualTo(new Outcome(1, "", "virt-what: " + complaint + "\n"));
    }

    @ParameterizedTest
    @CsvSource({"--version", "-v", "--version --bogus", "--cvm --version"})
    void theVersionStandsAloneWhateverFollows(String words) {
        assertThat(FakeMachine.run("virt-what", words.split(" "))).isEqualTo(new Outcome(0, "1.27\n", ""));
    }

    @Test
    void helpListsEveryOption() {
        Outcome outcome = FakeMachine.run("virt-what", "--help");

        assertThat(outcome.status()).isZero();
        assertThat(outcome.out())
                .contains("Options:", "--help", "--version", "--extended", "--explain", "--tree", "--json", "--cvm");
    }

    @Test
    void theTestRootIsWhatFollowsTheLastEqualsSign() {
        assertThat(FakeMachine.run("virt-what", "--test-root=x=" + root).facts())
                .isEqualTo("docker kvm aws");
    }

    @Test
    void aTestRootThatIsNotThereIsAnEmptyMachine() {
        Outcome outcome = FakeMachine.run("virt-what", "--test-root=" + root.resolve("absent"));

        assertThat(outcome).isEqualTo(new Outcome(0, "", ""));
    }

    @Test
    void aDoubleDashAloneEndsTheOptions() {
        assertThat(container.virtWhat("--").err()).contains("extra operand '--test-root=");
        assertThat(FakeMachine.run("virt-what", "--test-root=" + root, "--").status())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"-v", "--version", "--ver"})
    void virtWhatCvmShortensItsOptions(String word) {
        assertThat(FakeMachine.run("virt-what-cvm", word)).isEqualTo(new Outcome(0, "1.27\n", ""));
    }

    @Test
    void virtWhatCvmPutsItsUsageBehindAComplaint() {
        String usage = "Usage: virt-what-cvm [--debug|-d] [--help|-h] [--version|-v]\n";

        assertThat(FakeMachine.run("virt-what-cvm", "--x"))
                .isEqualTo(new Outcome(1, "", "virt-what-cvm: unrecognized option '--x'\n" + usage));
        assertThat(FakeMachine.run("virt-what-cvm", "-h")).isEqualTo(new Outcome(0, usage, ""));
    }

    @Test
    void virtWhatCvmPassesOverOperandsAndTracesItsQuestions() {
        container.with(List.of(".probe/cpuid=0x00000001 0x00: eax=0x1 ebx=0x0 ecx=0x0 edx=0x2"));

        Outcome outcome = container.virtWhatCvm("operand", "-d");

        assertThat(outcome.status()).isZero();
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).isEqualTo("""
                        CPUID leaf 0x0: eax=0x0 ebx=0x0 ecx=0x0 edx=0x0
                        CPUID leaf 0x1: eax=0x1 ebx=0x0 ecx=0x0 edx=0x2
                        the processor belongs to no virtual machine
                        """);
    }

    @Test
    void nothingButPrintableTextComesOutOfGarbage() throws IOException {
        byte[] garbage = new byte[1 << 16];
        new java.util.Random(1).nextBytes(garbage);
        for (String file : List.of(
                ".probe/cpuid",
                ".probe/dmidecode",
                ".probe/msr",
                "proc/1/environ",
                "proc/cpuinfo",
                "proc/self/mountinfo",
                "sys/firmware/dmi/tables/DMI")) {
            Path path = root.resolve(file);
            Files.createDirectories(path.getParent());
            Files.write(path, garbage);
        }

        for (String form : List.of("--extended", "--explain", "--tree", "--json")) {
            Outcome outcome = container.virtWhat(form);

            assertThat(outcome.status()).isZero();
            assertThat(outcome.out().chars().allMatch(c -> c == '\n' || c >= 0x20 && (c < 0x7f || c > 0x9f)))
                    .as(form)
                    .isTrue();
        }
    }

    @Test
    void filesOfNothingButSeparatorsDoNotFillTheHeap() throws IOException {
        for (String file : List.of(".probe/cpuid", ".probe/dmidecode", ".probe/msr", "proc/self/cgroup")) {
            container.with(List.of(file));
            Files.writeString(root.resolve(file), "a\n".repeat(3 << 20));
        }
        Files.writeString(root.resolve("proc/1/environ"), "a\0".repeat(3 << 20));

        assertThat(container.virtWhat("--extended")).isEqualTo(new Outcome(0, "docker\nkvm\n", ""));
    }
}
