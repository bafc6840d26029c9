package org.guestscope.agent.action;

import java.io.IOException;
import java.util.List;
import org.guestscope.agent.child.ChildException;
import org.guestscope.agent.hivex.Hive;
import org.guestscope.agent.libc.ErrnoException;
import org.guestscope.agent.libc.Fd;
import org.guestscope.agent.libc.Posix;
import org.guestscope.guest.action.Hivex;
import org.guestscope.guest.struct.HivexNode;
import org.guestscope.guest.struct.HivexValue;
import org.jspecify.annotations.Nullable;

/** Reads and changes registry hives through libhivex, one at a time. */
public final class HivexActions implements Hivex {

    private static final int MODE = 0666;

    private final ActionContext context;
    private @Nullable Hive hive;

    /** With what all actions share. */
    public HivexActions(ActionContext context) {
        this.context = context;
    }

    private Hive hive() throws IOException {
        Hive open = hive;
        if (open == null) {
            throw new ChildException("no registry hive is open: call hivex-open first");
        }
        return open;
    }

    @Override
    public void hivexOpen(
            String filename,
            @Nullable Boolean verbose,
            @Nullable Boolean debug,
            @Nullable Boolean write,
            @Nullable Boolean unsafe)
            throws IOException {
        if (hive != null) {
            hivexClose();
        }
        // By path and not by descriptor: that would keep the filesystem busy as long as the hive is open.
        hive = Hive.open(
                context.sysroot().outsidePath(filename),
                filename,
                Boolean.TRUE.equals(verbose),
                Boolean.TRUE.equals(debug),
                Boolean.TRUE.equals(write),
                Boolean.TRUE.equals(unsafe));
    }

    @Override
    public void hivexClose() throws IOException {
        Hive open = hive();
        hive = null;
        open.close();
    }

    @Override
    public long hivexRoot() throws IOException {
        return hive().root();
    }

    @Override
    public String hivexNodeName(long nodeh) throws IOException {
        return hive().nodeName(nodeh);
    }

    @Override
    public List<HivexNode> hivexNodeChildren(long nodeh) throws IOException {
        return hive().children(nodeh).stream().map(HivexNode::new).toList();
    }

    @Override
    public long hivexNodeGetChild(long nodeh, String name) throws IOException {
        return hive().child(nodeh, name);
    }

    @Override
    public long hivexNodeParent(long nodeh) throws IOException {
        return hive().parent(nodeh);
    }

    @Override
    public List<HivexValue> hivexNodeValues(long nodeh) throws IOException {
        return hive().values(nodeh).stream().map(HivexValue::new).toList();
    }

    @Override
    public long hivexNodeGetValue(long nodeh, String key) throws IOException {
        return hive().value(nodeh, key);
    }

    @Override
    public String hivexValueKey(long valueh) throws IOException {
        return hive().valueName(valueh);
    }

    @Override
    public long hivexValueType(long valueh) throws IOException {
        return hive().valueType(valueh);
    }

    @Override
    public byte[] hivexValueValue(long valueh) throws IOException {
        return hive().valueBytes(valueh);
    }

    @Override
    public String hivexValueString(long valueh) throws IOException {
        return hive().valueString(valueh);
    }

    @Override
    public void hivexCommit(@Nullable String filename) throws IOException {
        Hive open = hive();
        if (filename == null) {
            open.commit(null);
            return;
        }
        ActionContext.requireAbsolute(filename);
        try (Fd target = context.sysroot().open(filename, Posix.O_WRONLY | Posix.O_CREAT, MODE)) {
            open.commit(target.procPath());
        } catch (ErrnoException e) {
            throw new ErrnoException(filename, e.errno());
        }
    }

    @Override
    public long hivexNodeAddChild(long parent, String name) throws IOException {
        return hive().addChild(parent, name);
    }

    @Override
    public void hivexNodeDeleteChild(long nodeh) throws IOException {
        hive().delete(nodeh);
    }

    @Override
    public void hivexNodeSetValue(long nodeh, String key, long t, byte[] val) throws IOException {
        hive().setValue(nodeh, key, t, val);
    }

    @Override
    public String hivexValueUtf8(long valueh) throws IOException {
        return hive().valueString(valueh);
    }
}
