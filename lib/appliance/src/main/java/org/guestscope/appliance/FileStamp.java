package org.guestscope.appliance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/** Tells whether a file is still the one it was, without reading it. */
final class FileStamp {

    private FileStamp() {}

    /** Path, size and time of the last change; "missing" in place of the latter for a file that is not there. */
    static String of(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return file + " " + attributes.size() + " "
                    + attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
        } catch (IOException e) {
            return file + " missing";
        }
    }
}
