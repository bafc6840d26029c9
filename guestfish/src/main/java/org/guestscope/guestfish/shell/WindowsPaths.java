package org.guestscope.guestfish.shell;

import java.io.IOException;
import java.util.Locale;
import org.guestscope.appliance.session.Session;
import org.guestscope.guest.wire.Value;

/** {@code win:} paths: {@code win:\a\b} below the root, {@code win:c:\a\b} on a drive of the inspected Windows. */
public final class WindowsPaths {
    private static final String PREFIX = "win:";

    private final Session session;

    public WindowsPaths(Session session) {
        this.session = session;
    }

    /** The guest path of a word; other words than {@code win:} ones stay as they are. */
    public String resolve(String word) throws CommandException, IOException {
        if (!word.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
            return word;
        }
        String path = word.substring(PREFIX.length());
        String base = "";
        if (path.length() >= 2 && path.charAt(1) == ':' && Character.isLetter(path.charAt(0))) {
            base = mountPoint(path.substring(0, 1).toLowerCase(Locale.ROOT));
            path = path.substring(2);
        }
        String unix = path.replace('\\', '/');
        String whole = (base.equals("/") ? "" : base) + (unix.startsWith("/") ? unix : "/" + unix);
        if (whole.equals("/") || whole.equals(base + "/")) {
            return base.isEmpty() ? "/" : base;
        }
        return ((Value.Text) session.call("case-sensitive-path", whole)).latin1();
    }

    /** Where the filesystem of a drive letter is mounted. */
    private String mountPoint(String drive) throws CommandException, IOException {
        Value.Texts roots = session.state() == Session.State.READY
                ? (Value.Texts) session.call("inspect-get-roots")
                : new Value.Texts(java.util.List.of());
        if (roots.items().isEmpty()) {
            throw new CommandException("guestfish: drive letters are known after inspection only (-i or 'inspect-os')");
        }
        String root = roots.items().get(0).latin1();
        if (!((Value.Text) session.call("inspect-get-type", root)).latin1().equals("windows")) {
            throw new CommandException("guestfish: drive letters work for Windows guests only");
        }
        String device = find((Value.Table) session.call("inspect-get-drive-mappings", root), drive, true);
        if (device == null) {
            throw new CommandException("guestfish: drive '" + drive + ":' not found: 'inspect-get-drive-mappings "
                    + root + "' lists them");
        }
        String mountPoint = find((Value.Table) session.call("mountpoints"), device, false);
        if (mountPoint == null) {
            throw new CommandException("guestfish: drive '" + drive
                    + ":' is not mounted: try 'umount-all', then 'mount " + device + " /'");
        }
        return mountPoint;
    }

    private static @org.jspecify.annotations.Nullable String find(Value.Table table, String key, boolean anyCase) {
        for (Value.Row row : table.rows()) {
            String found = row.key().latin1();
            if (anyCase ? found.equalsIgnoreCase(key) : found.equals(key)) {
                return row.value().latin1();
            }
        }
        return null;
    }
}
