package org.guestscope.agent.action;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guestscope.agent.child.Child;
import org.guestscope.agent.device.Devices;
import org.guestscope.guest.action.Ldm;

/** Finds the volumes of Windows dynamic disks with ldmtool, which answers in JSON. */
public final class LdmActions implements Ldm {

    private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final ActionContext context;

    /** With what all actions share. */
    public LdmActions(ActionContext context) {
        this.context = context;
    }

    @Override
    public List<String> listLdmVolumes() throws IOException {
        return mapped("ldm_vol_");
    }

    @Override
    public List<String> listLdmPartitions() throws IOException {
        return mapped("ldm_part_");
    }

    private static List<String> mapped(String prefix) throws IOException {
        List<String> devices = new ArrayList<>();
        for (String name : Devices.list("/dev/mapper")) {
            if (name.startsWith(prefix)) {
                devices.add("/dev/mapper/" + name);
            }
        }
        return devices;
    }

    @Override
    public void ldmtoolCreateAll() throws IOException {
        ldmtool("create", "all");
    }

    @Override
    public void ldmtoolRemoveAll() throws IOException {
        ldmtool("remove", "all");
    }

    @Override
    public List<String> ldmtoolScan() throws IOException {
        return ldmtoolScanDevices(List.of());
    }

    @Override
    public List<String> ldmtoolScanDevices(List<String> devices) throws IOException {
        Child ldmtool = context.child("ldmtool");
        // Without any it looks at all disks, whatever "scan" is told.
        devices.forEach(device -> ldmtool.add("-d", device));
        return texts(ldmtool.add("scan").require().text());
    }

    @Override
    public String ldmtoolDiskgroupName(String diskgroup) throws IOException {
        return text(ldmtool("show", "diskgroup", diskgroup), "name");
    }

    @Override
    public List<String> ldmtoolDiskgroupVolumes(String diskgroup) throws IOException {
        return list(ldmtool("show", "diskgroup", diskgroup), "volumes");
    }

    @Override
    public List<String> ldmtoolDiskgroupDisks(String diskgroup) throws IOException {
        return list(ldmtool("show", "diskgroup", diskgroup), "disks");
    }

    @Override
    public String ldmtoolVolumeType(String diskgroup, String volume) throws IOException {
        return text(ldmtool("show", "volume", diskgroup, volume), "type");
    }

    @Override
    public String ldmtoolVolumeHint(String diskgroup, String volume) throws IOException {
        return text(ldmtool("show", "volume", diskgroup, volume), "hint");
    }

    @Override
    public List<String> ldmtoolVolumePartitions(String diskgroup, String volume) throws IOException {
        return list(ldmtool("show", "volume", diskgroup, volume), "partitions");
    }

    private String ldmtool(String... arguments) throws IOException {
        return context.child("ldmtool", "--").add(arguments).require().text();
    }

    /** A member of ldmtool's flat objects; empty when it is null or not there. */
    private static String text(String json, String member) {
        Matcher matcher = Pattern.compile("\"" + member + "\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"")
                .matcher(json);
        return matcher.find() ? unescape(matcher.group(1)) : "";
    }

    private static List<String> list(String json, String member) {
        Matcher matcher =
                Pattern.compile("\"" + member + "\"\\s*:\\s*\\[([^\\]]*)\\]").matcher(json);
        return matcher.find() ? texts(matcher.group(1)) : List.of();
    }

    private static List<String> texts(String json) {
        List<String> found = new ArrayList<>();
        Matcher matcher = TEXT.matcher(json);
        while (matcher.find()) {
            found.add(unescape(matcher.group(1)));
        }
        return found;
    }

    private static String unescape(String text) {
        return text.replace("\\/", "/").replace("\\\"", "\"").replace("\\\\", "\\");
    }
}
