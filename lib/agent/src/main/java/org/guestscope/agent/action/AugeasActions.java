package org.guestscope.agent.action;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.guestscope.agent.augeas.AugeasHandle;
import org.guestscope.agent.child.ChildException;
import org.guestscope.guest.action.Augeas;
import org.guestscope.guest.struct.DefinedNode;
import org.jspecify.annotations.Nullable;

/** Edits configuration files through libaugeas. */
public final class AugeasActions implements Augeas {

    private final ActionContext context;
    private @Nullable AugeasHandle handle;

    /** With what all actions share. */
    public AugeasActions(ActionContext context) {
        this.context = context;
    }

    private AugeasHandle open() throws IOException {
        AugeasHandle open = handle;
        if (open == null) {
            throw new ChildException("Augeas has not been started: call aug-init first");
        }
        return open;
    }

    @Override
    public void augInit(String root, int flags) throws IOException {
        if (handle != null) {
            augClose();
        }
        handle = AugeasHandle.open(context.sysroot().outsidePath(root), flags);
    }

    @Override
    public void augClose() throws IOException {
        open().close();
        handle = null;
    }

    @Override
    public int augDefvar(String name, @Nullable String expr) throws IOException {
        return open().defineVariable(name, expr);
    }

    @Override
    public DefinedNode augDefnode(String name, String expr, String val) throws IOException {
        int[] defined = open().defineNode(name, expr, val);
        return new DefinedNode(defined[0], defined[1]);
    }

    @Override
    public String augGet(String augpath) throws IOException {
        return open().get(augpath);
    }

    @Override
    public void augSet(String augpath, String val) throws IOException {
        open().set(augpath, val);
    }

    @Override
    public void augClear(String augpath) throws IOException {
        open().set(augpath, null);
    }

    @Override
    public void augInsert(String augpath, String label, boolean before) throws IOException {
        open().insert(augpath, label, before);
    }

    @Override
    public int augRm(String augpath) throws IOException {
        return open().remove(augpath);
    }

    @Override
    public void augMv(String src, String dest) throws IOException {
        open().move(src, dest);
    }

    @Override
    public List<String> augMatch(String augpath) throws IOException {
        return open().match(augpath);
    }

    @Override
    public void augSave() throws IOException {
        open().save();
    }

    @Override
    public void augLoad() throws IOException {
        open().load();
    }

    @Override
    public List<String> augLs(String augpath) throws IOException {
        if (augpath.length() > 1 && augpath.endsWith("/")) {
            throw new ChildException(augpath + ": a path to list does not end in a slash");
        }
        List<String> children = new ArrayList<>(open().match(augpath.equals("/") ? "/*" : augpath + "/*"));
        children.sort(null);
        return children;
    }

    @Override
    public void augTransform(String lens, String file, @Nullable Boolean remove) throws IOException {
        open().transform(lens, file, Boolean.TRUE.equals(remove));
    }

    @Override
    public int augSetm(String base, @Nullable String sub, String val) throws IOException {
        return open().setAll(base, sub, val);
    }

    @Override
    public String augLabel(String augpath) throws IOException {
        return open().label(augpath);
    }
}
