package org.guestscope.appliance.session;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.regex.Pattern;
import org.guestscope.guest.call.ByteText;
import org.jspecify.annotations.Nullable;

/**
 * Where {@code -a} finds a disk: a local file, or what a URI says in the terms of {@code add-drive}.
 *
 * @param path local file name, or the path, export or volume on the server
 * @param protocol null for a local file
 * @param server none or one of {@code tcp:HOST[:PORT]}, {@code unix:SOCKET}
 */
public record ImageLocation(
        String path,
        @Nullable String protocol,
        List<String> server,
        @Nullable String username,
        @Nullable String secret) {
    /** One to eight lower-case letters; {@code s3://x} or {@code C://x} are file names. */
    private static final Pattern URI_START = Pattern.compile("[a-z]{1,8}(\\+unix)?://.*", Pattern.DOTALL);

    /** Protocols whose path is an export, volume or target and has no leading slash. */
    private static final List<String> NAMED = List.of("gluster", "iscsi", "nbd", "nbd+unix", "rbd", "sheepdog");

    /**
     * Reads what follows {@code -a}, a byte text.
     *
     * @throws IllegalArgumentException when it begins like a URI and is none; the message says how
     */
    public static ImageLocation parse(String argument) {
        if (!URI_START.matcher(argument).matches()) {
            return file(argument);
        }
        URI uri;
        try {
            uri = new URI(argument);
            if (uri.getHost() == null && uri.getRawAuthority() != null) {
                uri.parseServerAuthority();
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("--add: could not parse URI ‘" + argument + "’", e);
        }
        String path = decode(uri.getRawPath());
        String socket = query(uri.getRawQuery(), "socket");
        String host = uri.getHost();
        if (uri.getScheme().equals("file")) {
            return file(host == null ? path : "");
        }
        if (host != null && socket != null) {
            throw new IllegalArgumentException(
                    argument + ": cannot have both a server name and a socket query parameter");
        }
        String protocol = uri.getScheme().equals("nbd+unix") ? "nbd" : uri.getScheme();
        List<String> server = socket != null
                ? List.of("unix:" + socket)
                : host == null ? List.of() : List.of("tcp:" + host + (uri.getPort() < 0 ? "" : ":" + uri.getPort()));
        if (NAMED.contains(uri.getScheme()) && path.startsWith("/")) {
            path = path.substring(1);
        }
        String user = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
        int colon = user.indexOf(':');
        String name = decode(colon < 0 ? user : user.substring(0, colon));
        String secret = colon < 0 ? "" : decode(user.substring(colon + 1));
        return new ImageLocation(path, protocol, server, emptyToNull(name), emptyToNull(secret));
    }

    /** A file of this host. */
    public static ImageLocation file(String name) {
        return new ImageLocation(name, null, List.of(), null, null);
    }

    private static @Nullable String emptyToNull(String s) {
        return s.isEmpty() ? null : s;
    }

    private static @Nullable String query(@Nullable String query, String name) {
        if (query != null) {
            for (String pair : query.split("[&;]")) {
                if (pair.startsWith(name + "=")) {
                    return decode(pair.substring(name.length() + 1));
                }
            }
        }
        return null;
    }

    /** Percent-decodes to a raw string; {@link URI#getPath} would decode as UTF-8 and lose other bytes. */
    private static String decode(@Nullable String text) {
        if (text == null) {
            return "";
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                out.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                out.write(c);
            }
        }
        return ByteText.of(out.toByteArray());
    }
}
