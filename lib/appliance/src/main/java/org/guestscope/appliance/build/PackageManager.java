package org.guestscope.appliance.build;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The host distribution's package manager, used for what it knows best: which packages belong together, where they are,
 * and whether they are genuine. It works in a directory of its own and never changes the host.
 */
interface PackageManager {

    /** The recipe resource for its distribution family. */
    String recipe();

    /** What the user can do when packages cannot be had, a sentence. */
    String advice();

    /** Fetches the lists of packages, verifying their signatures. */
    void refresh(BuildProgress progress) throws IOException;

    /** Which of {@code names} can be had. */
    List<String> available(List<String> names) throws IOException;

    /**
     * The packages that {@code names} need, themselves included.
     *
     * @return each package's name and the file it will be downloaded to
     */
    Map<String, Path> closure(List<String> names) throws IOException;

    /** Downloads the closure of {@code names}, verified by the hashes of the signed lists; continues what was begun. */
    void download(List<String> names, BuildProgress progress) throws IOException;

    /** Unpacks a downloaded package into {@code tree}. */
    void unpack(Path file, RootTree tree) throws IOException;

    /** Forgets the downloaded files. */
    void clean() throws IOException;
}
