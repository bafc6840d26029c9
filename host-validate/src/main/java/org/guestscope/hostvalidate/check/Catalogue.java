package org.guestscope.hostvalidate.check;

import java.util.ArrayList;
import java.util.List;
import org.guestscope.hostvalidate.host.Host;

/** All checks, by group. */
public final class Catalogue {
    private Catalogue() {}

    /** The checks of an ordinary run. */
    public static List<Check<?>> checks() {
        List<Check<?>> checks = new ArrayList<>();
        checks.addAll(ProcessorChecks.all());
        checks.addAll(KvmChecks.all());
        checks.addAll(MemoryChecks.all());
        checks.addAll(DeviceChecks.all());
        checks.addAll(PassthroughChecks.all());
        checks.addAll(NetworkChecks.all());
        checks.addAll(StorageChecks.all());
        checks.addAll(FirmwareChecks.all());
        checks.addAll(SecurityChecks.all());
        checks.addAll(SoftwareChecks.all());
        checks.addAll(LimitChecks.all());
        checks.addAll(ConfidentialChecks.all());
        return checks;
    }

    /** The checks of a run that may take a minute: those of {@link #checks} and the boot of a kernel. */
    public static List<Check<?>> checksWithBoot() {
        List<Check<?>> checks = checks();
        int end = 0;
        while (checks.get(end).group().compareTo(Group.KVM) <= 0) {
            end++;
        }
        checks.add(end, KvmChecks.BOOT);
        return checks;
    }

    /** Runs them in order. */
    public static List<Result> run(List<Check<?>> checks, Host host) {
        List<Result> results = new ArrayList<>();
        for (Check<?> check : checks) {
            results.add(check.run(host));
        }
        return results;
    }
}
