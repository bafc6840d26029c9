package org.guestscope.guest.action;

import java.io.IOException;
import java.util.List;
import org.guestscope.guest.catalogue.Action;
import org.guestscope.guest.catalogue.Family;
import org.guestscope.guest.catalogue.Is;
import org.guestscope.guest.catalogue.Opt;
import org.guestscope.guest.catalogue.ParamKind;
import org.guestscope.guest.catalogue.Side;
import org.jspecify.annotations.Nullable;

/** Adds drives and starts the appliance. */
@Family(title = "drives and launch", side = Side.HOST)
public interface Drives {

    /**
     * Starts the appliance with the drives that were added; guest actions work from now on, and no more drives can be
     * added. The first start on a host builds the appliance, which takes a minute or two and needs the distribution's
     * package servers; later ones take less than a second.
     */
    @Action(
            name = "launch",
            since = "0.0.3",
            aliases = {"run"},
            summary = "start the appliance with the drives that were added")
    void launch() throws IOException;

    /**
     * Adds the image {@code filename} so that it does not change: what is written goes to an overlay that is thrown
     * away. This is the safe way to look at a disk, and the only one for a disk in use by a running guest.
     */
    @Action(
            name = "add-drive-ro",
            since = "1.0.38",
            aliases = {"add-ro"},
            summary = "attach an image whose contents will not change")
    void addDriveRo(String filename) throws IOException;

    /**
     * Adds an option to QEMU's command line, for the next {@code run}. A machine with such options is in no snapshot: it
     * boots, which takes seconds.
     *
     * @param hvparam the option, with its hyphen
     * @param hvvalue its value, or null when it has none
     */
    @Action(name = "config", since = "0.0.3", summary = "pass one more option to QEMU")
    void config(String hvparam, @Is(ParamKind.OPT_STRING) @Nullable String hvvalue) throws IOException;

    /** Returns true as long as the appliance has not been started, when drives and settings can still be given. */
    @Action(name = "is-config", since = "1.0.2", summary = "whether the appliance has not been started yet")
    boolean isConfig() throws IOException;

    /**
     * Adds a disk: an image file, a device of this host, or a disk on a server. Drives become {@code /dev/sda}, {@code
     * /dev/sdb} and so on in the order of adding. Never write to the disk of a running guest: its data would be
     * destroyed.
     *
     * <pre>{@code
     * add-drive guest.qcow2 readonly:true format:qcow2
     * add-drive pool/vol1 protocol:rbd "server:ceph1 ceph2" username:admin
     * }</pre>
     *
     * @param filename the file or device; with {@code protocol}, the name on the server
     * @param readonly whether changes go to an overlay that is thrown away; false unless given
     * @param format {@code raw}, {@code qcow2} or another format of QEMU; found out unless given. Give it for images
     *     that you do not trust: a guest can make its raw disk look like another format
     * @param iface accepted for old scripts, without effect
     * @param name accepted for old scripts, without effect
     * @param label up to 20 letters, which make the drive {@code /dev/disk/guestfs/LABEL}
     * @param protocol {@code file}, which is the default, {@code nbd}, {@code ssh}, {@code http}, {@code https}, {@code
     *     ftp}, {@code ftps}, {@code iscsi}, {@code rbd}, {@code gluster}, {@code sheepdog} or {@code tftp}
     * @param server {@code HOST}, {@code HOST:PORT}, {@code tcp:HOST:PORT} or {@code unix:/SOCKET}; several only for
     *     rbd and sheepdog
     * @param username the user on the server
     * @param secret the password or key on the server
     * @param cachemode {@code writeback}, which is the default, or {@code unsafe}, faster for disks that can be made
     *     again
     * @param discard whether freed blocks are given back to the host: {@code disable}, which is the default, {@code
     *     enable}, an error if it cannot be, or {@code besteffort}
     * @param copyonread accepted for old scripts
     * @param blocksize the disk's sector size: 512, which is the default, or 4096
     */
    @Action(
            name = "add-drive",
            since = "0.0.3",
            aliases = {"add", "add-drive-opts"},
            summary = "attach a disk image, a host device or a network disk")
    void addDrive(
            String filename,
            @Opt @Nullable Boolean readonly,
            @Opt @Nullable String format,
            @Opt @Nullable String iface,
            @Opt @Nullable String name,
            @Opt @Nullable String label,
            @Opt @Nullable String protocol,
            @Opt @Nullable List<String> server,
            @Opt @Nullable String username,
            @Opt @Nullable String secret,
            @Opt @Nullable String cachemode,
            @Opt @Nullable String discard,
            @Opt @Nullable Boolean copyonread,
            @Opt @Nullable Integer blocksize)
            throws IOException;

    /**
     * Adds all disks of a libvirt domain, with the formats that libvirt knows. A running domain is refused without
     * {@code readonly:true}.
     *
     * @param dom the domain's name, or its UUID with {@code allowuuid}
     * @param libvirturi the libvirt connection; libvirt's default unless given
     * @param readonly whether changes are thrown away; false unless given
     * @param iface accepted for old scripts, without effect
     * @param live accepted for old scripts, without effect
     * @param allowuuid whether {@code dom} may be a UUID; false unless given
     * @param readonlydisk what becomes of disks that are read-only in the domain: {@code write}, which is the default,
     *     {@code read}, {@code ignore} or {@code error}
     * @param cachemode as for {@code add-drive}
     * @param discard as for {@code add-drive}
     * @param copyonread accepted for old scripts
     * @return the number of disks added
     */
    @Action(
            name = "add-domain",
            since = "1.7.4",
            aliases = {"domain"},
            summary = "attach every disk of a libvirt domain")
    int addDomain(
            String dom,
            @Opt @Nullable String libvirturi,
            @Opt @Nullable Boolean readonly,
            @Opt @Nullable String iface,
            @Opt @Nullable Boolean live,
            @Opt @Nullable Boolean allowuuid,
            @Opt @Nullable String readonlydisk,
            @Opt @Nullable String cachemode,
            @Opt @Nullable String discard,
            @Opt @Nullable Boolean copyonread)
            throws IOException;

    /**
     * Unmounts everything, writes all changes out and stops the appliance. When this works, the changes are in the
     * images; drives stay added, and {@code launch} starts again. Scripts do it at their end by themselves.
     */
    @Action(name = "shutdown", since = "1.19.16", summary = "stop the appliance in an orderly way")
    void shutdown() throws IOException;

    /**
     * Accepted for old programs: libvirt asks on the terminal itself.
     *
     * @param creds names of the kinds of credentials
     */
    @Action(
            name = "set-libvirt-supported-credentials",
            since = "1.19.52",
            summary = "name the libvirt credential types the caller can supply")
    void setLibvirtSupportedCredentials(List<String> creds) throws IOException;

    /** Returns an empty list: libvirt asks on the terminal itself. */
    @Action(
            name = "get-libvirt-requested-credentials",
            since = "1.19.52",
            summary = "credential types libvirt has asked for")
    List<String> getLibvirtRequestedCredentials() throws IOException;

    /**
     * Fails, as libvirt asks on the terminal itself. Returns nothing.
     *
     * @param index which credential, from 0
     */
    @Action(
            name = "get-libvirt-requested-credential-prompt",
            since = "1.19.52",
            summary = "question to ask for a requested credential")
    String getLibvirtRequestedCredentialPrompt(int index) throws IOException;

    /**
     * Fails, as libvirt asks on the terminal itself. Returns nothing.
     *
     * @param index which credential, from 0
     */
    @Action(
            name = "get-libvirt-requested-credential-challenge",
            since = "1.19.52",
            summary = "challenge text of a requested credential")
    String getLibvirtRequestedCredentialChallenge(int index) throws IOException;

    /**
     * Fails, as libvirt asks on the terminal itself. Returns nothing.
     *
     * @param index which credential, from 0
     */
    @Action(
            name = "get-libvirt-requested-credential-defresult",
            since = "1.19.52",
            summary = "answer libvirt takes if none is given")
    String getLibvirtRequestedCredentialDefresult(int index) throws IOException;

    /**
     * Fails, as libvirt asks on the terminal itself.
     *
     * @param index which credential, from 0
     * @param cred the answer
     */
    @Action(
            name = "set-libvirt-requested-credential",
            since = "1.19.52",
            summary = "supply the answer to a requested credential")
    void setLibvirtRequestedCredential(int index, byte[] cred) throws IOException;

    /**
     * Adds an empty disk that is deleted at the end, for work in between. Its file is in the directory of {@code
     * set-tmpdir}.
     *
     * <pre>{@code
     * scratch 1G
     * }</pre>
     *
     * @param size its size in bytes
     * @param name accepted for old scripts, without effect
     * @param label up to 20 letters, which make the drive {@code /dev/disk/guestfs/LABEL}
     * @param blocksize its sector size: 512, which is the default, or 4096
     */
    @Action(
            name = "add-drive-scratch",
            since = "1.23.10",
            aliases = {"scratch"},
            summary = "attach an empty disk that is thrown away at the end")
    void addDriveScratch(
            long size, @Opt @Nullable String name, @Opt @Nullable String label, @Opt @Nullable Integer blocksize)
            throws IOException;

    /** Stops the appliance, as {@code shutdown} does. */
    @Action(
            name = "kill-subprocess",
            since = "0.0.3",
            deprecated = true,
            deprecatedBy = "shutdown",
            summary = "stop the appliance at once")
    void killSubprocess() throws IOException;

    /**
     * Adds the image {@code filename} so that it does not change, as {@code add-drive-ro} does; it is a disk and no CD
     * drive.
     */
    @Action(
            name = "add-cdrom",
            since = "0.0.3",
            deprecated = true,
            deprecatedBy = "add-drive-ro",
            summary = "attach a CD or DVD image read-only")
    void addCdrom(String filename) throws IOException;

    /**
     * Adds the image {@code filename} as {@code add-drive} does.
     *
     * @param iface accepted for old scripts, without effect
     */
    @Action(
            name = "add-drive-with-if",
            since = "1.0.84",
            deprecated = true,
            deprecatedBy = "add-drive",
            summary = "attach an image on a named kind of bus")
    void addDriveWithIf(String filename, String iface) throws IOException;

    /**
     * Adds the image {@code filename} as {@code add-drive-ro} does.
     *
     * @param iface accepted for old scripts, without effect
     */
    @Action(
            name = "add-drive-ro-with-if",
            since = "1.0.84",
            deprecated = true,
            deprecatedBy = "add-drive",
            summary = "attach an image read-only on a named kind of bus")
    void addDriveRoWithIf(String filename, String iface) throws IOException;

    /**
     * Refused: drives are given before the appliance starts and stay. It would have taken away the drive with the label
     * {@code label}.
     */
    @Action(name = "remove-drive", since = "1.19.49", deprecated = true, summary = "detach a drive by its label")
    void removeDrive(String label) throws IOException;

    /** Returns a line for each drive that was added, with what was said about it. */
    @Action(name = "debug-drives", since = "1.13.22", summary = "drives that were added, one line for each")
    List<String> debugDrives() throws IOException;
}
