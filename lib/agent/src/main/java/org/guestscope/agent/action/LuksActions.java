package org.guestscope.agent.action;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.guestscope.agent.child.Child;
import org.guestscope.agent.child.ChildException;
import org.guestscope.agent.libc.Errno;
import org.guestscope.agent.libc.ErrnoException;
import org.guestscope.agent.libc.Fd;
import org.guestscope.agent.libc.Posix;
import org.guestscope.guest.action.Luks;
import org.jspecify.annotations.Nullable;

/** Unlocks and changes encrypted devices with cryptsetup; passphrases travel through pipes only. */
public final class LuksActions implements Luks {

    private static final String MAPPER = "/dev/mapper/";

    private final ActionContext context;

    /** With what all actions share. */
    public LuksActions(ActionContext context) {
        this.context = context;
    }

    @Override
    public void luksFormat(String device, String key, int keyslot) throws IOException {
        format(device, key, keyslot, null);
    }

    @Override
    public void luksFormatCipher(String device, String key, int keyslot, String cipher) throws IOException {
        format(device, key, keyslot, cipher);
    }

    private void format(String device, String key, int keyslot, @Nullable String cipher) throws IOException {
        cryptsetup("luksFormat", device)
                .option("--cipher", cipher)
                .add("--key-slot", Integer.toString(keyslot), "--key-file", "-", device)
                .stdin(stream(key))
                .require();
    }

    @Override
    public void luksAddKey(String device, String key, String newkey, int keyslot) throws IOException {
        String file = "/tmp/key-" + System.nanoTime();
        int flags = Posix.O_WRONLY | Posix.O_CREAT | Posix.O_EXCL;
        try (Fd made = Posix.open(file, Posix.AT_FDCWD, file, flags, 0600, 0)) {
            made.output().write(newkey.getBytes(StandardCharsets.ISO_8859_1));
            cryptsetup("luksAddKey", device)
                    .add("--key-file", "-", "--key-slot", Integer.toString(keyslot), device, file)
                    .stdin(stream(key))
                    .require();
        } finally {
            Posix.unlinkat(file, Posix.AT_FDCWD, file, 0);
        }
    }

    @Override
    public void luksKillSlot(String device, String key, int keyslot) throws IOException {
        cryptsetup("luksKillSlot", device)
                .add("--key-file", "-", device, Integer.toString(keyslot))
                .stdin(stream(key))
                .require();
    }

    @Override
    public String luksUuid(String device) throws IOException {
        return cryptsetup("luksUUID", device).add(device).require().trimmed();
    }

    @Override
    public void cryptsetupOpen(
            String device, String key, String mapname, @Nullable Boolean readonly, @Nullable String crypttype)
            throws IOException {
        if (mapname.isEmpty() || mapname.startsWith("/") || mapname.contains("..")) {
            throw new ErrnoException(mapname + ": no name for a mapping", Errno.EINVAL);
        }
        if (context.devices().isBlockDevice(MAPPER + mapname)) {
            throw new ErrnoException(mapname, Errno.EEXIST);
        }
        cryptsetup("open", device)
                .add("--key-file", "-", "--type", crypttype == null ? detect(device) : crypttype)
                .flag(readonly, "--readonly")
                .add("--", device, mapname)
                .stdin(stream(key))
                .require();
    }

    private String detect(String device) throws IOException {
        String type = BlockTags.of(context, device, "TYPE");
        return switch (type) {
            case "crypto_LUKS" -> "luks";
            case "BitLocker" -> "bitlk";
            default ->
                throw new ChildException(
                        "%s: holds %s, nothing encrypted".formatted(device, type.isEmpty() ? "nothing known" : type));
        };
    }

    @Override
    public void cryptsetupClose(String device) throws IOException {
        if (!device.startsWith(MAPPER)) {
            throw new ChildException(device + ": only names below " + MAPPER + " can be closed");
        }
        cryptsetup("close", device).add("--", device.substring(MAPPER.length())).require();
    }

    @Override
    public void luksOpen(String device, String key, String mapname) throws IOException {
        cryptsetupOpen(device, key, mapname, null, "luks");
    }

    @Override
    public void luksOpenRo(String device, String key, String mapname) throws IOException {
        cryptsetupOpen(device, key, mapname, true, "luks");
    }

    @Override
    public void luksClose(String device) throws IOException {
        cryptsetupClose(device);
    }

    private Child cryptsetup(String command, String device) {
        return context.child("cryptsetup", "-q", command);
    }

    private static InputStream stream(String key) {
        return new ByteArrayInputStream(key.getBytes(StandardCharsets.ISO_8859_1));
    }
}
