package org.guestscope.appliance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.guestscope.appliance.build.ApplianceBuilder;
import org.guestscope.appliance.build.BuildProgress;

/** Where a base layer comes from that is not in the cache yet. */
interface BaseSource {

    /** Everything the layer depends on: equal texts, interchangeable layers. */
    String inputs() throws IOException;

    /** Where it comes from, in the user's words. */
    String origin();

    /** Makes the layer's files in {@code output}, an empty directory. */
    void make(Path output, BuildProgress progress) throws IOException;

    /** Built from the distribution's packages; downloads are kept in {@code work} until it is done. */
    static BaseSource building(Path work) {
        return new BaseSource() {
            @Override
            public String inputs() throws IOException {
                return ApplianceBuilder.baseInputs();
            }

            @Override
            public String origin() {
                return "built here";
            }

            @Override
            public void make(Path output, BuildProgress progress) throws IOException {
                new ApplianceBuilder(work, progress).buildBase(output);
            }
        };
    }

    /** Unpacked from an exported appliance. */
    static BaseSource exported(Path file) {
        return new BaseSource() {
            @Override
            public String inputs() throws IOException {
                if (!Files.isReadable(file)) {
                    throw new ApplianceBuildException(
                            "appliance: %s: cannot be read".formatted(file),
                            "%s names it; make it with 'guestfish --make-appliance FILE', or unset the variable."
                                    .formatted(ApplianceCache.APPLIANCE_VARIABLE));
                }
                return FileStamp.of(file);
            }

            @Override
            public String origin() {
                return file.toString();
            }

            @Override
            public void make(Path output, BuildProgress progress) throws IOException {
                ExportedAppliance.unpack(file, output, progress);
            }
        };
    }
}
