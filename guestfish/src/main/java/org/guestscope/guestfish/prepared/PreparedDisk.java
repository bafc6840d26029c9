package org.guestscope.guestfish.prepared;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.guestscope.guestfish.grammar.GrammarException;
import org.guestscope.guestfish.grammar.Numbers;
import org.guestscope.guestfish.option.UsageException;
import org.guestscope.guestfish.prepared.PreparedType.Parameter;

/**
 * One {@code -N [FILE=]TYPE[:PARAMETER...]}: what file to make and, by {@link #format}, how to fill it once the
 * appliance runs. What is wrong with the parameters is found when they are read, before there is a file.
 */
public final class PreparedDisk {
    private static final long SECTOR = 512;
    /** First sector of the first partition, and the sectors that stay free at the end of the disk. */
    private static final long MARGIN = 64;

    private final String spelling;
    private final String file;
    private final PreparedType type;
    private final Map<Parameter, String> values = new EnumMap<>(Parameter.class);
    private final long size;
    private final long bootSize;

    private PreparedDisk(String spelling, String file, PreparedType type, List<String> given) throws UsageException {
        this.spelling = spelling;
        this.file = file;
        this.type = type;
        if (given.size() > type.parameters.size()) {
            throw new UsageException("guestfish: -N parameter ‘" + spelling + "’: too many parameters for ‘" + type.name
                    + "’, at most " + type.parameters.size());
        }
        for (int i = 0; i < type.parameters.size(); i++) {
            Parameter parameter = type.parameters.get(i);
            boolean missing = i >= given.size() || given.get(i).isEmpty();
            values.put(parameter, missing ? parameter.standard : given.get(i));
        }
        size = size(Parameter.SIZE, "failed to allocate disk");
        bootSize = values.containsKey(Parameter.BOOTSIZE) ? size(Parameter.BOOTSIZE, "could not parse boot size") : 0;
        if (values.containsKey(Parameter.NAME) && !volumePath().matches("(?s)[^/]+/.+")) {
            throw new UsageException(failure("incorrect format for LV name, use '/dev/VG/LV'"));
        }
    }

    private long size(Parameter parameter, String failure) throws UsageException {
        try {
            return Numbers.parseSize(value(parameter));
        } catch (GrammarException e) {
            throw new UsageException(e.getMessage() + "\n" + failure(failure));
        }
    }

    /** VG/LV. */
    private String volumePath() {
        String name = value(Parameter.NAME);
        return name.startsWith("/dev/") ? name.substring("/dev/".length()) : name;
    }

    /** Reads the option's argument. */
    public static PreparedDisk parse(String argument, String defaultFile) throws UsageException {
        int equals = argument.indexOf('=');
        String file = equals < 0 ? defaultFile : argument.substring(0, equals);
        String spelling = argument.substring(equals + 1);
        List<String> fields = List.of(spelling.split(":", -1));
        PreparedType type = PreparedType.find(fields.get(0));
        if (type == null) {
            throw new UsageException("guestfish: -N parameter ‘" + spelling
                    + "’: no such prepared disk image known.\n"
                    + "Use 'guestfish -N help' to list possible values for the -N parameter.");
        }
        return new PreparedDisk(spelling, file, type, fields.subList(1, fields.size()));
    }

    /** What {@code -N help} prints. */
    public static String list() {
        StringBuilder text = new StringBuilder("Disks that -N can make, as -N [FILE=]TYPE[:PARAMETER...]:\n");
        for (PreparedType type : PreparedType.values()) {
            text.append(String.format(
                    "%nguestfish -N %-10s - %s%n%n  %s%n%n  Parameters, in this order:%n",
                    type.name, type.summary, type.detail));
            text.append("    -N ").append(type.name);
            type.parameters.forEach(
                    parameter -> text.append(":<").append(parameter.name).append('>'));
            text.append('\n');
            for (Parameter parameter : type.parameters) {
                text.append(String.format(
                        "      <%s> %s (default: %s)%n", parameter.name, parameter.meaning, parameter.standard));
            }
        }
        return text.toString();
    }

    /** The file on the host, raw. */
    public String file() {
        return file;
    }

    /** The file's size in bytes. */
    public long size() {
        return size;
    }

    /** The one-line report when making or filling this disk failed. */
    public String failure(String why) {
        return "guestfish: error creating prepared disk image ‘" + spelling + "’ on ‘" + file + "’: " + why;
    }

    /** Partitions and formats the disk, which the guest knows as {@code device}. */
    public void format(String device, DiskActions actions) throws PreparationException {
        switch (type) {
            case DISK -> {}
            case PART -> onePartition(device, actions);
            case FS -> {
                onePartition(device, actions);
                makeFilesystem(value(Parameter.FILESYSTEM), device + "1", actions);
            }
            case LV -> {
                onePartition(device, actions);
                logicalVolume(device + "1", actions);
            }
            case LVFS -> {
                onePartition(device, actions);
                makeFilesystem(value(Parameter.FILESYSTEM), logicalVolume(device + "1", actions), actions);
            }
            case BOOTROOT -> {
                bootAndRest(device, actions);
                makeFilesystem(value(Parameter.BOOTFS), device + "1", actions);
                makeFilesystem(value(Parameter.ROOTFS), device + "2", actions);
            }
            case BOOTROOTLV -> {
                bootAndRest(device, actions);
                String volume = logicalVolume(device + "2", actions);
                makeFilesystem(value(Parameter.BOOTFS), device + "1", actions);
                makeFilesystem(value(Parameter.ROOTFS), volume, actions);
            }
        }
    }

    private String value(Parameter parameter) {
        String value = values.get(parameter);
        if (value == null) {
            throw new IllegalStateException(type.name + " has no parameter " + parameter.name);
        }
        return value;
    }

    private void onePartition(String device, DiskActions actions) throws PreparationException {
        step("failed to partition disk", () -> actions.partitionWholeDisk(device, value(Parameter.PARTITION)));
    }

    private void bootAndRest(String device, DiskActions actions) throws PreparationException {
        long bootSectors = bootSize / SECTOR;
        step("failed to partition disk", () -> {
            actions.partitionTable(device, value(Parameter.PARTITION));
            actions.addPartition(device, MARGIN, MARGIN + bootSectors - 1);
            actions.addPartition(device, MARGIN + bootSectors, -MARGIN);
        });
    }

    private void makeFilesystem(String filesystem, String device, DiskActions actions) throws PreparationException {
        step("failed to create filesystem (" + filesystem + ")", () -> actions.makeFilesystem(filesystem, device));
    }

    /** Makes volume group and volume on a partition and returns the volume's device. */
    private String logicalVolume(String partition, DiskActions actions) throws PreparationException {
        String path = volumePath();
        int slash = path.indexOf('/');
        String group = path.substring(0, slash);
        String volume = path.substring(slash + 1);
        step("failed to create PV", () -> actions.makePhysicalVolume(partition));
        step("failed to create VG", () -> actions.makeVolumeGroup(group, partition));
        step("failed to create LV", () -> actions.makeLogicalVolume(volume, group));
        return "/dev/" + group + "/" + volume;
    }

    private void step(String failure, Step step) throws PreparationException {
        try {
            step.run();
        } catch (PreparationException e) {
            throw new PreparationException(failure(failure + ": " + e.getMessage()));
        }
    }

    /** A part of the work that the guest may refuse. */
    private interface Step {
        void run() throws PreparationException;
    }
}
