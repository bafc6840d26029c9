package org.guestscope.hostvalidate.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.guestscope.appliance.ApplianceCache;
import org.guestscope.appliance.ApplianceException;
import org.guestscope.appliance.ApplianceInfo;
import org.guestscope.appliance.build.ApplianceBuilder;
import org.guestscope.hostvalidate.host.Host;

/** Finds a stock kernel to boot: the appliance's, which every user can read, or else the newest in /boot. */
final class BootKernel {
    private BootKernel() {}

    /** Its path; "" when there is none that this user may read. */
    static String find(Host host) {
        String appliance = appliance();
        return appliance.isEmpty() ? newestIn(host, "/boot") : appliance;
    }

    private static String appliance() {
        try {
            Optional<ApplianceInfo> info = ApplianceCache.fromEnvironment().info();
            if (info.isPresent()) {
                Path kernel = info.get().directory().resolve(ApplianceBuilder.KERNEL);
                return Files.isReadable(kernel) ? kernel.toString() : "";
            }
            return "";
        } catch (ApplianceException unusable) {
            return "";
        }
    }

    static String newestIn(Host host, String folder) {
        String found = "";
        long newest = -1;
        for (String name : host.list(folder)) {
            String path = folder + "/" + name;
            if (name.startsWith("vmlinuz") && host.readable(path) && host.modified(path) > newest) {
                found = path;
                newest = host.modified(path);
            }
        }
        return found;
    }
}
