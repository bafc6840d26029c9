package org.guestscope.agent.augeas;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.guestscope.agent.child.ChildException;
import org.guestscope.agent.libc.CString;
import org.jspecify.annotations.Nullable;

/** An Augeas session; texts are bytes, one per {@code char}. */
public final class AugeasHandle implements AutoCloseable {

    private final Pointer aug;

    private AugeasHandle(Pointer aug) {
        this.aug = aug;
    }

    /** Starts a session on the files below a directory of the appliance. */
    public static AugeasHandle open(String root, int flags) throws IOException {
        try {
            Pointer aug = LibAugeas.aug_init(CString.of(root), null, flags);
            if (aug == null) {
                throw new ChildException("Augeas cannot be started");
            }
            return new AugeasHandle(aug);
        } catch (UnsatisfiedLinkError e) {
            throw new ChildException("libaugeas is missing from the appliance");
        }
    }

    /** How many nodes the new variable names. */
    public int defineVariable(String name, @Nullable String expression) throws IOException {
        return check(name, LibAugeas.aug_defvar(aug, CString.of(name), CString.ofNullable(expression)));
    }

    /** How many nodes the new variable names, and 1 or 0 for whether one was created. */
    public int[] defineNode(String name, String expression, String value) throws IOException {
        int[] created = new int[1];
        int nodes = check(
                name, LibAugeas.aug_defnode(aug, CString.of(name), CString.of(expression), CString.of(value), created));
        return new int[] {nodes, created[0]};
    }

    /** The value at a path; empty for a node without one. */
    public String get(String path) throws IOException {
        try (Memory slot = slot()) {
            if (check(path, LibAugeas.aug_get(aug, CString.of(path), slot)) == 0) {
                throw new ChildException(path + ": no matching node");
            }
            return CString.text(slot.getPointer(0));
        }
    }

    /** The last component of the one node that a path names. */
    public String label(String path) throws IOException {
        try (Memory slot = slot()) {
            if (check(path, LibAugeas.aug_label(aug, CString.of(path), slot)) == 0) {
                throw new ChildException(path + ": no matching node");
            }
            return CString.text(slot.getPointer(0));
        }
    }

    /** Sets a value, or takes it away with {@code null}. */
    public void set(String path, @Nullable String value) throws IOException {
        check(path, LibAugeas.aug_set(aug, CString.of(path), CString.ofNullable(value)));
    }

    /** Sets many values and counts them. */
    public int setAll(String base, @Nullable String sub, String value) throws IOException {
        return check(base, LibAugeas.aug_setm(aug, CString.of(base), CString.ofNullable(sub), CString.of(value)));
    }

    /** Makes a sibling. */
    public void insert(String path, String label, boolean before) throws IOException {
        check(path, LibAugeas.aug_insert(aug, CString.of(path), CString.of(label), before ? 1 : 0));
    }

    /** Deletes a subtree and counts the nodes. */
    public int remove(String path) throws IOException {
        return check(path, LibAugeas.aug_rm(aug, CString.of(path)));
    }

    /** Moves a node. */
    public void move(String source, String target) throws IOException {
        check(source + ": " + target, LibAugeas.aug_mv(aug, CString.of(source), CString.of(target)));
    }

    /** Paths of matching nodes. */
    public List<String> match(String path) throws IOException {
        try (Memory slot = slot()) {
            int count = check(path, LibAugeas.aug_match(aug, CString.of(path), slot));
            List<String> paths = new ArrayList<>(count);
            Pointer array = slot.getPointer(0);
            for (int i = 0; i < count && array != null; i++) {
                Pointer each = array.getPointer((long) i * Native.POINTER_SIZE);
                paths.add(CString.take(each));
            }
            if (array != null) {
                CString.free(array);
            }
            return paths;
        }
    }

    /** Writes changes to the files. */
    public void save() throws IOException {
        check("", LibAugeas.aug_save(aug));
    }

    /** Parses the files again. */
    public void load() throws IOException {
        check("", LibAugeas.aug_load(aug));
    }

    /** Has a lens parse the files of a pattern, or not. */
    public void transform(String lens, String file, boolean exclude) throws IOException {
        check(lens + ": " + file, LibAugeas.aug_transform(aug, CString.of(lens), CString.of(file), exclude ? 1 : 0));
    }

    @Override
    public void close() {
        LibAugeas.aug_close(aug);
    }

    private int check(String subject, int result) throws IOException {
        if (result >= 0) {
            return result;
        }
        List<String> said = new ArrayList<>();
        said.add(subject);
        said.add(CString.text(LibAugeas.aug_error_message(aug)));
        said.add(CString.text(LibAugeas.aug_error_minor_message(aug)));
        said.add(CString.text(LibAugeas.aug_error_details(aug)));
        said.removeIf(String::isEmpty);
        throw new ChildException(String.join(": ", said));
    }

    private static Memory slot() {
        Memory slot = new Memory(Native.POINTER_SIZE);
        slot.setPointer(0, Pointer.NULL);
        return slot;
    }
}
