package org.guestscope.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.guestscope.guest.action.Inotify;
import org.guestscope.guest.struct.InotifyEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InotifyActionsTest {

    /** {@code IN_CREATE} and {@code IN_DELETE} of linux/inotify.h. */
    private static final int CREATE = 0x100;

    private static final int DELETE = 0x200;

    @TempDir
    Path sysroot;

    @Test
    void eventsOfAWatchedDirectoryAreReadOnce() throws IOException {
        Files.createDirectory(sysroot.resolve("dir"));
        try (LocalAgent agent = LocalAgent.at(sysroot)) {
            Inotify inotify = agent.actions(Inotify.class);
            inotify.inotifyInit(0);
            long watch = inotify.inotifyAddWatch("/dir", CREATE | DELETE);
            Files.createFile(sysroot.resolve("dir/b"));
            Files.delete(sysroot.resolve("dir/b"));
            assertThat(inotify.inotifyRead())
                    .containsExactly(new InotifyEvent(watch, CREATE, 0, "b"), new InotifyEvent(watch, DELETE, 0, "b"));
            assertThat(inotify.inotifyRead()).isEmpty();

            Files.createFile(sysroot.resolve("dir/z"));
            Files.createFile(sysroot.resolve("dir/a"));
            Files.delete(sysroot.resolve("dir/a"));
            assertThat(inotify.inotifyFiles()).containsExactly("a", "z");

            inotify.inotifyRmWatch((int) watch);
            Files.createFile(sysroot.resolve("dir/later"));
            assertThat(inotify.inotifyFiles()).isEmpty();
            inotify.inotifyClose();
            assertThatThrownBy(inotify::inotifyRead).hasMessageContaining("inotify-init first");
        }
    }

    @Test
    void whatCannotBeWatchedIsRefused() throws IOException {
        try (LocalAgent agent = LocalAgent.at(sysroot)) {
            Inotify inotify = agent.actions(Inotify.class);
            assertThatThrownBy(() -> inotify.inotifyAddWatch("/", CREATE)).hasMessageContaining("inotify-init first");
            assertThatThrownBy(() -> inotify.inotifyInit(-1)).hasMessageContaining("not negative");
            inotify.inotifyInit(0);
            assertThatThrownBy(() -> inotify.inotifyAddWatch("/none", CREATE))
                    .hasMessageEndingWith("No such file or directory");
            assertThatThrownBy(() -> inotify.inotifyRmWatch(77)).hasMessageContaining("Invalid argument");
        }
    }
}
