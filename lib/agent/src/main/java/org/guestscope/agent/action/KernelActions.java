package org.guestscope.agent.action;

import java.io.IOException;
import java.util.List;
import org.guestscope.agent.child.ChildException;
import org.guestscope.agent.libc.Errno;
import org.guestscope.agent.libc.ErrnoException;
import org.guestscope.agent.libc.Fd;
import org.guestscope.agent.libc.Posix;
import org.guestscope.guest.action.Kernel;
import org.guestscope.guest.struct.UtsName;

/** Asks and tunes the appliance's kernel, and says what the appliance can do. */
public final class KernelActions implements Kernel {

    private static final int MAX_UMASK = 0777;

    private final ActionContext context;
    private final FeatureGroups features;

    /** With what all actions share. */
    public KernelActions(ActionContext context) {
        this.context = context;
        this.features = new FeatureGroups(context);
    }

    @Override
    public void available(List<String> groups) throws IOException {
        for (String group : groups) {
            if (!features.isAvailable(group)) {
                throw new ErrnoException(group + ": feature group is not available", Errno.EOPNOTSUPP);
            }
        }
    }

    @Override
    public boolean featureAvailable(List<String> groups) throws IOException {
        for (String group : groups) {
            if (!features.isAvailable(group)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public List<String> availableAllGroups() {
        return features.all();
    }

    @Override
    public void sync() {
        Posix.sync();
    }

    @Override
    public void dropCaches(int whattodrop) throws IOException {
        Posix.sync();
        String file = "/proc/sys/vm/drop_caches";
        try (Fd control = Posix.open(file, Posix.O_WRONLY)) {
            control.output().write((whattodrop + "\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }
    }

    @Override
    public String dmesg() throws IOException {
        return context.child("dmesg").require().text();
    }

    @Override
    public int umask(int mask) throws IOException {
        if (mask < 0 || mask > MAX_UMASK) {
            throw new ChildException("0%o: a mask is between 0 and 0777".formatted(mask));
        }
        return Posix.umask(mask);
    }

    @Override
    public int getUmask() {
        int mask = Posix.umask(0022);
        Posix.umask(mask);
        return mask;
    }

    @Override
    public void modprobe(String modulename) throws IOException {
        context.child("modprobe", "--", modulename).require();
    }

    @Override
    public UtsName utsname() throws IOException {
        List<String> names = Posix.uname();
        return new UtsName(names.get(0), names.get(2), names.get(3), names.get(4));
    }
}
