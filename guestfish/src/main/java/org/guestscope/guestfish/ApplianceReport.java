package org.guestscope.guestfish;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.guestscope.appliance.ApplianceCache;
import org.guestscope.appliance.ApplianceException;
import org.guestscope.appliance.ApplianceInfo;
import org.guestscope.cli.HumanSize;

/** What {@code --appliance-info} prints. */
final class ApplianceReport {
    private ApplianceReport() {}

    static String text() throws ApplianceException {
        ApplianceCache cache = ApplianceCache.fromEnvironment();
        Optional<ApplianceInfo> found = cache.info();
        if (found.isEmpty()) {
            return "cache: " + cache.directory() + "\nappliance: none yet; it is built when it is first needed\n";
        }
        ApplianceInfo info = found.get();
        return "cache: " + cache.directory()
                + "\nappliance: " + info.directory()
                + "\norigin: " + info.origin()
                + "\nmade: "
                + DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                        info.made().atZone(ZoneId.systemDefault()).withNano(0))
                + "\nsize: " + HumanSize.of(info.imageBytes(), 1)
                + "\nsnapshots: " + HumanSize.of(info.snapshotBytes(), 1)
                + "\npackages: " + info.packages().size() + "\n  " + String.join("\n  ", info.packages()) + "\n";
    }
}
