package org.guestscope.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GuestAgentTest {

    @Test
    void filesystemsAreReadByTheirCount() {
        Map<String, Object> info = Map.ofEntries(
                Map.entry("fs.count", 2L),
                Map.entry("fs.0.name", "dm-0"),
                Map.entry("fs.0.mountpoint", "/"),
                Map.entry("fs.0.fstype", "xfs"),
                Map.entry("fs.0.total-bytes", 1000L),
                Map.entry("fs.0.used-bytes", 400L),
                Map.entry("fs.0.disk.count", 1L),
                Map.entry("fs.0.disk.0.alias", "vda"),
                Map.entry("fs.0.disk.0.device", "/dev/vda2"),
                Map.entry("fs.1.mountpoint", "/boot"),
                Map.entry("fs.7.mountpoint", "/beyond-the-count"));

        assertThat(GuestAgent.filesystems(info))
                .containsExactly(
                        new AgentFilesystem(
                                "/",
                                "dm-0",
                                "xfs",
                                1000,
                                400,
                                List.of(new AgentFilesystem.Disk("vda", null, "/dev/vda2"))),
                        new AgentFilesystem("/boot", "", "", -1, -1, List.of()));
    }

    @Test
    void olderAgentsReportNoUsage() {
        assertThat(GuestAgent.filesystems(Map.of("fs.count", 1L, "fs.0.mountpoint", "/")))
                .extracting(AgentFilesystem::hasUsage)
                .containsExactly(false);
    }

    @Test
    void absurdCountsAndTypesAreNotBelieved() {
        assertThat(GuestAgent.filesystems(Map.of("fs.count", Long.MAX_VALUE))).isEmpty();
        assertThat(GuestAgent.filesystems(Map.of("fs.count", 1L, "fs.0.mountpoint", 5L)))
                .isEmpty();
    }
}
