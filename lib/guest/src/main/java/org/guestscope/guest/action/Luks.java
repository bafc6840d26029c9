package org.guestscope.guest.action;

import java.io.IOException;
import org.guestscope.guest.catalogue.Action;
import org.guestscope.guest.catalogue.Family;
import org.guestscope.guest.catalogue.Is;
import org.guestscope.guest.catalogue.Opt;
import org.guestscope.guest.catalogue.ParamKind;
import org.jspecify.annotations.Nullable;

/** Unlocks and changes encrypted devices. */
@Family(title = "encryption")
public interface Luks {

    @Action(
            name = "luks-format",
            since = "1.5.2",
            feature = "luks",
            summary = "encrypt a device with LUKS, losing its data")
    void luksFormat(@Is(ParamKind.DEVICE) String device, @Is(ParamKind.KEY) String key, int keyslot) throws IOException;

    @Action(
            name = "luks-format-cipher",
            since = "1.5.2",
            feature = "luks",
            summary = "encrypt a device with LUKS and a named cipher, losing its data")
    void luksFormatCipher(
            @Is(ParamKind.DEVICE) String device, @Is(ParamKind.KEY) String key, int keyslot, String cipher)
            throws IOException;

    @Action(name = "luks-add-key", since = "1.5.2", feature = "luks", summary = "add a passphrase to a LUKS device")
    void luksAddKey(
            @Is(ParamKind.DEVICE) String device,
            @Is(ParamKind.KEY) String key,
            @Is(ParamKind.KEY) String newkey,
            int keyslot)
            throws IOException;

    @Action(
            name = "luks-kill-slot",
            since = "1.5.2",
            feature = "luks",
            summary = "delete the passphrase in a LUKS key slot")
    void luksKillSlot(@Is(ParamKind.DEVICE) String device, @Is(ParamKind.KEY) String key, int keyslot)
            throws IOException;

    @Action(name = "luks-uuid", since = "1.41.9", feature = "luks", summary = "UUID of a LUKS device")
    String luksUuid(@Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(
            name = "cryptsetup-open",
            since = "1.43.2",
            feature = "luks",
            summary = "unlock an encrypted device under a device-mapper name")
    void cryptsetupOpen(
            @Is(ParamKind.DEVICE) String device,
            @Is(ParamKind.KEY) String key,
            String mapname,
            @Opt @Nullable Boolean readonly,
            @Opt @Nullable String crypttype)
            throws IOException;

    @Action(name = "cryptsetup-close", since = "1.43.2", feature = "luks", summary = "lock an encrypted device")
    void cryptsetupClose(@Is(ParamKind.DEVICE) String device) throws IOException;

    @Action(
            name = "luks-open",
            since = "1.5.1",
            feature = "luks",
            deprecated = true,
            deprecatedBy = "cryptsetup-open",
            summary = "unlock a LUKS device under a device-mapper name")
    void luksOpen(@Is(ParamKind.DEVICE) String device, @Is(ParamKind.KEY) String key, String mapname)
            throws IOException;

    @Action(
            name = "luks-open-ro",
            since = "1.5.1",
            feature = "luks",
            deprecated = true,
            deprecatedBy = "cryptsetup-open",
            summary = "unlock a LUKS device read-only under a device-mapper name")
    void luksOpenRo(@Is(ParamKind.DEVICE) String device, @Is(ParamKind.KEY) String key, String mapname)
            throws IOException;

    @Action(
            name = "luks-close",
            since = "1.5.1",
            feature = "luks",
            deprecated = true,
            deprecatedBy = "cryptsetup-close",
            summary = "lock a LUKS device")
    void luksClose(@Is(ParamKind.DEVICE) String device) throws IOException;
}
