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

    /**
     * Encrypts {@code device} with LUKS, losing what is there. {@code cryptsetup-open} then unlocks it for a filesystem
     * to be made.
     *
     * @param key the first passphrase
     * @param keyslot where the passphrase is kept, 0 to 7
     */
    @Action(
            name = "luks-format",
            since = "1.5.2",
            feature = "luks",
            summary = "encrypt a device with LUKS, losing its data")
    void luksFormat(@Is(ParamKind.DEVICE) String device, @Is(ParamKind.KEY) String key, int keyslot) throws IOException;

    /**
     * Encrypts {@code device} with LUKS and a cipher of your choice, losing what is there.
     *
     * @param key the first passphrase
     * @param keyslot where the passphrase is kept, 0 to 7
     * @param cipher the cipher as cryptsetup(8) names it, such as {@code aes-xts-plain64}
     */
    @Action(
            name = "luks-format-cipher",
            since = "1.5.2",
            feature = "luks",
            summary = "encrypt a device with LUKS and a named cipher, losing its data")
    void luksFormatCipher(
            @Is(ParamKind.DEVICE) String device, @Is(ParamKind.KEY) String key, int keyslot, String cipher)
            throws IOException;

    /**
     * Adds a passphrase to the LUKS device {@code device}, beside those it has.
     *
     * @param key one of the passphrases it has
     * @param newkey the new one
     * @param keyslot where the new one is kept, a slot that is free
     */
    @Action(name = "luks-add-key", since = "1.5.2", feature = "luks", summary = "add a passphrase to a LUKS device")
    void luksAddKey(
            @Is(ParamKind.DEVICE) String device,
            @Is(ParamKind.KEY) String key,
            @Is(ParamKind.KEY) String newkey,
            int keyslot)
            throws IOException;

    /**
     * Takes a passphrase of the LUKS device {@code device} away. Without any left its data is lost.
     *
     * @param key a passphrase of another slot
     * @param keyslot the slot to be emptied
     */
    @Action(
            name = "luks-kill-slot",
            since = "1.5.2",
            feature = "luks",
            summary = "delete the passphrase in a LUKS key slot")
    void luksKillSlot(@Is(ParamKind.DEVICE) String device, @Is(ParamKind.KEY) String key, int keyslot)
            throws IOException;

    /** Returns the UUID in the header of the LUKS device {@code device}. */
    @Action(name = "luks-uuid", since = "1.41.9", feature = "luks", summary = "UUID of a LUKS device")
    String luksUuid(@Is(ParamKind.DEVICE) String device) throws IOException;

    /**
     * Unlocks the encrypted device {@code device}, LUKS or BitLocker. Its contents are at {@code /dev/mapper/MAPNAME}
     * from then on. Volume groups in it are seen after {@code lvm-scan true}.
     *
     * <pre>{@code
     * cryptsetup-open /dev/sda2 secret
     * }</pre>
     *
     * @param key a passphrase
     * @param mapname the name below {@code /dev/mapper}, not in use yet
     * @param readonly whether it can only be read; false unless given
     * @param crypttype how it is encrypted, as {@code --type} of cryptsetup(8): {@code luks}, {@code luks1}, {@code
     *     luks2}, {@code bitlk}; found out unless given
     */
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

    /**
     * Locks an encrypted device again. Nothing of it may be mounted or active.
     *
     * @param device the name it was unlocked as, {@code /dev/mapper/NAME}
     */
    @Action(name = "cryptsetup-close", since = "1.43.2", feature = "luks", summary = "lock an encrypted device")
    void cryptsetupClose(@Is(ParamKind.DEVICE) String device) throws IOException;

    /**
     * Unlocks the LUKS device {@code device} as {@code /dev/mapper/MAPNAME}.
     *
     * @param key a passphrase
     * @param mapname the name below {@code /dev/mapper}, not in use yet
     */
    @Action(
            name = "luks-open",
            since = "1.5.1",
            feature = "luks",
            deprecated = true,
            deprecatedBy = "cryptsetup-open",
            summary = "unlock a LUKS device under a device-mapper name")
    void luksOpen(@Is(ParamKind.DEVICE) String device, @Is(ParamKind.KEY) String key, String mapname)
            throws IOException;

    /**
     * Unlocks the LUKS device {@code device} as {@code /dev/mapper/MAPNAME}, for reading only.
     *
     * @param key a passphrase
     * @param mapname the name below {@code /dev/mapper}, not in use yet
     */
    @Action(
            name = "luks-open-ro",
            since = "1.5.1",
            feature = "luks",
            deprecated = true,
            deprecatedBy = "cryptsetup-open",
            summary = "unlock a LUKS device read-only under a device-mapper name")
    void luksOpenRo(@Is(ParamKind.DEVICE) String device, @Is(ParamKind.KEY) String key, String mapname)
            throws IOException;

    /**
     * Locks a LUKS device again. Nothing of it may be mounted or active.
     *
     * @param device the name it was unlocked as, {@code /dev/mapper/NAME}
     */
    @Action(
            name = "luks-close",
            since = "1.5.1",
            feature = "luks",
            deprecated = true,
            deprecatedBy = "cryptsetup-close",
            summary = "lock a LUKS device")
    void luksClose(@Is(ParamKind.DEVICE) String device) throws IOException;
}
