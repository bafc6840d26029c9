package org.guestscope.agent.action;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.guestscope.agent.child.ChildException;
import org.guestscope.agent.libc.Fd;
import org.guestscope.agent.libc.FileStatus;
import org.guestscope.agent.libc.Posix;
import org.guestscope.guest.action.Checksums;

/** Sums files and devices with the programs of coreutils, which are faster than a cold Java loop. */
public final class ChecksumActions implements Checksums {

    private final ActionContext context;

    /** With what all actions share. */
    public ChecksumActions(ActionContext context) {
        this.context = context;
    }

    @Override
    public String checksum(String csumtype, String path) throws IOException {
        try (Fd file = context.sysroot().open(path, Posix.O_RDONLY)) {
            return sum(csumtype, file);
        }
    }

    @Override
    public String checksumDevice(String csumtype, String device) throws IOException {
        try (Fd file = Posix.open(device, Posix.O_RDONLY)) {
            return sum(csumtype, file);
        }
    }

    private String sum(String type, Fd file) throws IOException {
        String said = context.child(program(type)).stdin(file).require().trimmed();
        int blank = said.indexOf(' ');
        return blank < 0 ? said : said.substring(0, blank);
    }

    @Override
    public void checksumsOut(String csumtype, String directory, OutputStream sumsfile) throws IOException {
        ByteArrayOutputStream names = new ByteArrayOutputStream();
        TreeWalk walk = new TreeWalk(context, (path, open, entry) -> {
            FileStatus status = Posix.statx(path, open.number(), entry.name(), Posix.AT_SYMLINK_NOFOLLOW);
            if (status.type() == FileStatus.REGULAR) {
                names.writeBytes(("./" + path).getBytes(StandardCharsets.ISO_8859_1));
                names.write(0);
            }
        });
        walk.walk(directory);
        try (Fd open = context.sysroot().directory(directory)) {
            // By its path: BusyBox's xargs would take BusyBox's own, which writes names with line ends as they are.
            context.child("xargs", "-0", "-r", "/usr/bin/" + program(csumtype), "--")
                    .in(open)
                    .stdin(new ByteArrayInputStream(names.toByteArray()))
                    .stdout(sumsfile)
                    .require();
        }
    }

    private static String program(String type) throws IOException {
        return switch (type) {
            case "crc" -> "cksum";
            case "md5", "sha1", "sha224", "sha256", "sha384", "sha512" -> type + "sum";
            default ->
                throw new ChildException(
                        type + ": unknown checksum type, must be crc, md5, sha1, sha224, sha256, sha384 or sha512");
        };
    }
}
