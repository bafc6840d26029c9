package org.guestscope.appliance.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A drive as it was added.
 *
 * @param name the file name as given, raw, or the path on the server
 * @param file the absolute name of a local file, or null when the drive is on a server
 * @param protocol {@code file} or the network protocol
 * @param cachemode null for the default
 * @param discard {@code disable}, {@code enable} or {@code besteffort}
 * @param blocksize in bytes; 0 for the default
 * @param running whether a running domain may have it open
 */
public record Drive(
        String name,
        @Nullable String file,
        boolean readOnly,
        @Nullable String format,
        @Nullable String iface,
        @Nullable String hint,
        @Nullable String label,
        String protocol,
        List<DriveServer> servers,
        @Nullable String username,
        @Nullable String secret,
        @Nullable String cachemode,
        String discard,
        boolean copyOnRead,
        int blocksize,
        boolean running) {

    /** One line for {@code debug-drives}. */
    String describe() {
        StringBuilder line = new StringBuilder(name);
        line.append(readOnly ? " readonly" : "");
        append(line, "format", format);
        append(line, "protocol", protocol);
        append(line, "iface", iface);
        append(line, "name", hint);
        append(line, "label", label);
        append(line, "cache", cachemode);
        append(line, "discard", discard.equals("disable") ? null : discard);
        line.append(copyOnRead ? " copyonread" : "");
        append(line, "blocksize", blocksize == 0 ? null : String.valueOf(blocksize));
        return line.toString();
    }

    private static void append(StringBuilder line, String key, @Nullable String value) {
        if (value != null) {
            line.append(' ').append(key).append('=').append(value);
        }
    }
}
