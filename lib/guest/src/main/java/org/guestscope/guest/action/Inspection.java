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

    @Action(
            name = "inspect-os",
            since = "1.5.3",
            returns = Content.MOUNTABLE,
            summary = "look for operating systems on the disks")
    List<String> inspectOs() throws IOException;

    @Action(
            name = "inspect-get-roots",
            since = "1.7.3",
            returns = Content.MOUNTABLE,
            summary = "root devices found by the last search")
    List<String> inspectGetRoots() throws IOException;

    @Action(name = "inspect-get-type", since = "1.5.3", summary = "kind of an operating system")
    String inspectGetType(@Is(ParamKind.MOUNTABLE) String root) throws IOException;

    @Action(name = "inspect-get-arch", since = "1.5.3", summary = "processor of an operating system")
    String inspectGetArch(@Is(ParamKind.MOUNTABLE) String root) throws IOException;

    @Action(name = "inspect-get-distro", since = "1.5.3", summary = "distribution of an operating system")
    String inspectGetDistro(@Is(ParamKind.MOUNTABLE) String root) throws IOException;

    @Action(name = "inspect-get-major-version", since = "1.5.3", summary = "major version of an operating system")
    int inspectGetMajorVersion(@Is(ParamKind.MOUNTABLE) String root) throws IOException;

    @Action(name = "inspect-get-minor-version", since = "1.5.3", summary = "minor version of an operating system")
    int inspectGetMinorVersion(@Is(ParamKind.MOUNTABLE) String root) throws IOException;

    @Action(name = "inspect-get-product-name", since = "1.5.3", summary = "full name of an operating system")
    String inspectGetProductName(@Is(ParamKind.MOUNTABLE) String root) throws IOException;

    @Action(
            name = "inspect-get-windows-systemroot",
            since = "1.5.25",
            summary = "Windows directory of an operating system")
    String inspectGetWindowsSystemroot(@Is(ParamKind.MOUNTABLE) String root) throws IOException;

    @Action(
            name = "inspect-get-package-format",
            since = "1.7.5",
            summary = "format of the packages of an operating system")
    String inspectGetPackageFormat(@Is(ParamKind.MOUNTABLE) String root) throws IOException;

    @Action(
            name = "inspect-get-package-management",
            since = "1.7.5",
            summary = "package manager of an operating system")
    String inspectGetPackageManagement(@Is(ParamKind.MOUNTABLE) String root) throws IOException;

    @Action(name = "inspect-get-hostname", since = "1.7.9", summary = "host name of an operating system")
    String inspectGetHostname(@Is(ParamKind.MOUNTABLE) String root) throws IOException;

    @Action(name = "inspect-get-product-variant", since = "1.9.13", summary = "edition of an operating system")
    String inspectGetProductVariant(@Is(ParamKind.MOUNTABLE) String root) throws IOException;

    @Action(
            name = "inspect-get-windows-current-control-set",
            since = "1.9.17",
            summary = "control set a Windows system uses")
    String inspectGetWindowsCurrentControlSet(@Is(ParamKind.MOUNTABLE) String root) throws IOException;

    @Action(
            name = "inspect-get-windows-software-hive",
            since = "1.35.26",
            summary = "path of a Windows system's software hive")
    String inspectGetWindowsSoftwareHive(@Is(ParamKind.MOUNTABLE) String root) throws IOException;

    @Action(
            name = "inspect-get-windows-system-hive",
            since = "1.35.26",
            summary = "path of a Windows system's system hive")
    String inspectGetWindowsSystemHive(@Is(ParamKind.MOUNTABLE) String root) throws IOException;

    @Action(
            name = "inspect-get-mountpoints",
            since = "1.5.3",
            returns = Content.MOUNTABLE,
            summary = "directories of an operating system and the devices mounted there")
    Map<String, String> inspectGetMountpoints(@Is(ParamKind.MOUNTABLE) String root) throws IOException;

    @Action(
            name = "inspect-get-filesystems",
            since = "1.5.3",
            returns = Content.MOUNTABLE,
            summary = "filesystems that belong to an operating system")
    List<String> inspectGetFilesystems(@Is(ParamKind.MOUNTABLE) String root) throws IOException;

    @Action(
            name = "inspect-get-drive-mappings",
            since = "1.9.17",
            returns = Content.DEVICE,
            summary = "drive letters of a Windows system and their devices")
    Map<String, String> inspectGetDriveMappings(@Is(ParamKind.MOUNTABLE) String root) throws IOException;

    @Action(
            name = "inspect-list-applications2",
            since = "1.19.56",
            summary = "applications installed in an operating system")
    List<Application2> inspectListApplications2(@Is(ParamKind.MOUNTABLE) String root) throws IOException;

    @Action(name = "inspect-get-icon", since = "1.11.12", summary = "icon of an operating system, as PNG")
    byte[] inspectGetIcon(
            @Is(ParamKind.MOUNTABLE) String root, @Opt @Nullable Boolean favicon, @Opt @Nullable Boolean highquality)
            throws IOException;

    @Action(name = "inspect-get-osinfo", since = "1.39.1", summary = "libosinfo's short name of an operating system")
    String inspectGetOsinfo(@Is(ParamKind.MOUNTABLE) String root) throws IOException;

    @Action(
            name = "inspect-list-applications",
            since = "1.7.8",
            deprecated = true,
            deprecatedBy = "inspect-list-applications2",
            summary = "applications installed in an operating system, in the older record")
    List<Application> inspectListApplications(@Is(ParamKind.MOUNTABLE) String root) throws IOException;

    @Action(
            name = "inspect-get-format",
            since = "1.9.4",
            deprecated = true,
            summary = "whether an operating system is installed or an installer")
    String inspectGetFormat(@Is(ParamKind.MOUNTABLE) String root) throws IOException;

    @Action(name = "inspect-is-live", since = "1.9.4", deprecated = true, summary = "whether a disk is a live medium")
    boolean inspectIsLive(@Is(ParamKind.MOUNTABLE) String root) throws IOException;

    @Action(
            name = "inspect-is-netinst",
            since = "1.9.4",
            deprecated = true,
            summary = "whether a disk is a network installer")
    boolean inspectIsNetinst(@Is(ParamKind.MOUNTABLE) String root) throws IOException;

    @Action(
            name = "inspect-is-multipart",
            since = "1.9.4",
            deprecated = true,
            summary = "whether a disk is one of an installer's set")
    boolean inspectIsMultipart(@Is(ParamKind.MOUNTABLE) String root) throws IOException;
}
