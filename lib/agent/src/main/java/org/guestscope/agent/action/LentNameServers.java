package org.guestscope.agent.action;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.guestscope.agent.libc.Errno;
import org.guestscope.agent.libc.ErrnoException;
import org.guestscope.agent.libc.Fd;
import org.guestscope.agent.libc.FileStatus;
import org.guestscope.agent.libc.Posix;
import org.guestscope.agent.sysroot.Sysroot;

/**
 * The appliance's name servers in place of the guest's, which are out of reach, while a program of the guest runs. An
 * appliance without a network has none. A file is covered by a mount, so the disk stays as it is; where there is none, or
 * a link that leads nowhere, one is put there for the time.
 */
final class LentNameServers implements AutoCloseable {

    private static final Path SERVERS = Path.of("/run/resolv.conf");
    private static final String GUESTS = "/etc/resolv.conf";
    private static final String ASIDE = ".resolv.conf.guestscope";
    private static final long MS_BIND = 4096;
    private static final int MNT_DETACH = 2;

    private final Undo undo;

    /** Gives the guest back what it had. */
    @FunctionalInterface
    private interface Undo {
        void run() throws IOException;
    }

    private LentNameServers(Undo undo) {
        this.undo = undo;
    }

    static LentNameServers to(ActionContext context) throws IOException {
        if (context.bound() || !Files.exists(SERVERS)) {
            return new LentNameServers(() -> {});
        }
        try {
            if (context.sysroot().exists(GUESTS)) {
                return cover(context.sysroot());
            }
            return substitute(context.sysroot());
        } catch (ErrnoException e) {
            // A read-only guest, or one without such a directory, runs its programs without names.
            return new LentNameServers(() -> {});
        }
    }

    private static LentNameServers cover(Sysroot sysroot) throws IOException {
        if (sysroot.status(GUESTS, true).type() != FileStatus.REGULAR) {
            throw new ErrnoException(GUESTS, Errno.EINVAL);
        }
        String target = sysroot.outsidePath(GUESTS);
        Posix.mount(GUESTS, SERVERS.toString(), target, "", MS_BIND, "");
        return new LentNameServers(() -> Posix.umount(target, target, MNT_DETACH));
    }

    private static LentNameServers substitute(Sysroot sysroot) throws IOException {
        Sysroot.Place place = sysroot.place(GUESTS);
        int directory = place.directory().number();
        boolean moved = false;
        try {
            moved = move(directory, place.name(), ASIDE);
            write(directory, place.name());
        } catch (IOException e) {
            if (moved) {
                move(directory, ASIDE, place.name());
            }
            place.close();
            throw e;
        }
        boolean giveBack = moved;
        return new LentNameServers(() -> {
            try (place) {
                Posix.unlinkat(GUESTS, directory, place.name(), 0);
                if (giveBack) {
                    move(directory, ASIDE, place.name());
                }
            }
        });
    }

    private static void write(int directory, String name) throws IOException {
        int flags = Posix.O_WRONLY | Posix.O_CREAT | Posix.O_EXCL;
        try (Fd file = Posix.open(GUESTS, directory, name, flags, 0644, 0)) {
            file.output().write(Files.readAllBytes(SERVERS));
        }
    }

    /** Whether there was something to move. */
    private static boolean move(int directory, String from, String to) throws IOException {
        try {
            Posix.renameat(GUESTS, directory, from, directory, to);
            return true;
        } catch (ErrnoException e) {
            if (e.errno() == Errno.ENOENT) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        undo.run();
    }
}
