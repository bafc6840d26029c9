package org.guestscope.agent.libc;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code posix_spawn}: glibc starts the child with CLONE_VFORK, so the size of the Java heap does not matter, and
 * arguments are bytes, which {@link ProcessBuilder} cannot promise.
 */
public final class Spawn {

    /** {@code posix_spawn_file_actions_t} has 80 bytes in glibc on 64-bit machines. */
    private static final int FILE_ACTIONS_BYTES = 256;

    /** After the three standard streams. */
    private static final int FIRST_OTHER_FD = 3;

    /** What a program of the guest gets: nothing of the appliance. */
    public static final List<String> GUEST_ENVIRONMENT = List.of(
            "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "LC_ALL=C",
            "LANG=C",
            "TERM=dumb",
            "HOME=/");

    /** What a program of the appliance gets. There is no udev that libdevmapper could wait for. */
    public static final List<String> ENVIRONMENT = Stream.concat(
                    GUEST_ENVIRONMENT.stream(), Stream.of("DM_DISABLE_UDEV=1"))
            .toList();

    private Spawn() {}

    /**
     * Starts a program.
     *
     * @param arguments the program's name, searched for on the path, and its arguments
     * @param environment its variables, as {@code NAME=VALUE}
     * @param directory where it starts, or the agent's own directory
     * @param stdin its input, or an empty one
     * @return the process number, to be waited for
     */
    public static int spawn(
            List<String> arguments,
            List<String> environment,
            @Nullable Fd directory,
            @Nullable Fd stdin,
            Fd stdout,
            Fd stderr)
            throws ErrnoException {
        Fd empty = stdin == null ? Posix.open("/dev/null", Posix.O_RDONLY) : null;
        try (Memory actions = new Memory(FILE_ACTIONS_BYTES);
                Memory argv = strings(arguments);
                Memory envp = strings(environment)) {
            Libc.posix_spawn_file_actions_init(actions);
            Libc.posix_spawn_file_actions_adddup2(actions, number(stdin, empty), 0);
            Libc.posix_spawn_file_actions_adddup2(actions, stdout.number(), 1);
            Libc.posix_spawn_file_actions_adddup2(actions, stderr.number(), 2);
            if (directory != null) {
                Libc.posix_spawn_file_actions_addfchdir_np(actions, directory.number());
            }
            // The JVM opens its files without close-on-exec; children that look at hostile disks shall not have them.
            Libc.posix_spawn_file_actions_addclosefrom_np(actions, FIRST_OTHER_FD);
            int[] pid = new int[1];
            int errno = Libc.posix_spawnp(pid, Posix.c(arguments.get(0)), actions, Pointer.NULL, argv, envp);
            Libc.posix_spawn_file_actions_destroy(actions);
            if (errno != 0) {
                throw new ErrnoException(arguments.get(0), errno);
            }
            return pid[0];
        } finally {
            if (empty != null) {
                empty.close();
            }
        }
    }

    private static int number(@Nullable Fd given, @Nullable Fd otherwise) {
        Fd chosen = given == null ? otherwise : given;
        return chosen == null ? 0 : chosen.number();
    }

    /** A vector of pointers ended by null, followed by the strings that they point to. */
    private static Memory strings(List<String> texts) {
        long vector = (long) (texts.size() + 1) * Native.POINTER_SIZE;
        long size = vector;
        for (String text : texts) {
            size += text.length() + 1;
        }
        Memory memory = new Memory(size);
        long at = vector;
        for (int i = 0; i < texts.size(); i++) {
            byte[] bytes = Posix.c(texts.get(i));
            memory.write(at, bytes, 0, bytes.length);
            memory.setPointer((long) i * Native.POINTER_SIZE, memory.share(at));
            at += bytes.length;
        }
        memory.setPointer((long) texts.size() * Native.POINTER_SIZE, Pointer.NULL);
        return memory;
    }
}
