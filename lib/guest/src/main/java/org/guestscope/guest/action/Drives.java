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

    @Action(
            name = "launch",
            since = "0.0.3",
            aliases = {"run"},
            summary = "start the appliance with the drives that were added")
    void launch() throws IOException;

    @Action(
            name = "add-drive-ro",
            since = "1.0.38",
            aliases = {"add-ro"},
            summary = "attach an image whose contents will not change")
    void addDriveRo(String filename) throws IOException;

    @Action(name = "config", since = "0.0.3", summary = "pass one more option to QEMU")
    void config(String hvparam, @Is(ParamKind.OPT_STRING) @Nullable String hvvalue) throws IOException;

    @Action(name = "is-config", since = "1.0.2", summary = "whether the appliance has not been started yet")
    boolean isConfig() throws IOException;

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

    @Action(name = "shutdown", since = "1.19.16", summary = "stop the appliance in an orderly way")
    void shutdown() throws IOException;

    @Action(
            name = "set-libvirt-supported-credentials",
            since = "1.19.52",
            summary = "name the libvirt credential types the caller can supply")
    void setLibvirtSupportedCredentials(List<String> creds) throws IOException;

    @Action(
            name = "get-libvirt-requested-credentials",
            since = "1.19.52",
            summary = "credential types libvirt has asked for")
    List<String> getLibvirtRequestedCredentials() throws IOException;

    @Action(
            name = "get-libvirt-requested-credential-prompt",
            since = "1.19.52",
            summary = "question to ask for a requested credential")
    String getLibvirtRequestedCredentialPrompt(int index) throws IOException;

    @Action(
            name = "get-libvirt-requested-credential-challenge",
            since = "1.19.52",
            summary = "challenge text of a requested credential")
    String getLibvirtRequestedCredentialChallenge(int index) throws IOException;

    @Action(
            name = "get-libvirt-requested-credential-defresult",
            since = "1.19.52",
            summary = "answer libvirt takes if none is given")
    String getLibvirtRequestedCredentialDefresult(int index) throws IOException;

    @Action(
            name = "set-libvirt-requested-credential",
            since = "1.19.52",
            summary = "supply the answer to a requested credential")
    void setLibvirtRequestedCredential(int index, byte[] cred) throws IOException;

    @Action(
            name = "add-drive-scratch",
            since = "1.23.10",
            aliases = {"scratch"},
            summary = "attach an empty disk that is thrown away at the end")
    void addDriveScratch(
            long size, @Opt @Nullable String name, @Opt @Nullable String label, @Opt @Nullable Integer blocksize)
            throws IOException;

    @Action(
            name = "kill-subprocess",
            since = "0.0.3",
            deprecated = true,
            deprecatedBy = "shutdown",
            summary = "stop the appliance at once")
    void killSubprocess() throws IOException;

    @Action(
            name = "add-cdrom",
            since = "0.0.3",
            deprecated = true,
            deprecatedBy = "add-drive-ro",
            summary = "attach a CD or DVD image read-only")
    void addCdrom(String filename) throws IOException;

    @Action(
            name = "add-drive-with-if",
            since = "1.0.84",
            deprecated = true,
            deprecatedBy = "add-drive",
            summary = "attach an image on a named kind of bus")
    void addDriveWithIf(String filename, String iface) throws IOException;

    @Action(
            name = "add-drive-ro-with-if",
            since = "1.0.84",
            deprecated = true,
            deprecatedBy = "add-drive",
            summary = "attach an image read-only on a named kind of bus")
    void addDriveRoWithIf(String filename, String iface) throws IOException;

    @Action(name = "remove-drive", since = "1.19.49", deprecated = true, summary = "detach a drive by its label")
    void removeDrive(String label) throws IOException;

    @Action(name = "debug-drives", since = "1.13.22", summary = "drives that were added, one line for each")
    List<String> debugDrives() throws IOException;
}
