package org.guestscope.hostvalidate.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.guestscope.hostvalidate.host.MountTable.Mount;
import org.junit.jupiter.api.Test;

class MountTableTest {
    @Test
    void linesSplitAtBlanksAndTabs() {
        assertThat(MountTable.parse("proc /proc proc rw 0 0\n  a\t/b  c   d,e 0 0\n"))
                .containsExactly(new Mount("proc", "/proc", "proc", "rw"), new Mount("a", "/b", "c", "d,e"));
    }

    @Test
    void commentsAndEmptyLinesAreLeftOut() {
        assertThat(MountTable.parse("# a b c d\n\n   \n")).isEmpty();
    }

    @Test
    void shortLinesHaveEmptyFields() {
        assertThat(MountTable.parse("cgroup")).containsExactly(new Mount("cgroup", "", "", ""));
    }

    @Test
    void escapedBlanksInFoldersAreUndone() {
        assertThat(MountTable.parse("x /a\\040b\\134c t o").get(0).folder()).isEqualTo("/a b\\c");
    }

    @Test
    void anOptionIsComparedWhole() {
        Mount mount = new Mount("", "", "cgroup", "rw,cpu,cpuacct");
        assertThat(mount.hasOption("cpu")).isTrue();
        assertThat(mount.hasOption("cpuacct")).isTrue();
        assertThat(mount.hasOption("cpua")).isFalse();
        assertThat(new Mount("", "", "", "").hasOption("cpu")).isFalse();
    }
}
