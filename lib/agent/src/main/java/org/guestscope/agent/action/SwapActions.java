package org.guestscope.agent.action;

import java.io.IOException;
import org.guestscope.agent.child.Child;
import org.guestscope.agent.libc.Fd;
import org.guestscope.agent.libc.Posix;
import org.guestscope.guest.action.Swap;
import org.jspecify.annotations.Nullable;

/** Makes and uses swap space. */
public final class SwapActions implements Swap {

    private final ActionContext context;

    /** With what all actions share. */
    public SwapActions(ActionContext context) {
        this.context = context;
    }

    @Override
    public void mkswap(String device, @Nullable String label, @Nullable String uuid) throws IOException {
        context.child("wipefs", "-a", "--force", device).require();
        Child mkswap = context.child("mkswap", "-f");
        mkswap.option("-L", label).option("-U", uuid).add(device).require();
    }

    @Override
    public void mkswapL(String label, String device) throws IOException {
        mkswap(device, label, null);
    }

    @Override
    public void mkswapU(String uuid, String device) throws IOException {
        mkswap(device, null, uuid);
    }

    @Override
    public void mkswapFile(String path) throws IOException {
        try (Fd file = context.sysroot().handle(path)) {
            context.child("mkswap", "-f", file.procPath()).require();
        }
    }

    @Override
    public void swaponDevice(String device) throws IOException {
        Posix.swapon(device, device);
    }

    @Override
    public void swapoffDevice(String device) throws IOException {
        Posix.swapoff(device, device);
    }

    @Override
    public void swaponFile(String file) throws IOException {
        Posix.swapon(file, context.sysroot().outsidePath(file));
    }

    @Override
    public void swapoffFile(String file) throws IOException {
        Posix.swapoff(file, context.sysroot().outsidePath(file));
    }

    @Override
    public void swaponLabel(String label) throws IOException {
        Posix.swapon(label, find("LABEL=" + label));
    }

    @Override
    public void swapoffLabel(String label) throws IOException {
        Posix.swapoff(label, find("LABEL=" + label));
    }

    @Override
    public void swaponUuid(String uuid) throws IOException {
        Posix.swapon(uuid, find("UUID=" + uuid));
    }

    @Override
    public void swapoffUuid(String uuid) throws IOException {
        Posix.swapoff(uuid, find("UUID=" + uuid));
    }

    private String find(String tag) throws IOException {
        return BlockTags.find(context, tag);
    }
}
