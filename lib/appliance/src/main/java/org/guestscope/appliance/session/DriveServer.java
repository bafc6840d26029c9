package org.guestscope.appliance.session;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A server of a network drive: {@code HOST}, {@code HOST:PORT}, {@code tcp:HOST[:PORT]} or {@code unix:SOCKET}.
 *
 * @param host null for a Unix socket
 * @param port 0 for the protocol's own
 * @param socket null for a host
 */
record DriveServer(
        @Nullable String host, int port, @Nullable String socket) {
    private static final Pattern HOST =
            Pattern.compile("(?:tcp:)?(\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9._-]+)(?::([0-9]{1,5}))?");

    /** Reads a server; null when it is none. */
    static @Nullable DriveServer parse(String text) {
        if (text.startsWith("unix:")) {
            String socket = text.substring("unix:".length());
            return socket.startsWith("/") ? new DriveServer(null, 0, socket) : null;
        }
        Matcher matcher = HOST.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        int port = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
        return port > 0xFFFF ? null : new DriveServer(matcher.group(1), port, null);
    }

    /** {@code HOST[:PORT]} as in a URI. */
    String authority() {
        return host + (port == 0 ? "" : ":" + port);
    }

    @Override
    public String toString() {
        return socket != null ? "unix:" + socket : "tcp:" + authority();
    }
}
