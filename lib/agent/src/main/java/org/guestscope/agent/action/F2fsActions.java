package org.guestscope.agent.action;

import java.io.IOException;
import org.guestscope.guest.action.F2fs;

/** F2FS's own tools. */
public final class F2fsActions implements F2fs {

    private final ActionContext context;

    /** With what all actions share. */
    public F2fsActions(ActionContext context) {
        this.context = context;
    }

    @Override
    public void f2fsExpand(String device) throws IOException {
        context.child("resize.f2fs", device).require();
    }
}
