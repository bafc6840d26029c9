package org.guestscope.appliance.session;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.guestscope.appliance.DiskSpec;
import org.guestscope.appliance.host.HostPath;
import org.guestscope.guest.ActionException;
import org.jspecify.annotations.Nullable;

/** Which drives make sense, and what the appliance is told about them. */
final class DriveRules {
    private static final Pattern FORMAT = Pattern.compile("[A-Za-z0-9_-]+");
    /** Letters only: labels become file names below /dev/disk/guestfs in the guest. */
    private static final Pattern LABEL = Pattern.compile("[A-Za-z]{1," + DiskSpec.MAX_LABEL + "}");

    /** How many servers a protocol takes. */
    private enum Servers {
        NONE,
        ONE,
        ANY
    }

    private static final Map<String, Servers> PROTOCOLS = Map.ofEntries(
            Map.entry("file", Servers.NONE),
            Map.entry("ftp", Servers.ONE),
            Map.entry("ftps", Servers.ONE),
            Map.entry("gluster", Servers.ONE),
            Map.entry("http", Servers.ONE),
            Map.entry("https", Servers.ONE),
            Map.entry("iscsi", Servers.ONE),
            Map.entry("nbd", Servers.ONE),
            Map.entry("rbd", Servers.ANY),
            Map.entry("sheepdog", Servers.ANY),
            Map.entry("ssh", Servers.ONE),
            Map.entry("tftp", Servers.ONE));

    private static final Set<String> WITH_USER = Set.of("ftp", "ftps", "http", "https", "iscsi", "rbd", "ssh", "tftp");
    private static final Set<String> WITH_SECRET =
            Set.of("ftp", "ftps", "http", "https", "iscsi", "rbd", "ssh", "tftp");

    private DriveRules() {}

    /** Reads the server list. */
    static List<DriveServer> servers(List<String> texts) throws ActionException {
        List<DriveServer> servers = new ArrayList<>();
        for (String text : texts) {
            DriveServer server = DriveServer.parse(text);
            if (server == null) {
                throw bad("server ‘" + text + "’ must be HOST[:PORT], tcp:HOST[:PORT] or unix:/SOCKET");
            }
            servers.add(server);
        }
        return servers;
    }

    /** Refuses a drive that cannot work. */
    static void check(Drive drive) throws ActionException {
        expect(
                drive.format() == null || FORMAT.matcher(drive.format()).matches(),
                "format parameter is empty or contains disallowed characters");
        expect(
                drive.label() == null || LABEL.matcher(drive.label()).matches(),
                "label parameter is empty, too long, or contains disallowed characters");
        expect(
                drive.cachemode() == null || Set.of("writeback", "unsafe").contains(drive.cachemode()),
                "cachemode parameter must be ‘writeback’ or ‘unsafe’");
        expect(
                Set.of("disable", "enable", "besteffort").contains(drive.discard()),
                "discard parameter must be ‘disable’, ‘enable’ or ‘besteffort’");
        expect(
                !drive.discard().equals("enable") || !drive.readOnly(),
                "discard cannot be enabled on a read-only drive");
        expect(
                drive.blocksize() == 0 || drive.blocksize() == 512 || drive.blocksize() == 4096,
                "blocksize parameter is invalid");
        String protocol = drive.protocol();
        Servers rule = PROTOCOLS.get(protocol);
        if (rule == null) {
            throw bad("unknown protocol ‘" + protocol + "’");
        }
        int count = drive.servers().size();
        expect(rule != Servers.ONE || count == 1, protocol + ": you must specify exactly one server");
        expect(rule != Servers.NONE || count == 0, protocol + ": you cannot specify a server with this protocol");
        expect(
                drive.username() == null || WITH_USER.contains(protocol),
                protocol + ": you cannot specify a username with this protocol");
        expect(
                drive.secret() == null || WITH_SECRET.contains(protocol),
                protocol + ": you cannot specify a secret with this protocol");
        expect(
                protocol.equals("nbd") || drive.servers().stream().allMatch(server -> server.socket() == null),
                protocol + ": only servers with a host work with this protocol");
        expect(
                drive.file() == null
                        || !drive.name().equals("/dev/null")
                        || drive.format() == null
                        || drive.format().equals("raw"),
                "for device ‘/dev/null’, format must be ‘raw’");
        boolean pathNeeded = rule != Servers.NONE && !protocol.equals("nbd");
        expect(!pathNeeded || !drive.name().isEmpty(), protocol + ": the path on the server is empty");
    }

    private static void expect(boolean holds, String otherwise) throws ActionException {
        if (!holds) {
            throw bad(otherwise);
        }
    }

    private static ActionException bad(String message) {
        return new ActionException("add_drive", 0, message);
    }

    /** The drive for the appliance. */
    static DiskSpec toSpec(Drive drive) {
        String source = drive.file() != null ? HostPath.of(drive.file()).toString() : uri(drive);
        return new DiskSpec(
                source,
                drive.format(),
                drive.readOnly(),
                "unsafe".equals(drive.cachemode()) ? DiskSpec.Cache.UNSAFE : DiskSpec.Cache.WRITEBACK,
                switch (drive.discard()) {
                    case "enable" -> DiskSpec.Discard.ENABLE;
                    case "besteffort" -> DiskSpec.Discard.BEST_EFFORT;
                    default -> DiskSpec.Discard.DISABLE;
                },
                drive.blocksize() == 0 ? 512 : drive.blocksize(),
                drive.label(),
                drive.copyOnRead(),
                drive.running());
    }

    private static String uri(Drive drive) {
        String path = text(drive.name());
        DriveServer server = drive.servers().isEmpty() ? null : drive.servers().get(0);
        if (server != null && server.socket() != null) {
            return drive.protocol() + "+unix:///" + path + "?socket=" + text(server.socket());
        }
        String user = drive.username() == null
                ? ""
                : encode(drive.username()) + (drive.secret() == null ? "" : ":" + encode(drive.secret())) + "@";
        return drive.protocol() + "://" + user + (server == null ? "" : server.authority())
                + (path.startsWith("/") ? "" : "/") + path;
    }

    private static String encode(@Nullable String raw) {
        return raw == null
                ? ""
                : java.net.URLEncoder.encode(text(raw), StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** What reaches QEMU as JSON is text. */
    private static String text(String raw) {
        return new String(raw.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
