package org.guestscope.agent.action;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.guestscope.agent.child.Cancellation;
import org.guestscope.agent.child.Child;
import org.guestscope.agent.child.ChildException;
import org.guestscope.agent.device.Devices;
import org.guestscope.agent.device.Mountable;
import org.guestscope.agent.libc.Errno;
import org.guestscope.agent.libc.ErrnoException;
import org.guestscope.agent.sysroot.MountTable;
import org.guestscope.agent.sysroot.Sysroot;
import org.guestscope.guest.ProgressListener;

/**
 * What actions share.
 *
 * @param sysroot the guest's files
 * @param devices the guest's devices
 * @param cancellation asked by long loops, and kills children
 * @param progress told how far a long call has come; may be called as often as one likes
 * @param lvmFilter the devices that LVM may see, as a filter for its configuration; empty for all
 * @param bound whether the sysroot counts as mounted without a mount
 */
public record ActionContext(
        Sysroot sysroot,
        Devices devices,
        Cancellation cancellation,
        ProgressListener progress,
        AtomicReference<String> lvmFilter,
        boolean bound) {

    /** A program of the appliance to run. */
    public Child child(String program, String... arguments) {
        return new Child(cancellation, program, arguments);
    }

    /** Device and subvolume of a mountable argument. */
    public Mountable mountable(String text) {
        return Mountable.parse(text, devices);
    }

    /** The device of a mountable argument, for tools that know nothing of subvolumes. */
    public String wholeDevice(String mountable) throws IOException {
        Mountable parsed = mountable(mountable);
        if (parsed.subvolume() != null) {
            throw new ErrnoException(mountable, Errno.EINVAL);
        }
        return parsed.device();
    }

    /** Whether a filesystem of the guest is mounted, at its root or below. */
    public boolean isRootMounted() throws IOException {
        if (bound) {
            return true;
        }
        for (MountTable.Mount mount : MountTable.read()) {
            if (mount.isGuests(sysroot.path())) {
                return true;
            }
        }
        return false;
    }

    /** Refuses a path that does not start at the guest's root. */
    public static void requireAbsolute(String path) throws IOException {
        if (!path.startsWith("/")) {
            throw new ChildException(path + ": a path must start with a /");
        }
    }

    /** Refuses to touch the guest's files before there are any. */
    public void requireRoot() throws IOException {
        if (!isRootMounted()) {
            throw new ChildException("nothing is mounted at / yet: mount the root filesystem first");
        }
    }
}
