package org.guestscope.appliance.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.guestscope.guest.ActionException;
import org.guestscope.guest.wire.Value;

/** Opens the encrypted filesystems of the disks with the keys of {@code --key}, or asks. */
public final class KeyRing {

    /** Asks somebody for the key of a device that no selector names. */
    @FunctionalInterface
    public interface Prompt {
        String ask(String device) throws IOException;
    }

    private final Session session;
    private final List<KeySelector> selectors;
    private final Prompt keys;

    /**
     * @param session a launched one
     * @param selectors tried in their order
     * @param keys asked for devices that no selector names
     */
    public KeyRing(Session session, List<KeySelector> selectors, Prompt keys) {
        this.session = session;
        this.selectors = selectors;
        this.keys = keys;
    }

    /** Opens what can be opened, also LUKS inside logical volumes. */
    public void unlockAll() throws IOException {
        boolean opened = false;
        for (Value.Row row : ((Value.Table) session.call("list-filesystems")).rows()) {
            String type = row.value().latin1();
            if (type.equals("crypto_LUKS") || type.equals("BitLocker")) {
                opened |= unlock(row.key().latin1());
            }
        }
        if (opened) {
            session.call("lvm-scan", true);
        }
    }

    private boolean unlock(String device) throws IOException {
        String uuid = uuid(device);
        String name = "luks-" + (uuid.isEmpty() ? device.substring(device.lastIndexOf('/') + 1) : uuid);
        ActionException last = null;
        for (String key : candidates(device, uuid)) {
            try {
                session.call("cryptsetup-open", device, key, name);
                return true;
            } catch (ActionException e) {
                last = e;
            }
        }
        for (KeySelector selector : selectors) {
            if (selector.kind() == KeySelector.Kind.CLEVIS && matches(selector, device, uuid)) {
                session.call("clevis-luks-unlock", device, name);
                return true;
            }
        }
        throw new ActionException(
                "luks_open",
                0,
                device + ": no key opens this encrypted filesystem" + (last == null ? "" : ": " + last.getMessage()));
    }

    private String uuid(String device) throws IOException {
        try {
            return ((Value.Text) session.call("luks-uuid", device)).latin1();
        } catch (ActionException e) {
            // BitLocker has none; selectors can name the device.
            return "";
        }
    }

    private static boolean matches(KeySelector selector, String device, String uuid) {
        return selector.id().equals(device)
                || selector.id().equals("all")
                || (!uuid.isEmpty() && selector.id().equalsIgnoreCase(uuid));
    }

    private List<String> candidates(String device, String uuid) throws IOException {
        List<String> candidates = new ArrayList<>();
        boolean named = false;
        for (KeySelector selector : selectors) {
            if (!matches(selector, device, uuid)) {
                continue;
            }
            named = true;
            if (selector.kind() == KeySelector.Kind.KEY) {
                candidates.add(selector.value());
            } else if (selector.kind() == KeySelector.Kind.FILE) {
                candidates.add(firstLine(selector.value()));
            }
        }
        if (!named) {
            candidates.add(keys.ask(device));
        }
        return candidates;
    }

    /** The first line of a key file, its bytes as {@code char}s. */
    private static String firstLine(String file) throws IOException {
        String text = Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }
}
