package org.guestscope.appliance.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import org.guestscope.appliance.host.HostPath;
import org.guestscope.guest.ActionException;
import org.guestscope.guest.call.ByteText;
import org.guestscope.guest.wire.Value;

/** Opens the encrypted filesystems of the disks with the keys of {@code --key}, or asks. */
public final class KeyRing {

    /** Asks somebody for keys of a device that no selector names; they are tried in their order. */
    @FunctionalInterface
    public interface Prompt {
        List<String> ask(String device) throws IOException;
    }

    /** Told what became of each encrypted device. */
    public interface Outcome {
        void opened(String device);

        /** No key opens {@code device}; when this throws, the devices after it are left alone. */
        void refused(String device, ActionException why) throws IOException;
    }

    /** LUKS 1 and 2: the magic of the first header. */
    private static final String LUKS = "LUKS\u00ba\u00be";

    /** BitLocker: the name of the file system in the boot sector. */
    private static final String BITLOCKER = "-FVE-FS-";

    private static final int BITLOCKER_OFFSET = 3;

    /** LVM2: the label in one of the first four sectors. */
    private static final String LVM_LABEL = "LABELONE";

    private static final int SECTOR = 512;
    private static final int START_BYTES = 4 * SECTOR;

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

    /**
     * Opens every encrypted device, also LUKS inside logical volumes and what lies in volume groups inside LUKS.
     *
     * @throws ActionException when one cannot be opened
     */
    public void unlockAll() throws IOException {
        unlockAll(new Outcome() {
            @Override
            public void opened(String device) {}

            @Override
            public void refused(String device, ActionException why) throws ActionException {
                throw why;
            }
        });
    }

    /** Opens what can be opened. */
    public void unlockAll(Outcome outcome) throws IOException {
        List<String> devices = texts("list-devices");
        devices.addAll(texts("list-partitions"));
        devices.addAll(texts("list-md-devices"));
        boolean groups = false;
        boolean opened = false;
        for (String device : devices) {
            String start = start(device);
            groups |= isPhysicalVolume(start);
            opened |= isEncrypted(start) && unlock(device, outcome);
        }
        if (opened) {
            session.call("lvm-scan", true);
        }
        if (opened || groups) {
            unlockVolumes(outcome);
        }
    }

    private void unlockVolumes(Outcome outcome) throws IOException {
        boolean opened = false;
        for (String volume : texts("lvs")) {
            opened |= isEncrypted(start(volume)) && unlock(volume, outcome);
        }
        if (opened) {
            session.call("lvm-scan", true);
        }
    }

    private List<String> texts(String action) throws IOException {
        List<String> found = new ArrayList<>();
        for (Value.Text item : ((Value.Texts) session.call(action)).items()) {
            found.add(item.latin1());
        }
        return found;
    }

    /** The beginning of a device; reading it costs less than a program that probes. Empty when it cannot be read. */
    private String start(String device) throws IOException {
        try {
            Value.Buffer bytes = (Value.Buffer) session.call("pread-device", device, START_BYTES, 0L);
            return new String(bytes.bytes(), StandardCharsets.ISO_8859_1);
        } catch (ActionException e) {
            return "";
        }
    }

    private static boolean isEncrypted(String start) {
        return start.startsWith(LUKS) || start.startsWith(BITLOCKER, BITLOCKER_OFFSET);
    }

    private static boolean isPhysicalVolume(String start) {
        for (int sector = 0; sector < START_BYTES; sector += SECTOR) {
            if (start.startsWith(LVM_LABEL, sector)) {
                return true;
            }
        }
        return false;
    }

    private boolean unlock(String device, Outcome outcome) throws IOException {
        try {
            unlock(device);
        } catch (ActionException e) {
            outcome.refused(device, e);
            return false;
        }
        outcome.opened(device);
        return true;
    }

    private void unlock(String device) throws IOException {
        String uuid = uuid(device);
        String name = "luks-" + (uuid.isEmpty() ? device.substring(device.lastIndexOf('/') + 1) : uuid);
        ActionException last = null;
        for (String key : candidates(device, uuid)) {
            try {
                session.call("cryptsetup-open", device, key, name);
                return;
            } catch (ActionException e) {
                last = e;
            }
        }
        for (KeySelector selector : selectors) {
            if (selector.kind() == KeySelector.Kind.CLEVIS && matches(selector, device, uuid)) {
                throw new ActionException(
                        "clevis_luks_unlock", ActionException.ENOTSUP, device + ": keys from clevis are not supported");
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
            candidates.addAll(keys.ask(device));
        }
        return candidates;
    }

    /** The first line of a key file, its bytes as {@code char}s. */
    private static String firstLine(String file) throws IOException {
        String text;
        try {
            text = Files.readString(HostPath.of(file), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new IOException("key file " + ByteText.decode(file) + ": No such file or directory", e);
        } catch (IOException e) {
            throw new IOException("key file " + ByteText.decode(file) + ": " + e.getMessage(), e);
        }
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }
}
