package org.guestscope.agent.inspect;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.guestscope.agent.action.ActionContext;
import org.guestscope.agent.child.ChildException;
import org.guestscope.guest.action.Inspection;
import org.guestscope.guest.struct.Application;
import org.guestscope.guest.struct.Application2;
import org.jspecify.annotations.Nullable;

/** Answers what an inspection found; {@code inspect-os} is the one that looks. */
public final class InspectionActions implements Inspection {

    private static final String UNKNOWN = "unknown";

    private final Storage storage;
    private Map<String, OperatingSystem> systems = new LinkedHashMap<>();
    private boolean inspected;

    /** With what all actions share. */
    public InspectionActions(ActionContext context) {
        this(new ApplianceStorage(context));
    }

    InspectionActions(Storage storage) {
        this.storage = storage;
    }

    @Override
    public List<String> inspectOs() throws IOException {
        systems = new Inspector(storage).inspect();
        inspected = true;
        return List.copyOf(systems.keySet());
    }

    @Override
    public List<String> inspectGetRoots() {
        return List.copyOf(systems.keySet());
    }

    @Override
    public String inspectGetType(String root) throws IOException {
        return orUnknown(system(root).type);
    }

    @Override
    public String inspectGetArch(String root) throws IOException {
        return orUnknown(system(root).arch);
    }

    @Override
    public String inspectGetDistro(String root) throws IOException {
        return orUnknown(system(root).distro);
    }

    @Override
    public int inspectGetMajorVersion(String root) throws IOException {
        return system(root).major();
    }

    @Override
    public int inspectGetMinorVersion(String root) throws IOException {
        return system(root).minor();
    }

    @Override
    public String inspectGetProductName(String root) throws IOException {
        return orUnknown(system(root).productName);
    }

    @Override
    public String inspectGetProductVariant(String root) throws IOException {
        return orUnknown(system(root).productVariant);
    }

    @Override
    public String inspectGetHostname(String root) throws IOException {
        return orUnknown(system(root).hostname);
    }

    @Override
    public String inspectGetPackageFormat(String root) throws IOException {
        return orUnknown(PackageSystem.format(system(root)));
    }

    @Override
    public String inspectGetPackageManagement(String root) throws IOException {
        return orUnknown(PackageSystem.management(system(root)));
    }

    @Override
    public String inspectGetWindowsSystemroot(String root) throws IOException {
        return windows(root, system(root).windowsSystemroot, "Windows directory");
    }

    @Override
    public String inspectGetWindowsCurrentControlSet(String root) throws IOException {
        return windows(root, system(root).windowsCurrentControlSet, "current control set");
    }

    @Override
    public String inspectGetWindowsSoftwareHive(String root) throws IOException {
        return windows(root, system(root).windowsSoftwareHive, "software hive");
    }

    @Override
    public String inspectGetWindowsSystemHive(String root) throws IOException {
        return windows(root, system(root).windowsSystemHive, "system hive");
    }

    private static String windows(String root, @Nullable String found, String what) throws IOException {
        if (found == null) {
            throw new ChildException(root + ": not a Windows guest, or not a whole one: no " + what);
        }
        return found;
    }

    @Override
    public Map<String, String> inspectGetMountpoints(String root) throws IOException {
        return Inspector.mountpoints(root, system(root));
    }

    @Override
    public List<String> inspectGetFilesystems(String root) throws IOException {
        return Inspector.filesystems(root, system(root));
    }

    @Override
    public Map<String, String> inspectGetDriveMappings(String root) throws IOException {
        return system(root).driveMappings;
    }

    @Override
    public List<Application2> inspectListApplications2(String root) throws IOException {
        return new InstalledApplications(system(root), storage.mounted()).list();
    }

    @Override
    public List<Application> inspectListApplications(String root) throws IOException {
        List<Application> older = new ArrayList<>();
        for (Application2 application : inspectListApplications2(root)) {
            older.add(new Application(
                    application.app2Name(),
                    application.app2DisplayName(),
                    application.app2Epoch(),
                    application.app2Version(),
                    application.app2Release(),
                    application.app2InstallPath(),
                    application.app2TransPath(),
                    application.app2Publisher(),
                    application.app2Url(),
                    application.app2SourcePackage(),
                    application.app2Summary(),
                    application.app2Description()));
        }
        return older;
    }

    @Override
    public byte[] inspectGetIcon(String root, @Nullable Boolean favicon, @Nullable Boolean highquality)
            throws IOException {
        return new Icon(system(root), storage.mounted())
                .find(!Boolean.FALSE.equals(favicon), Boolean.TRUE.equals(highquality));
    }

    @Override
    public String inspectGetOsinfo(String root) throws IOException {
        return Osinfo.of(system(root));
    }

    /** Installed systems are all that an inspection finds. */
    @Override
    public String inspectGetFormat(String root) throws IOException {
        system(root);
        return "installed";
    }

    @Override
    public boolean inspectIsLive(String root) throws IOException {
        system(root);
        return false;
    }

    @Override
    public boolean inspectIsNetinst(String root) throws IOException {
        system(root);
        return false;
    }

    @Override
    public boolean inspectIsMultipart(String root) throws IOException {
        system(root);
        return false;
    }

    private OperatingSystem system(String root) throws IOException {
        requireInspection();
        OperatingSystem system = systems.get(root);
        if (system == null) {
            throw new ChildException(root + ": root device not found: inspect-os has found no operating system there");
        }
        return system;
    }

    private void requireInspection() throws IOException {
        if (!inspected) {
            throw new ChildException("nothing is inspected yet: call inspect-os first");
        }
    }

    private static String orUnknown(@Nullable String text) {
        return text == null ? UNKNOWN : text;
    }
}
