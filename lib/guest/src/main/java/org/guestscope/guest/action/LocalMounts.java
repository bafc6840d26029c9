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

    @Action(name = "mount-local-run", since = "1.17.22", summary = "serve the host directory until it is unmounted")
    void mountLocalRun() throws IOException;

    @Action(name = "umount-local", since = "1.17.22", summary = "unmount the host directory")
    void umountLocal(@Opt @Nullable Boolean retry) throws IOException;

    @Action(name = "user-cancel", since = "1.11.18", summary = "interrupt the transfer under way")
    void userCancel() throws IOException;
}
