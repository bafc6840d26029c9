package org.guestscope.agent.action;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guestscope.agent.child.Child;
import org.guestscope.agent.child.ChildException;
import org.guestscope.guest.action.Xfs;
import org.guestscope.guest.struct.XfsInfo;
import org.jspecify.annotations.Nullable;

/** XFS's own tools. */
public final class XfsActions implements Xfs {

    private static final Pattern FIELD = Pattern.compile("([a-z-]+[0-9]*) *=([^ ,]*)");

    private final ActionContext context;

    /** With what all actions share. */
    public XfsActions(ActionContext context) {
        this.context = context;
    }

    @Override
    public XfsInfo xfsInfo(String pathordevice) throws IOException {
        String target = target(pathordevice);
        return parse(pathordevice, context.child("xfs_info", target).require().text());
    }

    private String target(String pathOrDevice) throws IOException {
        boolean device = pathOrDevice.startsWith("/dev/");
        return device ? pathOrDevice : context.sysroot().outsidePath(pathOrDevice);
    }

    /**
     * Parses what xfs_info prints: sections (meta-data, data, naming, log, realtime), each with fields of which some
     * names occur in several sections.
     */
    static XfsInfo parse(String what, String text) throws IOException {
        Map<String, String> fields = new HashMap<>();
        String section = "";
        for (String line : text.split("\n", -1)) {
            int equals = line.indexOf('=');
            if (equals < 0) {
                continue;
            }
            String head = line.substring(0, equals).strip();
            if (!head.isEmpty()) {
                section = head;
            }
            String rest = line.substring(equals + 1);
            String[] words = rest.strip().split("[ ,]+", -1);
            if (!head.isEmpty() && words[0].equals("version")) {
                fields.put(section + ".", words[1]);
            } else if (!head.isEmpty() && words[0].indexOf('=') < 0) {
                fields.put(section + ".", words[0]);
            }
            Matcher matcher = FIELD.matcher(rest);
            while (matcher.find()) {
                fields.put(section + "." + matcher.group(1), matcher.group(2));
            }
        }
        if (!fields.containsKey("data.bsize")) {
            throw new ChildException(what + ": xfs_info tells no geometry");
        }
        return new XfsInfo(
                fields.getOrDefault("meta-data.", ""),
                number(fields, "meta-data.isize"),
                number(fields, "meta-data.agcount"),
                number(fields, "meta-data.agsize"),
                number(fields, "meta-data.sectsz"),
                number(fields, "meta-data.attr"),
                number(fields, "data.bsize"),
                number(fields, "data.blocks"),
                number(fields, "data.imaxpct"),
                number(fields, "data.sunit"),
                number(fields, "data.swidth"),
                number(fields, "naming."),
                number(fields, "naming.bsize"),
                number(fields, "naming.ascii-ci"),
                fields.getOrDefault("log.", ""),
                number(fields, "log.bsize"),
                number(fields, "log.blocks"),
                number(fields, "log.version"),
                number(fields, "log.sectsz"),
                number(fields, "log.sunit"),
                number(fields, "log.lazy-count"),
                fields.getOrDefault("realtime.", ""),
                number(fields, "realtime.extsz"),
                number(fields, "realtime.blocks"),
                number(fields, "realtime.rtextents"));
    }

    private static long number(Map<String, String> fields, String name) {
        Matcher digits = Pattern.compile("[0-9]+").matcher(fields.getOrDefault(name, ""));
        return digits.find() ? Long.parseLong(digits.group()) : 0;
    }

    @Override
    public void xfsGrowfs(
            String path,
            @Nullable Boolean datasec,
            @Nullable Boolean logsec,
            @Nullable Boolean rtsec,
            @Nullable Long datasize,
            @Nullable Long logsize,
            @Nullable Long rtsize,
            @Nullable Long rtextsize,
            @Nullable Integer maxpct)
            throws IOException {
        context.child("xfs_growfs")
                .flag(datasec, "-d")
                .flag(logsec, "-l")
                .flag(rtsec, "-r")
                .option("-D", datasize)
                .option("-L", logsize)
                .option("-R", rtsize)
                .option("-e", rtextsize)
                .option("-m", maxpct)
                .add(context.sysroot().outsidePath(path))
                .require();
    }

    @Override
    public void xfsAdmin(
            String device,
            @Nullable Boolean extunwritten,
            @Nullable Boolean imgfile,
            @Nullable Boolean v2log,
            @Nullable Boolean projid32bit,
            @Nullable Boolean lazycounter,
            @Nullable String label,
            @Nullable String uuid)
            throws IOException {
        context.child("xfs_admin")
                .flag(extunwritten, "-e")
                .flag(imgfile, "-f")
                .flag(v2log, "-j")
                .flag(projid32bit, "-p")
                .option("-c", lazycounter == null ? null : lazycounter ? 1 : 0)
                .option("-L", label != null && label.isEmpty() ? "--" : label)
                .option("-U", uuid)
                .add(device)
                .require();
    }

    @Override
    public int xfsRepair(
            String device,
            @Nullable Boolean forcelogzero,
            @Nullable Boolean nomodify,
            @Nullable Boolean noprefetch,
            @Nullable Boolean forcegeometry,
            @Nullable Long maxmem,
            @Nullable Long ihashsize,
            @Nullable Long bhashsize,
            @Nullable Long agstride,
            @Nullable String logdev,
            @Nullable String rtdev)
            throws IOException {
        CommaList suboptions = new CommaList()
                .add("ihash=", ihashsize)
                .add("bhash=", bhashsize)
                .add("ag_stride=", agstride)
                .flag("force_geometry", forcegeometry);
        Child repair = context.child("xfs_repair");
        boolean isDevice = device.startsWith("/dev/");
        repair.flag(!isDevice, "-f")
                .flag(forcelogzero, "-L")
                .flag(nomodify, "-n")
                .flag(noprefetch, "-P")
                .option("-m", maxmem)
                .option("-o", suboptions.text())
                .option("-l", logdev)
                .option("-r", rtdev)
                .add(target(device));
        return repair.run().status();
    }
}
