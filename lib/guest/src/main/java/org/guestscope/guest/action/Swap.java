package org.guestscope.guest.action;

import java.io.IOException;
import org.guestscope.guest.catalogue.Action;
import org.guestscope.guest.catalogue.Family;
import org.guestscope.guest.catalogue.Is;
import org.guestscope.guest.catalogue.Opt;
import org.guestscope.guest.catalogue.ParamKind;
import org.jspecify.annotations.Nullable;

/** Makes and uses swap space. */
@Family(title = "swap")
public interface Swap {

    /**
     * Makes swap space on {@code device}, losing what is there.
     *
     * @param label its label
     * @param uuid its UUID; a random one unless given
     */
    @Action(
            name = "mkswap",
            since = "1.0.55",
            aliases = {"mkswap-opts"},
            summary = "make swap space on a device")
    void mkswap(@Is(ParamKind.DEVICE) String device, @Opt @Nullable String label, @Opt @Nullable String uuid)
            throws IOException;

    /**
     * Lets the appliance use the swap space on {@code device}, when a call needs more memory than the appliance has. It
     * has to be stopped before the end.
     */
    @Action(name = "swapon-device", since = "1.0.66", summary = "use a device as swap")
    void swaponDevice(@Is(ParamKind.DEVICE) String device) throws IOException;

    /** Ends the use of the swap space on {@code device}. */
    @Action(name = "swapoff-device", since = "1.0.66", summary = "stop using a device as swap")
    void swapoffDevice(@Is(ParamKind.DEVICE) String device) throws IOException;

    /** Lets the appliance use the swap space in {@code file}, which {@code mkswap-file} made. */
    @Action(name = "swapon-file", since = "1.0.66", summary = "use a file as swap")
    void swaponFile(@Is(ParamKind.PATH) String file) throws IOException;

    /** Ends the use of the swap space in {@code file}. */
    @Action(name = "swapoff-file", since = "1.0.66", summary = "stop using a file as swap")
    void swapoffFile(@Is(ParamKind.PATH) String file) throws IOException;

    /** Lets the appliance use the swap space with the label {@code label}. */
    @Action(name = "swapon-label", since = "1.0.66", summary = "use the swap space with a label")
    void swaponLabel(String label) throws IOException;

    /** Ends the use of the swap space with the label {@code label}. */
    @Action(name = "swapoff-label", since = "1.0.66", summary = "stop using the swap space with a label")
    void swapoffLabel(String label) throws IOException;

    /** Lets the appliance use the swap space with the UUID {@code uuid}. */
    @Action(name = "swapon-uuid", since = "1.0.66", feature = "linuxfsuuid", summary = "use the swap space with a UUID")
    void swaponUuid(String uuid) throws IOException;

    /** Ends the use of the swap space with the UUID {@code uuid}. */
    @Action(
            name = "swapoff-uuid",
            since = "1.0.66",
            feature = "linuxfsuuid",
            summary = "stop using the swap space with a UUID")
    void swapoffUuid(String uuid) throws IOException;

    /**
     * Makes swap space in the file {@code path}, which has to exist with the size wanted and without holes: {@code
     * fallocate64} makes one.
     */
    @Action(name = "mkswap-file", since = "1.0.66", summary = "make swap space in a file")
    void mkswapFile(@Is(ParamKind.PATH) String path) throws IOException;

    /** Makes swap space with the label {@code label} on {@code device}, losing what is there. */
    @Action(
            name = "mkswap-L",
            since = "1.0.55",
            deprecated = true,
            deprecatedBy = "mkswap",
            summary = "make swap space with a label")
    void mkswapL(String label, @Is(ParamKind.DEVICE) String device) throws IOException;

    /** Makes swap space with the UUID {@code uuid} on {@code device}, losing what is there. */
    @Action(
            name = "mkswap-U",
            since = "1.0.55",
            feature = "linuxfsuuid",
            deprecated = true,
            deprecatedBy = "mkswap",
            summary = "make swap space with a UUID")
    void mkswapU(String uuid, @Is(ParamKind.DEVICE) String device) throws IOException;
}
