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
     * Shows the guest's files below a directory of this host, through FUSE, as soon as {@code mount-local-run} serves
     * them. A session has one such directory. Needs libfuse 3.
     *
     * <pre>{@code
     * mount-local /mnt/guest
     * !some-job /mnt/guest &
     * mount-local-run
     * }</pre>
     *
     * @param localmountpoint a directory of the host
     * @param readonly whether nothing can be changed there; false unless given
     * @param options options of libfuse, separated by commas, such as {@code allow_other}
     * @param cachetimeout seconds for which the host may keep names and attributes; 60 unless given
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
     * Serves the directory of {@code mount-local} until somebody unmounts it, as with {@code fusermount3 -u}, or until
     * ^C. Something has to be mounted on {@code /}. Nothing else can be done meanwhile.
     */
    @Action(name = "mount-local-run", since = "1.17.22", summary = "serve the host directory until it is unmounted")
    void mountLocalRun() throws IOException;

    /**
     * Unmounts the directory of {@code mount-local}. Fails when it is in use.
     *
     * @param retry whether to try again a few times, for some three seconds, before it fails; false unless given
     */
    @Action(name = "umount-local", since = "1.17.22", summary = "unmount the host directory")
    void umountLocal(@Opt @Nullable Boolean retry) throws IOException;

    /**
     * Gives up the transfer under way, as ^C does. It can only be called while another call runs, so it is of no use as
     * a command.
     */
    @Action(name = "user-cancel", since = "1.11.18", summary = "interrupt the transfer under way")
    void userCancel() throws IOException;
}
