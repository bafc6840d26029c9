package org.guestscope.hostvalidate.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.guestscope.hostvalidate.host.CapturedHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueTest {
    /** Paths that checks read, to be filled with what should not be there. */
    private static final List<String> READ = List.of(
            "/proc/cpuinfo",
            "/proc/mounts",
            "/proc/cmdline",
            "/proc/meminfo",
            "/proc/cgroups",
            "/proc/modules",
            "/proc/self/cgroup",
            "/proc/self/status",
            "/proc/self/limits",
            "/proc/1/environ",
            "/proc/sys/user/max_user_namespaces",
            "/proc/sys/vm/max_map_count",
            "/proc/sys/vm/overcommit_memory",
            "/etc/group",
            "/etc/subuid",
            "/etc/libvirt/qemu.conf",
            "/etc/libvirt/storage/pool.xml",
            "/etc/qemu/firmware/x.json",
            "/etc/tuned/active_profile",
            "/dev/cpu/0/msr",
            "/dev/cpu/0/cpuid",
            "/sys/kernel/mm/hugepages/hugepages-x/nr_hugepages",
            "/sys/kernel/mm/transparent_hugepage/enabled",
            "/sys/kernel/mm/ksm/run",
            "/sys/devices/system/node/node0/meminfo",
            "/sys/devices/system/node/node99999999999999999999/cpulist",
            "/sys/devices/system/cpu/vulnerabilities/l1tf",
            "/sys/bus/pci/devices/a/class",
            "/sys/bus/pci/devices/a/config",
            "/sys/bus/pci/devices/a/sriov_totalvfs",
            "/sys/kernel/iommu_groups/0/devices/a",
            "/sys/block/sda/queue/scheduler",
            "/sys/module/kvm_intel/parameters/ept",
            "/sys/module/kvm_amd/parameters/sev",
            "/sys/firmware/acpi/tables/IORT",
            "/sys/kernel/security/apparmor/profiles");

    @TempDir
    Path root;

    private static void expectNoBug(CapturedHost captured) {
        for (Result result : Catalogue.run(Catalogue.checks(), captured.host())) {
            assertThat(result.finding().seen()).as(result.check().id()).doesNotContain("the check itself failed");
        }
    }

    @Test
    void thereAreAtLeastTheFortyFourOfTheSpecification() {
        assertThat(Catalogue.checksWithBoot()).hasSizeGreaterThanOrEqualTo(44);
    }

    @Test
    void everyCheckSaysAllOfItself() {
        Set<String> ids = new HashSet<>();
        for (Check<?> check : Catalogue.checksWithBoot()) {
            assertThat(ids.add(check.id())).as(check.id()).isTrue();
            assertThat(check.id()).matches("[a-z]+(-[a-z]+)+");
            assertThat(check.title()).as(check.id()).isNotBlank();
            assertThat(check.reads()).as(check.id()).isNotBlank();
            assertThat(check.why()).as(check.id()).isNotBlank().doesNotContain("\n");
        }
    }

    @Test
    void groupsAreTogetherAndInOrder() {
        List<Group> groups =
                Catalogue.checksWithBoot().stream().<Group>map(Check::group).toList();
        assertThat(groups).isSorted();
        assertThat(new HashSet<>(groups)).hasSize(Group.values().length);
    }

    @Test
    void everyCheckIsNamedInATest() throws IOException {
        StringBuilder tests = new StringBuilder();
        try (Stream<Path> files = Files.list(Path.of("src/test/java/org/guestscope/hostvalidate/check"))) {
            for (Path file : files.toList()) {
                tests.append(Files.readString(file));
            }
        }
        for (Check<?> check : Catalogue.checksWithBoot()) {
            assertThat(tests).contains("\"" + check.id() + "\"");
        }
    }

    @Test
    void aHostWithoutAnyFileBreaksNoCheck() {
        expectNoBug(new CapturedHost(root));
    }

    @Test
    void foldersInPlaceOfFilesBreakNoCheck() {
        CapturedHost captured = new CapturedHost(root);
        READ.forEach(captured::folder);
        expectNoBug(captured);
    }

    @Test
    void emptyFilesBreakNoCheck() {
        CapturedHost captured = new CapturedHost(root);
        READ.forEach(captured::file);
        expectNoBug(captured);
    }

    @Test
    void noiseBreaksNoCheck() {
        Random random = new Random(7);
        CapturedHost captured = new CapturedHost(root);
        String[] words = {
            "flags",
            ":",
            " ",
            "\n",
            "cgroup2",
            "=",
            "\"",
            "[",
            "]",
            "99999999999999999999",
            "-1",
            "kvm:x:",
            "Uid:\t",
            "Max open files",
            "MemTotal:",
            "0::",
            "container=",
            "\"uefi\"",
            "\"filename\"",
            "<path>",
            "microcode",
            "\0"
        };
        for (int round = 0; round < 30; round++) {
            for (String path : READ) {
                StringBuilder text = new StringBuilder();
                for (int i = random.nextInt(40); i > 0; i--) {
                    text.append(
                            random.nextInt(4) == 0 ? (char) random.nextInt(256) : words[random.nextInt(words.length)]);
                }
                captured.file(path, text.toString());
            }
            expectNoBug(captured);
        }
    }
}
