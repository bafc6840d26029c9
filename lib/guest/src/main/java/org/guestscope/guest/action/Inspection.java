package org.guestscope.guest.action;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.guestscope.guest.catalogue.Action;
import org.guestscope.guest.catalogue.Content;
import org.guestscope.guest.catalogue.Family;
import org.guestscope.guest.catalogue.Is;
import org.guestscope.guest.catalogue.Opt;
import org.guestscope.guest.catalogue.ParamKind;
import org.guestscope.guest.struct.Application;
import org.guestscope.guest.struct.Application2;
import org.jspecify.annotations.Nullable;

/** Finds out which operating systems a disk holds. */
@Family(title = "inspection")
public interface Inspection {

    /**
     * Looks at all filesystems for operating systems: Linux, BSD, Windows and others. Nothing may be mounted, and
     * nothing is afterwards. The other {@code inspect-} commands answer from what was found. {@code guestfish -i} does
     * this and mounts what it finds.
     *
     * @return the root filesystem of each system found; an empty list when there is none
     */
    @Action(
            name = "inspect-os",
            since = "1.5.3",
            returns = Content.MOUNTABLE,
            summary = "look for operating systems on the disks")
    List<String> inspectOs() throws IOException;

    /** Returns the root filesystems that {@code inspect-os} found, without looking again; none before the first inspection. */
    @Action(
            name = "inspect-get-roots",
            since = "1.7.3",
            returns = Content.MOUNTABLE,
            summary = "root devices found by the last search")
    List<String> inspectGetRoots() throws IOException;

    /**
     * Returns the kind of the system at {@code root}: {@code linux}, {@code windows}, {@code freebsd}, {@code netbsd},
     * {@code openbsd}, {@code hurd}, {@code dos}, {@code minix} or {@code unknown}.
     */
    @Action(name = "inspect-get-type", since = "1.5.3", summary = "kind of an operating system")
    String inspectGetType(@Is(ParamKind.MOUNTABLE) String root) throws IOException;

    /** Returns the processor that the system at {@code root} is for, such as {@code x86_64}, or {@code unknown}. */
    @Action(name = "inspect-get-arch", since = "1.5.3", summary = "processor of an operating system")
    String inspectGetArch(@Is(ParamKind.MOUNTABLE) String root) throws IOException;

    /**
     * Returns the distribution of the system at {@code root}, such as {@code debian}, {@code fedora} or {@code
     * windows}, or {@code unknown}.
     */
    @Action(name = "inspect-get-distro", since = "1.5.3", summary = "distribution of an operating system")
    String inspectGetDistro(@Is(ParamKind.MOUNTABLE) String root) throws IOException;

    /** Returns the first part of the version of the system at {@code root}, 12 of 12.5; 0 when it is not known. */
    @Action(name = "inspect-get-major-version", since = "1.5.3", summary = "major version of an operating system")
    int inspectGetMajorVersion(@Is(ParamKind.MOUNTABLE) String root) throws IOException;

    /**
     * Returns the second part of the version of the system at {@code root}, 5 of 12.5; 0 when it is not known or there
     * is none.
     */
    @Action(name = "inspect-get-minor-version", since = "1.5.3", summary = "minor version of an operating system")
    int inspectGetMinorVersion(@Is(ParamKind.MOUNTABLE) String root) throws IOException;

    /**
     * Returns what the system at {@code root} calls itself, such as {@code Debian GNU/Linux 12 (bookworm)}, or {@code
     * unknown}. The text comes from the guest.
     */
    @Action(name = "inspect-get-product-name", since = "1.5.3", summary = "full name of an operating system")
    String inspectGetProductName(@Is(ParamKind.MOUNTABLE) String root) throws IOException;

    /**
     * Returns the directory of Windows in the system at {@code root}, such as {@code /Windows}. Fails for other
     * systems.
     */
    @Action(
            name = "inspect-get-windows-systemroot",
            since = "1.5.25",
            summary = "Windows directory of an operating system")
    String inspectGetWindowsSystemroot(@Is(ParamKind.MOUNTABLE) String root) throws IOException;

    /**
     * Returns the format of the packages of the system at {@code root}: {@code deb}, {@code rpm}, {@code pacman},
     * {@code apk} and so on, or {@code unknown}.
     */
    @Action(
            name = "inspect-get-package-format",
            since = "1.7.5",
            summary = "format of the packages of an operating system")
    String inspectGetPackageFormat(@Is(ParamKind.MOUNTABLE) String root) throws IOException;

    /**
     * Returns the package manager of the system at {@code root}: {@code apt}, {@code dnf}, {@code yum}, {@code zypper}
     * and so on, or {@code unknown}.
     */
    @Action(
            name = "inspect-get-package-management",
            since = "1.7.5",
            summary = "package manager of an operating system")
    String inspectGetPackageManagement(@Is(ParamKind.MOUNTABLE) String root) throws IOException;

    /** Returns the host name that is configured in the system at {@code root}, or {@code unknown}. */
    @Action(name = "inspect-get-hostname", since = "1.7.9", summary = "host name of an operating system")
    String inspectGetHostname(@Is(ParamKind.MOUNTABLE) String root) throws IOException;

    /**
     * Returns the edition of the Windows system at {@code root}: {@code Client} or {@code Server} as a rule; {@code
     * unknown} for other systems.
     */
    @Action(name = "inspect-get-product-variant", since = "1.9.13", summary = "edition of an operating system")
    String inspectGetProductVariant(@Is(ParamKind.MOUNTABLE) String root) throws IOException;

    /**
     * Returns the control set that the Windows system at {@code root} uses, such as {@code ControlSet001}. Fails for
     * other systems.
     */
    @Action(
            name = "inspect-get-windows-current-control-set",
            since = "1.9.17",
            summary = "control set a Windows system uses")
    String inspectGetWindowsCurrentControlSet(@Is(ParamKind.MOUNTABLE) String root) throws IOException;

    /**
     * Returns the path of the registry hive {@code software} of the Windows system at {@code root}, for {@code
     * hivex-open}. Fails for other systems.
     */
    @Action(
            name = "inspect-get-windows-software-hive",
            since = "1.35.26",
            summary = "path of a Windows system's software hive")
    String inspectGetWindowsSoftwareHive(@Is(ParamKind.MOUNTABLE) String root) throws IOException;

    /**
     * Returns the path of the registry hive {@code system} of the Windows system at {@code root}, for {@code
     * hivex-open}. Fails for other systems.
     */
    @Action(
            name = "inspect-get-windows-system-hive",
            since = "1.35.26",
            summary = "path of a Windows system's system hive")
    String inspectGetWindowsSystemHive(@Is(ParamKind.MOUNTABLE) String root) throws IOException;

    /**
     * Returns the directories of the system at {@code root} and what belongs there according to its fstab. Mount the
     * shortest directory first.
     */
    @Action(
            name = "inspect-get-mountpoints",
            since = "1.5.3",
            returns = Content.MOUNTABLE,
            summary = "directories of an operating system and the devices mounted there")
    Map<String, String> inspectGetMountpoints(@Is(ParamKind.MOUNTABLE) String root) throws IOException;

    /**
     * Returns all filesystems that belong to the system at {@code root}, also those that are mounted nowhere, swap
     * among them.
     */
    @Action(
            name = "inspect-get-filesystems",
            since = "1.5.3",
            returns = Content.MOUNTABLE,
            summary = "filesystems that belong to an operating system")
    List<String> inspectGetFilesystems(@Is(ParamKind.MOUNTABLE) String root) throws IOException;

    /**
     * Returns the drive letters of the Windows system at {@code root} and the device of each; empty for other systems.
     */
    @Action(
            name = "inspect-get-drive-mappings",
            since = "1.9.17",
            returns = Content.DEVICE,
            summary = "drive letters of a Windows system and their devices")
    Map<String, String> inspectGetDriveMappings(@Is(ParamKind.MOUNTABLE) String root) throws IOException;

    /**
     * Lists what is installed in the system at {@code root}, from its package database or registry. Its filesystems
     * have to be mounted, as {@code guestfish -i} does.
     *
     * @return for each application its name, version and what else is known; what is not known is empty
     */
    @Action(
            name = "inspect-list-applications2",
            since = "1.19.56",
            summary = "applications installed in an operating system")
    List<Application2> inspectListApplications2(@Is(ParamKind.MOUNTABLE) String root) throws IOException;

    /**
     * Returns an icon of the system at {@code root} as PNG, where the guest has one; empty otherwise. Its filesystems
     * have to be mounted. The file comes from the guest: do not trust it.
     *
     * @param favicon whether a small icon of a web server will do; true unless given
     * @param highquality whether only icons of good quality count; false unless given
     */
    @Action(name = "inspect-get-icon", since = "1.11.12", summary = "icon of an operating system, as PNG")
    byte[] inspectGetIcon(
            @Is(ParamKind.MOUNTABLE) String root, @Opt @Nullable Boolean favicon, @Opt @Nullable Boolean highquality)
            throws IOException;

    /**
     * Returns the short name that libosinfo has for the system at {@code root}, such as {@code debian12}, or {@code
     * unknown}.
     */
    @Action(name = "inspect-get-osinfo", since = "1.39.1", summary = "libosinfo's short name of an operating system")
    String inspectGetOsinfo(@Is(ParamKind.MOUNTABLE) String root) throws IOException;

    /**
     * Lists what is installed in the system at {@code root}, as {@code inspect-list-applications2} does.
     *
     * @return for each application its name, version and what else is known, without its architecture
     */
    @Action(
            name = "inspect-list-applications",
            since = "1.7.8",
            deprecated = true,
            deprecatedBy = "inspect-list-applications2",
            summary = "applications installed in an operating system, in the older record")
    List<Application> inspectListApplications(@Is(ParamKind.MOUNTABLE) String root) throws IOException;

    /** Returns {@code installed} for the system at {@code root}: installers are not looked for. */
    @Action(
            name = "inspect-get-format",
            since = "1.9.4",
            deprecated = true,
            summary = "whether an operating system is installed or an installer")
    String inspectGetFormat(@Is(ParamKind.MOUNTABLE) String root) throws IOException;

    /** Returns false for the system at {@code root}: live media are not looked for. */
    @Action(name = "inspect-is-live", since = "1.9.4", deprecated = true, summary = "whether a disk is a live medium")
    boolean inspectIsLive(@Is(ParamKind.MOUNTABLE) String root) throws IOException;

    /** Returns false for the system at {@code root}: installers are not looked for. */
    @Action(
            name = "inspect-is-netinst",
            since = "1.9.4",
            deprecated = true,
            summary = "whether a disk is a network installer")
    boolean inspectIsNetinst(@Is(ParamKind.MOUNTABLE) String root) throws IOException;

    /** Returns false for the system at {@code root}: installers are not looked for. */
    @Action(
            name = "inspect-is-multipart",
            since = "1.9.4",
            deprecated = true,
            summary = "whether a disk is one of an installer's set")
    boolean inspectIsMultipart(@Is(ParamKind.MOUNTABLE) String root) throws IOException;
}
