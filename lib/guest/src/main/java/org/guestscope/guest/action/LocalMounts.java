package org.guestscope.guest.action;

import java.io.IOException;
import org.guestscope.guest.catalogue.Action;
import org.guestscope.guest.catalogue.Family;
import org.guestscope.guest.catalogue.Opt;
import org.guestscope.guest.catalogue.Side;
import org.jspecify.annotations.Nullable;

/** Shows the guest's files below a directory of the host, and interrupts calls. */
@Family(title = "local mounts and cancelling", side = Side.HOST)
public interface LocalMounts {

    /**
     * Prepares to show the guest's files below a directory of this host, through FUSE. After that {@code
     * mount-local-run} serves it, so other programs see the files from then on.
     *
     * @param localmountpoint an empty directory of the host
     * @param readonly whether nothing can be changed there; false unless given
     * @param options mount options, separated by commas
     * @param cachetimeout seconds for which what was read is taken to be unchanged
     * @param debugcalls whether each request is printed; false unless given
     */
    @Action(
            name = "mount-local",
            since = "1.17.22",
            summary = "prepare to show the guest's files below a host directory")
    void mountLocal(
            String localmountpoint,
            @Opt @Nullable Boolean readonly,
            @Opt @Nullable String options,
            @Opt @Nullable Integer cachetimeout,
            @Opt @Nullable Boolean debugcalls)
            throws IOException;

    /**
     * Serves the directory of {@code mount-local} until it is unmounted, with {@code umount-local} by another process
     * or with fusermount. Nothing else can be done meanwhile.
     */
    @Action(name = "mount-local-run", since = "1.17.22", summary = "serve the host directory until it is unmounted")
    void mountLocalRun() throws IOException;

    /**
     * Unmounts the directory of {@code mount-local}, which ends {@code mount-local-run}.
     *
     * @param retry whether to try again while the directory is in use; false unless given
     */
    @Action(name = "umount-local", since = "1.17.22", summary = "unmount the host directory")
    void umountLocal(@Opt @Nullable Boolean retry) throws IOException;

    /**
     * Gives up the transfer under way, as ^C does. It can only be called from another thread, so not as a command.
     */
    @Action(name = "user-cancel", since = "1.11.18", summary = "interrupt the transfer under way")
    void userCancel() throws IOException;
}
