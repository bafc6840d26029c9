package org.guestscope.agent.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** Guests whose text files a fuzzer wrote: every question has an answer, or a refusal. */
class InspectionFuzzTest {

    private static final String ROOT = "/dev/sda1";

    private static final String[] FILES = {
        "/etc/os-release",
        "/etc/lsb-release",
        "/etc/redhat-release",
        "/etc/centos-release",
        "/etc/SuSE-release",
        "/etc/debian_version",
        "/etc/alpine-release",
        "/etc/frugalware-release",
        "/etc/pld-release",
        "/etc/cirros/version",
        "/etc/fstab",
        "/etc/mdadm.conf",
        "/etc/hostname",
        "/etc/sysconfig/network",
        "/etc/release",
        "/etc/motd",
        "/etc/version"
    };

    @TempDir
    Path directory;

    /** Written once as a whole; then each input changes three of the files, and takes them away again. */
    @FuzzTest(maxDuration = "5m")
    void releaseFiles(FuzzedDataProvider data) throws IOException {
        PhonyStorage storage = new PhonyStorage(directory).add(ROOT, "ext4", "/etc/cirros/", "", "/etc/sysconfig/", "");
        storage.add(ROOT, "ext4", "/bin/sh", "", "/etc/hosts", "");
        Map<String, Path> written = new HashMap<>();
        for (int i = 0; i < 3; i++) {
            String name = data.pickValue(FILES);
            Path file = storage.tree(ROOT).resolve(name.substring(1));
            Files.write(file, i < 2 ? data.consumeBytes(data.consumeInt(0, 200)) : data.consumeRemainingAsBytes());
            written.put(name, file);
        }
        try {
            ask(storage);
        } finally {
            for (Path file : written.values()) {
                Files.delete(file);
            }
        }
    }

    private static void ask(PhonyStorage storage) throws IOException {
        InspectionActions actions = new InspectionActions(storage);
        for (String root : actions.inspectOs()) {
            assertThat(actions.inspectGetMajorVersion(root)).isNotNegative();
            assertThat(actions.inspectGetMinorVersion(root)).isNotNegative();
            assertThat(actions.inspectGetDistro(root)).isNotEmpty();
            assertThat(actions.inspectGetOsinfo(root)).isNotEmpty();
            actions.inspectGetMountpoints(root);
            actions.inspectGetProductName(root);
            actions.inspectGetProductVariant(root);
            actions.inspectGetHostname(root);
            actions.inspectGetPackageManagement(root);
            actions.inspectGetFilesystems(root);
        }
    }
}
