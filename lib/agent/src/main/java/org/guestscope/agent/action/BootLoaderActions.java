package org.guestscope.agent.action;

import java.io.IOException;
import org.guestscope.agent.child.Child;
import org.guestscope.guest.action.BootLoaders;
import org.jspecify.annotations.Nullable;

/** Installs boot loaders. */
public final class BootLoaderActions implements BootLoaders {

    private final ActionContext context;

    /** With what all actions share. */
    public BootLoaderActions(ActionContext context) {
        this.context = context;
    }

    @Override
    public void grubInstall(String root, String device) throws IOException {
        context.child("grub-install", "--root-directory=" + context.sysroot().outsidePath(root), device)
                .require();
    }

    @Override
    public void syslinux(String device, @Nullable String directory) throws IOException {
        Child syslinux = context.child("syslinux", "--install", "--force");
        syslinux.option("--directory", directory).add(device).require();
    }

    @Override
    public void extlinux(String directory) throws IOException {
        context.child("extlinux", "--install", context.sysroot().outsidePath(directory))
                .require();
    }
}
