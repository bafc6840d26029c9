package org.guestscope.appliance;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * What appliance is in use.
 *
 * @param directory where its files are
 * @param origin the file it was unpacked from, or "built here"
 * @param made when it was built or unpacked
 * @param imageBytes the size of its files
 * @param snapshotBytes what the saved states of booted machines take on the host's disk
 * @param packages the file names of the packages in it
 */
public record ApplianceInfo(
        Path directory, String origin, Instant made, long imageBytes, long snapshotBytes, List<String> packages) {}
