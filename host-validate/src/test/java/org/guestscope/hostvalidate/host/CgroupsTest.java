package org.guestscope.hostvalidate.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CgroupsTest {
    @TempDir
    Path root;

    private CapturedHost captured(String... mounts) {
        return new CapturedHost(root)
                .file("/proc/mounts", mounts)
                .file("/proc/cgroups")
                .file("/proc/self/cgroup");
    }

    @Test
    void version1ControllersAreMountOptions() {
        Cgroups cgroups = Cgroups.read(captured("cgroup /c cgroup rw,cpu,cpuacct 0 0", "cgroup /f cgroup freezer 0 0")
                .host());
        assertThat(cgroups.failure()).isNull();
        assertThat(cgroups.controllers()).containsExactlyInAnyOrder("cpu", "cpuacct", "freezer");
    }

    @Test
    void version2ShowsIoAsBlkioAndAlwaysAccounts() {
        Cgroups cgroups = Cgroups.read(captured("cgroup2 /u cgroup2 rw 0 0")
                .file("/u/cgroup.controllers", "cpuset io pids")
                .host());
        assertThat(cgroups.controllers()).containsExactlyInAnyOrder("cpuset", "blkio", "cpuacct");
    }

    @Test
    void bothVersionsTogetherAreTheUnion() {
        Cgroups cgroups = Cgroups.read(captured("cgroup /c cgroup rw,cpu 0 0", "cgroup2 /u cgroup2 rw 0 0")
                .file("/u/cgroup.controllers", "memory")
                .host());
        assertThat(cgroups.controllers()).containsExactlyInAnyOrder("cpu", "memory", "cpuacct");
    }

    @Test
    void anEmptyVersion2LooksFurtherAnUnreadableOneEndsTheSearch() {
        CapturedHost captured = captured("cgroup2 /a cgroup2 rw 0 0", "cgroup2 /b cgroup2 rw 0 0")
                .file("/b/cgroup.controllers", "cpu");
        assertThat(Cgroups.read(captured.host()).failure()).isNotNull();
        captured.file("/a/cgroup.controllers");
        assertThat(Cgroups.read(captured.host()).has("cpu")).isTrue();
    }

    @Test
    void namedHierarchiesAloneAreNone() {
        assertThat(Cgroups.read(captured("cgroup /s cgroup rw,name=systemd 0 0").host())
                        .failure())
                .isNotNull();
    }

    @Test
    void hierarchiesWithoutAKnownControllerAreAFailure() {
        assertThat(Cgroups.read(captured("cgroup /p cgroup rw,pids 0 0").host()).failure())
                .contains("known controller");
    }

    @Test
    void withoutTheOwnGroupsFileThereAreNone() {
        Host host = new CapturedHost(root)
                .file("/proc/mounts", "cgroup /c cgroup cpu 0 0")
                .file("/proc/cgroups")
                .host();
        assertThat(Cgroups.read(host).failure()).contains("/proc/self/cgroup");
    }

    @Test
    void withoutMountsThereAreNone() {
        assertThat(Cgroups.read(new CapturedHost(root).host()).failure()).contains("/proc/mounts");
    }

    @Test
    void filesOnADiskAreNoControlGroupsForDeviceFilters() {
        Cgroups cgroups = Cgroups.read(captured("cgroup2 /u cgroup2 rw 0 0")
                .file("/u/cgroup.controllers", "cpu")
                .file("/u/cgroup.stat", "nr_descendants 0")
                .file("/proc/self/status", "CapEff:\tffffffffffffffff")
                .host());
        assertThat(cgroups.has("devices")).isFalse();
    }
}
