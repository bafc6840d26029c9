package org.guestscope.appliance;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where an image's bytes are, as QEMU's block layer says it (BlockdevOptions in qapi/block-core.json).
 *
 * @param node the options of the node that reads the bytes, without name and access mode
 * @param local the file of this host it is, or null
 * @param secret what logs in to the server, or null
 */
record BlockSource(
        Map<String, Object> node,
        @Nullable Path local,
        @Nullable String secret) {

    private static final int NBD_PORT = 10809;
    private static final int SSH_PORT = 22;
    private static final int ISCSI_PORT = 3260;
    private static final int GLUSTER_PORT = 24007;

    private static final Set<String> CURL = Set.of("http", "https", "ftp", "ftps");

    /**
     * Reads a path or a URI.
     *
     * @throws DiskAttachException when it is a URI of no protocol known
     */
    static BlockSource of(String source) throws ApplianceException {
        int colon = source.indexOf("://");
        if (colon <= 0 || !source.substring(0, colon).matches("[a-z][a-z+]*")) {
            Path path = Path.of(source).toAbsolutePath();
            boolean special = Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path);
            return new BlockSource(
                    options("driver", special ? "host_device" : "file", "filename", path.toString()), path, null);
        }
        URI uri;
        try {
            uri = new URI(source);
        } catch (URISyntaxException e) {
            throw bad(source, "not a URI: " + e.getReason());
        }
        String user = null;
        String secret = null;
        String info = uri.getUserInfo();
        if (info != null) {
            int separator = info.indexOf(':');
            user = separator < 0 ? info : info.substring(0, separator);
            secret = separator < 0 ? null : info.substring(separator + 1);
        }
        String path = uri.getPath() == null ? "" : uri.getPath();
        String relative = path.startsWith("/") ? path.substring(1) : path;
        return new BlockSource(node(source, uri, user, path, relative), null, secret);
    }

    private static Map<String, Object> node(String source, URI uri, @Nullable String user, String path, String relative)
            throws ApplianceException {
        Map<String, Object> node;
        switch (uri.getScheme()) {
            case "nbd" -> {
                node = options("driver", "nbd", "server", internet(uri, NBD_PORT));
                putUnlessEmpty(node, "export", relative);
            }
            case "nbd+unix" -> {
                node = options("driver", "nbd", "server", unix(source, uri));
                putUnlessEmpty(node, "export", relative);
            }
            case "ssh" -> {
                node = options("driver", "ssh", "path", path, "server", address(uri, SSH_PORT));
                putUnlessEmpty(node, "user", user);
            }
            case "http", "https", "ftp", "ftps" -> {
                node = options("driver", uri.getScheme(), "url", withoutUser(uri), "readahead", 65536);
                putUnlessEmpty(node, "username", user);
            }
            case "iscsi" -> {
                int slash = relative.indexOf('/');
                String target = slash < 0 ? relative : relative.substring(0, slash);
                String lun = slash < 0 ? "0" : relative.substring(slash + 1);
                if (!lun.matches("\\d{1,5}")) {
                    throw bad(source, "the logical unit must be a number");
                }
                String portal = host(uri) + ":" + (uri.getPort() < 0 ? ISCSI_PORT : uri.getPort());
                node = options("driver", "iscsi", "transport", "tcp", "portal", portal, "target", target);
                node.put("lun", Integer.parseInt(lun));
                putUnlessEmpty(node, "user", user);
            }
            case "rbd" -> {
                int slash = relative.indexOf('/');
                if (slash <= 0) {
                    throw bad(source, "must name POOL/IMAGE");
                }
                node = options(
                        "driver", "rbd", "pool", relative.substring(0, slash), "image", relative.substring(slash + 1));
                if (!host(uri).isEmpty()) {
                    node.put("server", List.of(address(uri, 6789)));
                }
                putUnlessEmpty(node, "user", user);
            }
            case "gluster", "gluster+unix" -> {
                int slash = relative.indexOf('/');
                if (slash <= 0) {
                    throw bad(source, "must name VOLUME/PATH");
                }
                node = options(
                        "driver",
                        "gluster",
                        "volume",
                        relative.substring(0, slash),
                        "path",
                        relative.substring(slash + 1));
                node.put(
                        "server",
                        List.of(uri.getScheme().endsWith("unix") ? unix(source, uri) : internet(uri, GLUSTER_PORT)));
            }
            default -> throw bad(source, "QEMU's block layer knows no protocol '%s'".formatted(uri.getScheme()));
        }
        return node;
    }

    /** The option that takes the name of the secret, or null when the protocol has none. */
    @Nullable String secretOption() {
        String driver = String.valueOf(node.get("driver"));
        if (CURL.contains(driver) || driver.equals("iscsi")) {
            return "password-secret";
        }
        return driver.equals("rbd") ? "key-secret" : null;
    }

    private static Map<String, Object> internet(URI uri, int port) {
        Map<String, Object> server = address(uri, port);
        server.put("type", "inet");
        return server;
    }

    private static Map<String, Object> address(URI uri, int port) {
        return options("host", host(uri), "port", String.valueOf(uri.getPort() < 0 ? port : uri.getPort()));
    }

    private static Map<String, Object> unix(String source, URI uri) throws ApplianceException {
        String query = uri.getQuery();
        if (query == null || !query.startsWith("socket=")) {
            throw bad(source, "'?socket=PATH' is missing");
        }
        return options("type", "unix", "path", query.substring("socket=".length()));
    }

    private static String host(URI uri) {
        String host = uri.getHost() == null ? "" : uri.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static String withoutUser(URI uri) {
        String text = uri.toString();
        String info = uri.getRawUserInfo();
        return info == null ? text : text.replace(info + "@", "");
    }

    private static void putUnlessEmpty(Map<String, Object> node, String key, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            node.put(key, value);
        }
    }

    static Map<String, Object> options(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
        }
        return map;
    }

    private static DiskAttachException bad(String source, String why) {
        return new DiskAttachException("disk: cannot be opened: %s: %s".formatted(source, why), "");
    }
}
