package org.guestscope.disk.image;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.guestscope.disk.DiskFormatException;
import org.jspecify.annotations.Nullable;

/**
 * The URI of a disk.
 *
 * @param scheme in lower case
 * @param name the URI without a password, for errors
 * @param location what QEMU calls the disk; the path of a {@code file} URI
 */
record DiskUri(String scheme, String name, String location) {

    static final Pattern SYNTAX = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*");

    /** Those whose URIs QEMU takes as they are. */
    private static final Set<String> QEMU_SCHEMES =
            Set.of("nbd", "nbds", "nbd+unix", "nbds+unix", "ssh", "http", "https", "ftp", "ftps", "iscsi");

    static DiskUri parse(String uri) throws DiskFormatException {
        String name = uri.replaceFirst("^([^:]+://[^:/@]*):[^/@]*@", "$1:***@").replaceAll("\\p{Cntrl}", "?");
        URI parsed;
        try {
            parsed = new URI(uri);
        } catch (URISyntaxException e) {
            throw DiskFormatException.not(name, "URI", String.valueOf(e.getReason()));
        }
        String scheme = String.valueOf(parsed.getScheme()).toLowerCase(Locale.ROOT);
        if (scheme.equals("file")) {
            return new DiskUri(scheme, name, requirePath(name, parsed.getPath()));
        }
        if (scheme.equals("rbd")) {
            return new DiskUri(scheme, name, rbd(name, parsed));
        }
        if (!QEMU_SCHEMES.contains(scheme)) {
            throw DiskFormatException.unsupported(name, "URI", "protocol '%s' is not known".formatted(scheme));
        }
        return new DiskUri(scheme, name, uri);
    }

    private static String requirePath(String name, @Nullable String path) throws DiskFormatException {
        if (path == null || path.length() < 2) {
            throw DiskFormatException.not(name, "URI of a disk", "it has no path");
        }
        return path;
    }

    /** QEMU has a syntax of its own for Ceph: pool/image, then options, in which a colon is escaped. */
    private static String rbd(String name, URI uri) throws DiskFormatException {
        StringBuilder location = new StringBuilder("rbd:")
                .append(requirePath(name, uri.getPath()).substring(1));
        if (uri.getHost() != null) {
            location.append(":mon_host=").append(uri.getHost());
            if (uri.getPort() >= 0) {
                location.append("\\:").append(uri.getPort());
            }
        }
        if (uri.getUserInfo() != null) {
            location.append(":id=").append(uri.getUserInfo());
        }
        return location.toString();
    }
}
