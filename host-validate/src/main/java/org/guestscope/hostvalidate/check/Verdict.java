package org.guestscope.hostvalidate.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the checks of KVM say taken together, in one line. */
public final class Verdict {
    private Verdict() {}

    /** The verdict on a run's results. */
    public static String of(List<Result> results) {
        Map<String, Finding> findings = new HashMap<>();
        for (Result result : results) {
            findings.put(result.check().id(), result.finding());
        }
        Finding device = found(findings, "kvm-device");
        Finding answers = found(findings, "kvm-answers");
        Finding speed = found(findings, "kvm-speed");
        Finding boot = found(findings, "kvm-boot");
        Finding backend = found(findings, "kvm-backend");
        if (device.level() == Level.FAIL) {
            return device.seen().startsWith("it exists")
                    ? "KVM present, but this user may not use it"
                    : "no KVM: guests can only be emulated";
        }
        if (answers.level() == Level.FAIL) {
            return "KVM present, but it makes no virtual machine";
        }
        if (boot.level() == Level.FAIL || (boot.skipped() && speed.level() == Level.FAIL)) {
            return "KVM present, stock guests do not boot";
        }
        if (boot.level() == Level.PASS && !boot.skipped()) {
            return "KVM works: a stock guest booted";
        }
        if (speed.level() == Level.FAIL || backend.level() == Level.WARN) {
            return "KVM present, but guests run slowly or not at all";
        }
        return speed.skipped() ? "KVM present; whether it runs guests was not tried" : "KVM works";
    }

    private static Finding found(Map<String, Finding> findings, String id) {
        return findings.getOrDefault(id, Finding.skipped("not run"));
    }
}
