package org.guestscope.agent.inspect.packages;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.guestscope.agent.inspect.file.GuestFiles;
import org.guestscope.agent.sysroot.Sysroot;
import org.junit.jupiter.api.io.TempDir;

/** The package lists that are texts: dpkg's, apk's and pacman's. */
class PackageListFuzzTest {

    @TempDir
    Path directory;

    @FuzzTest(maxDuration = "5m")
    void anyTextIsAListOrARefusal(byte[] text) throws IOException {
        Files.write(Files.createDirectories(directory.resolve("var/lib/dpkg")).resolve("status"), text);
        Files.write(Files.createDirectories(directory.resolve("lib/apk/db")).resolve("installed"), text);
        Files.write(
                Files.createDirectories(directory.resolve("var/lib/pacman/local/a-1"))
                        .resolve("desc"),
                text);
        GuestFiles files = new GuestFiles(new Sysroot(directory.toString()));
        for (List<InstalledPackage> found :
                List.of(DpkgStatus.read(files), ApkDatabase.read(files), PacmanDatabase.read(files))) {
            for (InstalledPackage one : found) {
                assertThat(one.name()).isNotEmpty();
                assertThat(one.description().length()).isLessThanOrEqualTo(InstalledPackage.LONGEST_TEXT);
            }
        }
    }
}
