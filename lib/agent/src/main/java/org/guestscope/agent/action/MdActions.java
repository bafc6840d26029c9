package org.guestscope.agent.action;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guestscope.agent.child.Child;
import org.guestscope.agent.child.ChildException;
import org.guestscope.agent.device.Devices;
import org.guestscope.agent.libc.Errno;
import org.guestscope.agent.libc.ErrnoException;
import org.guestscope.agent.libc.Posix;
import org.guestscope.guest.action.Md;
import org.guestscope.guest.struct.MdStat;
import org.jspecify.annotations.Nullable;

/** Makes and asks Linux software RAID arrays. */
public final class MdActions implements Md {

    private static final Pattern MEMBER = Pattern.compile("([^ \\[]+)\\[([0-9]+)\\]((?:\\([A-Z]\\))*)");

    /** Where mdadm puts a link for each array with a name. */
    private static final String LINKS = "/dev/md";

    private final ActionContext context;

    /** With what all actions share. */
    public MdActions(ActionContext context) {
        this.context = context;
    }

    @Override
    public void mdCreate(
            String name,
            List<String> devices,
            @Nullable Long missingbitmap,
            @Nullable Integer nrdevices,
            @Nullable Integer spare,
            @Nullable Long chunk,
            @Nullable String level)
            throws IOException {
        if (name.startsWith("-")) {
            throw new ErrnoException(name + ": not the name of an array", Errno.EINVAL);
        }
        long missing = missingbitmap == null ? 0 : missingbitmap;
        int spares = spare == null ? 0 : spare;
        int total = devices.size() + Long.bitCount(missing);
        int active = nrdevices == null ? total - spares : nrdevices;
        if (spares < 0 || active <= 0 || active + spares != total) {
            throw new ErrnoException(
                    "%d devices for %d active and %d spare ones".formatted(total, active, spares), Errno.EINVAL);
        }
        Child mdadm = context.child("mdadm", "--create", name, "--run", "--force");
        mdadm.add("--level", level == null ? "raid1" : level, "--raid-devices", Integer.toString(active));
        mdadm.option("--spare-devices", spares == 0 ? null : spares);
        mdadm.option("--chunk", chunk == null ? null : chunk / 1024);
        int next = 0;
        for (int i = 0; i < total; i++) {
            mdadm.add((missing >> i & 1) != 0 ? "missing" : devices.get(next++));
        }
        mdadm.require();
    }

    @Override
    public List<String> listMdDevices() throws IOException {
        return context.devices().arrays();
    }

    @Override
    public Map<String, String> mdDetail(String md) throws IOException {
        Map<String, String> details = new LinkedHashMap<>();
        for (String line :
                context.child("mdadm", "-D", "--export", md).require().lines()) {
            int equals = line.indexOf('=');
            if (equals > 0 && line.startsWith("MD_")) {
                String key = line.substring("MD_".length(), equals).toLowerCase(Locale.ROOT);
                details.put(key, line.substring(equals + 1));
            }
        }
        return details;
    }

    @Override
    public void mdStop(String md) throws IOException {
        String name = Devices.kernelName(md);
        context.child("mdadm", "--stop", md).require();
        // Without udev its link stays, and mdadm takes the array's number for one that is in use.
        for (String link : Devices.list(LINKS)) {
            String path = LINKS + "/" + link;
            if (Posix.readlinkat(path, Posix.AT_FDCWD, path).endsWith("/" + name)) {
                Posix.unlinkat(path, Posix.AT_FDCWD, path, 0);
            }
        }
    }

    @Override
    public List<MdStat> mdStat(String md) throws IOException {
        String name = Devices.kernelName(md);
        try (LineReader lines = new LineReader(Posix.open("/proc/mdstat", Posix.O_RDONLY))) {
            String line;
            while ((line = lines.next()) != null) {
                if (line.startsWith(name + " : ")) {
                    return members(line.substring(name.length() + 3));
                }
            }
        }
        throw new ChildException(md + ": not in /proc/mdstat");
    }

    /** The members of a line such as {@code active raid1 sdb1[1] sda1[0](F)}, by their place in the array. */
    static List<MdStat> members(String line) {
        List<MdStat> members = new ArrayList<>();
        Matcher matcher = MEMBER.matcher(line);
        while (matcher.find()) {
            String flags = matcher.group(3).replaceAll("[()]", "");
            members.add(new MdStat("/dev/" + matcher.group(1), Integer.parseInt(matcher.group(2)), flags));
        }
        members.sort(Comparator.comparingInt(MdStat::mdstatIndex));
        return members;
    }
}
