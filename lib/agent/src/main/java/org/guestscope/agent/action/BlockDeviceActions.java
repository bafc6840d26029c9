package org.guestscope.agent.action;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.guestscope.agent.device.Devices;
import org.guestscope.agent.libc.Errno;
import org.guestscope.agent.libc.ErrnoException;
import org.guestscope.agent.libc.Fd;
import org.guestscope.agent.libc.Posix;
import org.guestscope.guest.action.BlockDevices;

/** Lists block devices and asks the kernel about them; request numbers are those of {@code linux/fs.h}. */
public final class BlockDeviceActions implements BlockDevices {

    private static final long BLKROSET = 0x125d;
    private static final long BLKROGET = 0x125e;
    private static final long BLKFLSBUF = 0x1261;
    private static final long BLKRASET = 0x1262;
    private static final long BLKSSZGET = 0x1268;
    private static final long BLKBSZGET = 0x80081270L;
    private static final long BLKBSZSET = 0x40081271L;
    private static final int SECTOR_BYTES = 512;

    private final ActionContext context;

    /** With what all actions share. */
    public BlockDeviceActions(ActionContext context) {
        this.context = context;
    }

    @Override
    public List<String> listDevices() throws IOException {
        return context.devices().disks();
    }

    @Override
    public List<String> listPartitions() throws IOException {
        return context.devices().partitions();
    }

    @Override
    public void blockdevSetro(String device) throws IOException {
        ioctl(device, BLKROSET, 1);
    }

    @Override
    public void blockdevSetrw(String device) throws IOException {
        ioctl(device, BLKROSET, 0);
    }

    @Override
    public boolean blockdevGetro(String device) throws IOException {
        return ioctl(device, BLKROGET, 0) != 0;
    }

    @Override
    public int blockdevGetss(String device) throws IOException {
        return ioctl(device, BLKSSZGET, 0);
    }

    @Override
    public int blockdevGetbsz(String device) throws IOException {
        return ioctl(device, BLKBSZGET, 0);
    }

    @Override
    public long blockdevGetsz(String device) throws IOException {
        return context.devices().size(device) / SECTOR_BYTES;
    }

    @Override
    public long blockdevGetsize64(String device) throws IOException {
        return context.devices().size(device);
    }

    @Override
    public void blockdevFlushbufs(String device) throws IOException {
        try (Fd file = Posix.open(device, Posix.O_RDONLY)) {
            Posix.ioctl(device, file, BLKFLSBUF, 0L);
        }
    }

    @Override
    public void pingDaemon() {
        // That the call came here is the answer.
    }

    @Override
    public int nrDevices() throws IOException {
        return context.devices().disks().size();
    }

    @Override
    public Map<String, String> listDiskLabels() throws IOException {
        Map<String, String> labels = new LinkedHashMap<>();
        for (String disk : context.devices().disks()) {
            String label = serial(disk);
            if (!label.isEmpty()) {
                labels.put(label, disk);
                for (String partition : context.devices().partitionsOf(disk)) {
                    labels.put(label + context.devices().partitionNumber(partition), partition);
                }
            }
        }
        return labels;
    }

    /** A drive's label is its serial number: SCSI's page 0x80, of which the first four bytes are a header. */
    private static String serial(String disk) throws IOException {
        String page = "/sys/block/" + disk.substring("/dev/".length()) + "/device/vpd_pg80";
        if (!Devices.exists(page)) {
            return "";
        }
        try (Fd file = Posix.open(page, Posix.O_RDONLY)) {
            byte[] bytes = new byte[256];
            int length = Posix.pread(page, file, bytes, 0);
            return length <= 4 ? "" : new String(bytes, 4, length - 4, StandardCharsets.ISO_8859_1).strip();
        }
    }

    @Override
    public boolean isWholeDevice(String device) throws IOException {
        return context.devices().isWhole(device);
    }

    @Override
    public void blockdevSetra(String device, int sectors) throws IOException {
        if (sectors < 0) {
            throw new ErrnoException("%s: %d sectors to read ahead".formatted(device, sectors), Errno.EINVAL);
        }
        try (Fd file = Posix.open(device, Posix.O_RDONLY)) {
            Posix.ioctl(device, file, BLKRASET, sectors);
        }
    }

    @Override
    public void blockdevSetbsz(String device, int blocksize) throws IOException {
        try {
            ioctl(device, BLKBSZSET, blocksize);
        } catch (ErrnoException e) {
            // What is mounted has set it as it needs it.
            if (e.errno() != Errno.EBUSY) {
                throw e;
            }
        }
    }

    /** A request that takes or gives an {@code int} by address. */
    private static int ioctl(String device, long request, int value) throws IOException {
        byte[] argument = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .putInt(value)
                .array();
        try (Fd file = Posix.open(device, Posix.O_RDONLY)) {
            Posix.ioctl(device, file, request, argument);
        }
        return ByteBuffer.wrap(argument).order(ByteOrder.nativeOrder()).getInt();
    }
}
