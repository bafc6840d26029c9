package org.guestscope.agent.action;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guestscope.agent.child.Child;
import org.guestscope.agent.child.ChildException;
import org.guestscope.agent.libc.Errno;
import org.guestscope.agent.libc.ErrnoException;
import org.guestscope.agent.libc.Fd;
import org.guestscope.agent.libc.Posix;
import org.guestscope.guest.action.Partitions;
import org.guestscope.guest.struct.Partition;

/** Reads and changes partition tables with parted, sgdisk (GPT) and sfdisk (MBR type bytes). */
public final class PartitionActions implements Partitions {

    /** {@code _IO(0x12, 95)} of {@code linux/fs.h}. */
    private static final long BLKRRPART = 0x125f;

    /**
     * Left free at both ends of a disk that becomes one partition: 64 KiB, with which boot loaders, erase blocks and
     * GPT's second copy are content.
     */
    private static final long MARGIN_SECTORS = 128;

    private static final int PRIMARY_PARTITIONS = 4;

    /** What parted calls a filesystem on a disk without a partition table. */
    private static final String NO_TABLE = "loop";

    private static final Pattern LEADING_HEX = Pattern.compile("^[0-9A-Fa-f]{1,8}");

    private final ActionContext context;

    /** With what all actions share. */
    public PartitionActions(ActionContext context) {
        this.context = context;
    }

    @Override
    public void blockdevRereadpt(String device) throws IOException {
        try (Fd file = Posix.open(device, Posix.O_RDONLY)) {
            Posix.ioctl(device, file, BLKRRPART, 0L);
        }
    }

    @Override
    public String sfdiskKernelGeometry(String device) throws IOException {
        return context.child("sfdisk", "-g", device).require().text();
    }

    @Override
    public String sfdiskDiskGeometry(String device) throws IOException {
        return context.child("sfdisk", "-g", device).require().text();
    }

    @Override
    public void partInit(String device, String parttype) throws IOException {
        parted(device, "mklabel", tableType(parttype)).require();
    }

    @Override
    public void partAdd(String device, String prlogex, long startsect, long endsect) throws IOException {
        String kind = switch (prlogex) {
            case "p", "primary" -> "primary";
            case "l", "logical" -> "logical";
            case "e", "extended" -> "extended";
            default ->
                throw new ErrnoException(
                        "unknown partition type: %s: must be primary, logical or extended".formatted(prlogex),
                        Errno.EINVAL);
        };
        parted(device, "mkpart", kind, startsect + "s", endsect + "s").require();
    }

    @Override
    public void partDisk(String device, String parttype) throws IOException {
        String type = tableType(parttype);
        String name = type.equals("gpt") ? "p1" : "primary";
        parted(device, "mklabel", type, "mkpart", name, MARGIN_SECTORS + "s", "-" + MARGIN_SECTORS + "s")
                .require();
    }

    private static String tableType(String name) throws IOException {
        return switch (name) {
            case "gpt", "efi" -> "gpt";
            case "mbr", "msdos" -> "msdos";
            case "aix", "amiga", "bsd", "dasd", "dvh", "mac", "pc98", "sun" -> name;
            case "rdb" -> "amiga";
            default ->
                throw new ErrnoException(
                        "unknown partition type: %s: must be gpt, msdos or another that parted knows".formatted(name),
                        Errno.EINVAL);
        };
    }

    private Child parted(String device, String... command) {
        return context.child("parted", "-s", "--", device).add(command).about("parted: " + device);
    }

    @Override
    public void partSetBootable(String device, int partnum, boolean bootable) throws IOException {
        parted(device, "set", number(partnum), "boot", bootable ? "on" : "off").require();
    }

    @Override
    public boolean partGetBootable(String device, int partnum) throws IOException {
        String flags = table(device).partition(partnum).flags();
        return List.of(flags.split(", *")).contains("boot");
    }

    @Override
    public void partSetName(String device, int partnum, String name) throws IOException {
        parted(device, "name", number(partnum), name).require();
    }

    @Override
    public String partGetName(String device, int partnum) throws IOException {
        PartedTable table = table(device);
        if (!table.type().equals("gpt") && !table.type().equals("mac")) {
            throw new ErrnoException("names of partitions of " + table.type(), Errno.EOPNOTSUPP);
        }
        return table.partition(partnum).name();
    }

    @Override
    public List<Partition> partList(String device) throws IOException {
        List<Partition> partitions = new ArrayList<>();
        for (PartedTable.Row row : table(device).rows()) {
            partitions.add(new Partition(row.number(), row.start(), row.end(), row.size()));
        }
        return partitions;
    }

    @Override
    public String partGetParttype(String device) throws IOException {
        String type = table(device).type();
        if (type.equals(NO_TABLE)) {
            throw new ChildException(device + ": not a partitioned device");
        }
        return type;
    }

    private PartedTable table(String device) throws IOException {
        String said = context.child("parted", "-m", "-s", "--", device, "unit", "b", "print")
                .about("parted: " + device)
                .require()
                .text();
        return PartedTable.parse(device, said);
    }

    @Override
    public void partDel(String device, int partnum) throws IOException {
        parted(device, "rm", number(partnum)).require();
    }

    @Override
    public void partResize(String device, int partnum, long endsect) throws IOException {
        parted(device, "resizepart", number(partnum), endsect + "s").require();
    }

    @Override
    public int partGetMbrId(String device, int partnum) throws IOException {
        String said = context.child("sfdisk", "--part-type", device, number(partnum))
                .require()
                .trimmed()
                .strip();
        // On GPT sfdisk tells a GUID. Its first number matches no type byte, and a script that asks about every
        // partition
        // goes on.
        Matcher hex = LEADING_HEX.matcher(said);
        if (!hex.find()) {
            throw new ChildException("%s: partition %d has the type %s".formatted(device, partnum, said));
        }
        return Integer.parseUnsignedInt(hex.group(), 16);
    }

    @Override
    public void partSetMbrId(String device, int partnum, int idbyte) throws IOException {
        String type = Integer.toHexString(idbyte);
        context.child("sfdisk", "--part-type", device, number(partnum), type).require();
    }

    @Override
    public String partGetMbrPartType(String device, int partnum) throws IOException {
        PartedTable table = table(device);
        table.partition(partnum);
        if (!table.type().equals("msdos")) {
            return "primary";
        }
        if (partnum > PRIMARY_PARTITIONS) {
            return "logical";
        }
        int id = partGetMbrId(device, partnum);
        return id == 0x05 || id == 0x0f || id == 0x85 ? "extended" : "primary";
    }

    @Override
    public String partToDev(String partition) throws IOException {
        String disk = context.devices().diskOf(partition);
        if (disk == null) {
            throw new ErrnoException(partition + ": not a partition", Errno.EINVAL);
        }
        return disk;
    }

    @Override
    public int partToPartnum(String partition) throws IOException {
        int number = context.devices().partitionNumber(partition);
        if (number == 0) {
            throw new ErrnoException(partition + ": not a partition", Errno.EINVAL);
        }
        return number;
    }

    @Override
    public void partSetGptType(String device, int partnum, String guid) throws IOException {
        sgdisk(device, "-t", number(partnum) + ":" + guid);
    }

    @Override
    public String partGetGptType(String device, int partnum) throws IOException {
        return gptField(device, partnum, "Partition GUID code");
    }

    @Override
    public void partSetGptAttributes(String device, int partnum, long attributes) throws IOException {
        sgdisk(device, "-A", number(partnum) + ":=:" + Long.toHexString(attributes));
    }

    @Override
    public long partGetGptAttributes(String device, int partnum) throws IOException {
        return Long.parseUnsignedLong(gptField(device, partnum, "Attribute flags"), 16);
    }

    @Override
    public void partSetGptGuid(String device, int partnum, String guid) throws IOException {
        sgdisk(device, "-u", number(partnum) + ":" + guid);
    }

    @Override
    public String partGetGptGuid(String device, int partnum) throws IOException {
        return gptField(device, partnum, "Partition unique GUID");
    }

    @Override
    public void partSetDiskGuid(String device, String guid) throws IOException {
        sgdisk(device, "-U", guid);
    }

    @Override
    public void partSetDiskGuidRandom(String device) throws IOException {
        sgdisk(device, "-U", "R");
    }

    @Override
    public String partGetDiskGuid(String device) throws IOException {
        return field(device, context.child("sgdisk", device, "-p").require().lines(), "Disk identifier (GUID)");
    }

    @Override
    public void partExpandGpt(String device) throws IOException {
        sgdisk(device, "-e");
    }

    private void sgdisk(String device, String... options) throws IOException {
        context.child("sgdisk", device).add(options).require();
    }

    private String gptField(String device, int partnum, String field) throws IOException {
        if (partnum <= 0) {
            throw new ErrnoException("partition number " + partnum, Errno.EINVAL);
        }
        return field(
                device,
                context.child("sgdisk", device, "-i", number(partnum)).require().lines(),
                field);
    }

    /** What stands after a field's name, up to the first blank: sgdisk explains GUIDs in brackets. */
    private static String field(String device, List<String> lines, String name) throws IOException {
        for (String line : lines) {
            if (line.startsWith(name + ":")) {
                String value = line.substring(name.length() + 1).strip();
                int blank = value.indexOf(' ');
                return blank < 0 ? value : value.substring(0, blank);
            }
        }
        throw new ChildException("%s: sgdisk tells no %s".formatted(device, name));
    }

    private static String number(int partnum) throws IOException {
        if (partnum <= 0) {
            throw new ErrnoException("partition number " + partnum, Errno.EINVAL);
        }
        return Integer.toString(partnum);
    }

    @Override
    public void sfdisk(String device, int cyls, int heads, int sectors, List<String> lines) throws IOException {
        sfdiskInput(device, lines);
    }

    @Override
    public void sfdiskM(String device, List<String> lines) throws IOException {
        List<String> inMib = new ArrayList<>();
        for (String line : lines) {
            inMib.add(line.replaceAll("(?<![A-Za-z0-9])([0-9]+)(?![A-Za-z0-9])", "$1M"));
        }
        sfdiskInput(device, inMib);
    }

    @Override
    public void sfdiskN(String device, int partnum, int cyls, int heads, int sectors, String line) throws IOException {
        sfdiskInput(device, List.of(line), "-N", number(partnum));
    }

    /** Geometry is no longer anything to a disk; sfdisk reads it from the lines' numbers or not at all. */
    private void sfdiskInput(String device, List<String> lines, String... options) throws IOException {
        byte[] input = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.ISO_8859_1);
        context.child("sfdisk")
                .add(options)
                .add(device)
                .stdin(new ByteArrayInputStream(input))
                .require();
    }

    @Override
    public String sfdiskL(String device) throws IOException {
        return context.child("sfdisk", "-l", device).require().text();
    }
}
