package org.guestscope.appliance.session;

import static org.guestscope.guest.ActionException.ENOTSUP;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.guestscope.appliance.host.HostPath;
import org.guestscope.guest.ActionException;
import org.guestscope.guest.action.Drives;
import org.jspecify.annotations.Nullable;

/** The drives of a session and the actions about them. */
final class SessionDrives implements Drives {

    /** Kinds of credentials that libvirt may ask for. */
    private static final Set<String> CREDENTIALS = Set.of(
            "username",
            "authname",
            "language",
            "cnonce",
            "passphrase",
            "echoprompt",
            "noechoprompt",
            "realm",
            "external");

    /** Parameters of QEMU that would take the appliance's kernel or console from it. */
    private static final Set<String> OWN_PARAMETERS =
            Set.of("-kernel", "-initrd", "-nographic", "-display", "-serial", "-full-screen", "-std-vga", "-vnc");

    /** What stands for /dev/null, which as a disk would have no sector at all. */
    private static final long NULL_DISK_BYTES = 4096;

    // Linux's error numbers.
    private static final int ENOENT = 2;
    private static final int EACCES = 13;
    private static final int EISDIR = 21;

    private final Session session;
    private final UnaryOperator<String> absolute;
    private final List<Drive> drives = new ArrayList<>();
    private final List<String> parameters = new ArrayList<>();
    private @Nullable DomainDrives domains;
    private @Nullable Path scratch;
    private int scratchFiles;

    SessionDrives(Session session, UnaryOperator<String> absolute) {
        this.session = session;
        this.absolute = absolute;
    }

    /** Says who knows about libvirt's domains. */
    void domains(DomainDrives source) {
        this.domains = source;
    }

    List<Drive> list() {
        return drives;
    }

    /** What {@code config} added to QEMU's command line. */
    List<String> parameters() {
        return parameters;
    }

    /** Removes the files of scratch drives. */
    void deleteScratch() throws IOException {
        if (scratch != null) {
            try (Stream<Path> files = Files.walk(scratch)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
            scratch = null;
        }
    }

    @Override
    public void launch() throws IOException {
        session.launch();
    }

    @Override
    public void shutdown() throws IOException {
        session.shutdown();
    }

    @Override
    public void killSubprocess() throws IOException {
        session.shutdown();
    }

    @Override
    public boolean isConfig() {
        return session.state() == Session.State.CONFIG;
    }

    @Override
    public void config(String hvparam, @Nullable String hvvalue) throws IOException {
        if (!hvparam.startsWith("-")) {
            throw new ActionException("config", 0, hvparam + ": a parameter of QEMU begins with '-'");
        }
        if (OWN_PARAMETERS.contains(hvparam)) {
            throw new ActionException("config", 0, hvparam + ": the appliance needs this parameter itself");
        }
        parameters.add(hvparam);
        if (hvvalue != null) {
            parameters.add(hvvalue);
        }
    }

    @Override
    public void addDrive(
            String filename,
            @Nullable Boolean readonly,
            @Nullable String format,
            @Nullable String iface,
            @Nullable String name,
            @Nullable String label,
            @Nullable String protocol,
            @Nullable List<String> server,
            @Nullable String username,
            @Nullable String secret,
            @Nullable String cachemode,
            @Nullable String discard,
            @Nullable Boolean copyonread,
            @Nullable Integer blocksize)
            throws IOException {
        String proto = protocol == null ? "file" : protocol;
        boolean local = proto.equals("file");
        Drive drive = new Drive(
                filename,
                local ? absolute.apply(filename) : null,
                Boolean.TRUE.equals(readonly),
                format,
                iface,
                name,
                label,
                proto,
                DriveRules.servers(server == null ? List.of() : server),
                username,
                secret,
                cachemode,
                discard == null ? "disable" : discard,
                Boolean.TRUE.equals(copyonread),
                blocksize == null ? 0 : blocksize,
                Boolean.TRUE.equals(readonly));
        add(drive);
    }

    private void add(Drive drive) throws IOException {
        requireConfig();
        DriveRules.check(drive);
        if (drive.file() != null && drive.name().equals("/dev/null")) {
            String file = newScratchFile("devnull", NULL_DISK_BYTES);
            drives.add(withFile(drive, file));
            return;
        }
        if (drive.file() != null) {
            File file = HostPath.of(drive.file()).toFile();
            if (drive.name().isEmpty() || !file.exists()) {
                throw new ActionException("add_drive", ENOENT, drive.name() + ": No such file or directory");
            }
            if (file.isDirectory()) {
                throw new ActionException("add_drive", EISDIR, drive.name() + ": Is a directory, not a disk image");
            }
            if (!file.canRead()) {
                throw new ActionException("add_drive", EACCES, drive.name() + ": Permission denied");
            }
        }
        drives.add(drive);
    }

    private void requireConfig() throws ActionException {
        if (session.state() != Session.State.CONFIG) {
            throw new ActionException("add_drive", ENOTSUP, "hotplugging is not supported: add drives before launch");
        }
    }

    private static Drive withFile(Drive drive, String file) {
        return new Drive(
                file,
                file,
                false,
                "raw",
                drive.iface(),
                drive.hint(),
                drive.label(),
                drive.protocol(),
                drive.servers(),
                null,
                null,
                drive.cachemode(),
                "disable",
                false,
                drive.blocksize(),
                false);
    }

    @Override
    public void addDriveRo(String filename) throws IOException {
        addDriveWith(filename, true, null);
    }

    @Override
    public void addCdrom(String filename) throws IOException {
        addDriveWith(filename, true, null);
    }

    @Override
    public void addDriveWithIf(String filename, String iface) throws IOException {
        addDriveWith(filename, false, iface);
    }

    @Override
    public void addDriveRoWithIf(String filename, String iface) throws IOException {
        addDriveWith(filename, true, iface);
    }

    private void addDriveWith(String filename, boolean readOnly, @Nullable String iface) throws IOException {
        session.call(
                "add-drive",
                filename,
                readOnly ? Boolean.TRUE : null,
                null,
                iface,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    @Override
    public void addDriveScratch(long size, @Nullable String name, @Nullable String label, @Nullable Integer blocksize)
            throws IOException {
        requireConfig();
        if (size <= 0) {
            throw new ActionException("add_drive_scratch", 0, "size of a scratch drive must be positive, not " + size);
        }
        String file = newScratchFile("scratch", size);
        session.call(
                "add-drive",
                file,
                null,
                "raw",
                null,
                name,
                label,
                null,
                null,
                null,
                null,
                "unsafe",
                null,
                null,
                blocksize);
    }

    private String newScratchFile(String prefix, long size) throws IOException {
        if (scratch == null) {
            scratch = Files.createTempDirectory(
                    HostPath.of(session.settings().getTmpdir()),
                    "guestscope",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        Path file = scratch.resolve(prefix + ++scratchFiles + ".img");
        try (RandomAccessFile image = new RandomAccessFile(file.toFile(), "rw")) {
            image.setLength(size);
        }
        return file.toString();
    }

    @Override
    public int addDomain(
            String dom,
            @Nullable String libvirturi,
            @Nullable Boolean readonly,
            @Nullable String iface,
            @Nullable Boolean live,
            @Nullable Boolean allowuuid,
            @Nullable String readonlydisk,
            @Nullable String cachemode,
            @Nullable String discard,
            @Nullable Boolean copyonread)
            throws IOException {
        requireConfig();
        if (domains == null) {
            throw new ActionException(
                    "add_domain", ENOTSUP, "domains cannot be added: this program was built without libvirt");
        }
        return domains.add(
                session,
                new DomainDrives.Request(
                        dom,
                        libvirturi,
                        Boolean.TRUE.equals(readonly),
                        iface,
                        Boolean.TRUE.equals(allowuuid),
                        readonlydisk == null ? "write" : readonlydisk,
                        cachemode,
                        discard,
                        Boolean.TRUE.equals(copyonread)));
    }

    @Override
    public void removeDrive(String label) throws IOException {
        throw new ActionException("remove_drive", ENOTSUP, "hotplugging is not supported");
    }

    @Override
    public List<String> debugDrives() {
        return drives.stream().map(Drive::describe).toList();
    }

    @Override
    public void setLibvirtSupportedCredentials(List<String> creds) throws IOException {
        // libvirt's own client asks on the terminal; a list of what the caller could answer changes nothing.
        for (String credential : creds) {
            if (!CREDENTIALS.contains(credential)) {
                throw new ActionException(
                        "set_libvirt_supported_credentials", 0, "unknown credential type ‘" + credential + "’");
            }
        }
    }

    @Override
    public List<String> getLibvirtRequestedCredentials() throws IOException {
        throw noCredential("get_libvirt_requested_credentials");
    }

    @Override
    public String getLibvirtRequestedCredentialPrompt(int index) throws IOException {
        throw noCredential("get_libvirt_requested_credential_prompt");
    }

    @Override
    public String getLibvirtRequestedCredentialChallenge(int index) throws IOException {
        throw noCredential("get_libvirt_requested_credential_challenge");
    }

    @Override
    public String getLibvirtRequestedCredentialDefresult(int index) throws IOException {
        throw noCredential("get_libvirt_requested_credential_defresult");
    }

    @Override
    public void setLibvirtRequestedCredential(int index, byte[] cred) throws IOException {
        throw noCredential("set_libvirt_requested_credential");
    }

    private static ActionException noCredential(String action) {
        return new ActionException(
                action, 0, "is for the handler of LIBVIRT_AUTH events only, of which there are none");
    }
}
