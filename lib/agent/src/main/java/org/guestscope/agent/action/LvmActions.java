package org.guestscope.agent.action;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.guestscope.agent.child.Child;
import org.guestscope.agent.child.ChildException;
import org.guestscope.agent.device.Devices;
import org.guestscope.agent.libc.Errno;
import org.guestscope.agent.libc.ErrnoException;
import org.guestscope.agent.libc.Fd;
import org.guestscope.agent.libc.Posix;
import org.guestscope.guest.action.Lvm;
import org.guestscope.guest.struct.LogicalVolume;
import org.guestscope.guest.struct.PhysicalVolume;
import org.guestscope.guest.struct.VolumeGroup;
import org.jspecify.annotations.Nullable;

/** Lists and changes LVM volumes with the {@code lvm} program. */
public final class LvmActions implements Lvm {

    /** The appliance has no udev and keeps no backups of metadata; volumes that others hide stay hidden. */
    private static final String CONFIGURATION = "activation{udev_sync=0 udev_rules=0} backup{backup=0 archive=0}"
            + " global{notify_dbus=0} devices{obtain_device_list_from_udev=0 use_devicesfile=0";

    private static final String VISIBLE = "lv_role=public && lv_skip_activation!=yes";

    private final ActionContext context;

    /** With what all actions share. */
    public LvmActions(ActionContext context) {
        this.context = context;
    }

    /** An lvm command with the appliance's configuration and the caller's filter. */
    private Child lvm(String command, String... arguments) {
        String filter = context.lvmFilter().get();
        return context.child("lvm", command, "--config", CONFIGURATION + filter + "}")
                .add(arguments);
    }

    private List<String> report(String command, String field, String... arguments) throws IOException {
        List<String> values = new ArrayList<>();
        for (String line : lvm(command, "--noheadings", "-o", field)
                .add(arguments)
                .require()
                .lines()) {
            String value = line.strip();
            if (!value.isEmpty()) {
                values.add(value);
            }
        }
        return values;
    }

    private String one(String command, String field, String name) throws IOException {
        List<String> values = report(command, field, "--", name);
        if (values.isEmpty()) {
            throw new ErrnoException(name, Errno.ENOENT);
        }
        return values.get(0);
    }

    @Override
    public List<String> pvs() throws IOException {
        List<String> names = report("pvs", "pv_name");
        names.removeIf(name -> !name.startsWith("/"));
        names.sort(null);
        return names;
    }

    @Override
    public List<String> vgs() throws IOException {
        List<String> names = report("vgs", "vg_name");
        names.sort(null);
        return names;
    }

    @Override
    public List<String> lvs() throws IOException {
        List<String> devices = new ArrayList<>();
        for (String line : report("lvs", "vg_name,lv_name", "--separator", "/", "-S", VISIBLE)) {
            devices.add("/dev/" + line);
        }
        devices.sort(null);
        return devices;
    }

    @Override
    public List<PhysicalVolume> pvsFull() throws IOException {
        return new LvmReport<>("pvs", PhysicalVolume.class).read(this::lvm);
    }

    @Override
    public List<VolumeGroup> vgsFull() throws IOException {
        return new LvmReport<>("vgs", VolumeGroup.class).read(this::lvm);
    }

    @Override
    public List<LogicalVolume> lvsFull() throws IOException {
        return new LvmReport<>("lvs", LogicalVolume.class).read(this::lvm);
    }

    @Override
    public void pvcreate(String device) throws IOException {
        lvm("pvcreate", "--force", "--yes", device).require();
    }

    @Override
    public void vgcreate(String volgroup, List<String> physvols) throws IOException {
        lvm("vgcreate", "--", volgroup).add(physvols).require();
    }

    @Override
    public void lvcreate(String logvol, String volgroup, int mbytes) throws IOException {
        lvm("lvcreate", "--yes", "-L", mbytes + "m", "-n", logvol, "--", volgroup)
                .require();
    }

    @Override
    public void lvcreateFree(String logvol, String volgroup, int percent) throws IOException {
        if (percent < 0 || percent > 100) {
            throw new ChildException(percent + ": a percentage is between 0 and 100");
        }
        lvm("lvcreate", "--yes", "-l", percent + "%FREE", "-n", logvol, "--", volgroup)
                .require();
    }

    @Override
    public void lvmRemoveAll() throws IOException {
        for (String group : vgs()) {
            lvm("vgremove", "--force", "--yes", group).require();
        }
        for (String volume : pvs()) {
            pvremove(volume);
        }
    }

    @Override
    public void lvremove(String device) throws IOException {
        lvm("lvremove", "--force", "--yes", device).require();
    }

    @Override
    public void vgremove(String vgname) throws IOException {
        lvm("vgremove", "--force", "--yes", "--", vgname).require();
    }

    @Override
    public void pvremove(String device) throws IOException {
        lvm("pvremove", "--force", "--force", "--yes", device).require();
    }

    @Override
    public void pvresize(String device) throws IOException {
        lvm("pvresize", device).require();
    }

    @Override
    public void pvresizeSize(String device, long size) throws IOException {
        lvm("pvresize", "--yes", "--setphysicalvolumesize", size + "b", device).require();
    }

    @Override
    public void vgActivateAll(boolean activate) throws IOException {
        vgActivate(activate, List.of());
    }

    @Override
    public void vgActivate(boolean activate, List<String> volgroups) throws IOException {
        lvm("vgchange", "-a", activate ? "y" : "n", "--").add(volgroups).require();
    }

    @Override
    public void lvresize(String device, int mbytes) throws IOException {
        lvm("lvresize", "--force", "-L", mbytes + "m", device).require();
    }

    @Override
    public void lvresizeFree(String lv, int percent) throws IOException {
        if (percent < 0 || percent > 100) {
            throw new ChildException(percent + ": a percentage is between 0 and 100");
        }
        lvm("lvresize", "-l", "+" + percent + "%FREE", lv).require();
    }

    @Override
    public void lvrename(String logvol, String newlogvol) throws IOException {
        lvm("lvrename", "--", logvol, newlogvol).require();
    }

    @Override
    public void vgrename(String volgroup, String newvolgroup) throws IOException {
        lvm("vgrename", "--", volgroup, newvolgroup).require();
    }

    @Override
    public String pvuuid(String device) throws IOException {
        return one("pvs", "pv_uuid", device);
    }

    @Override
    public String vguuid(String vgname) throws IOException {
        return one("vgs", "vg_uuid", vgname);
    }

    @Override
    public String lvuuid(String device) throws IOException {
        return one("lvs", "lv_uuid", device);
    }

    @Override
    public List<String> vgpvuuids(String vgname) throws IOException {
        return report("vgs", "pv_uuid", "--", vgname);
    }

    @Override
    public List<String> vglvuuids(String vgname) throws IOException {
        return report("vgs", "lv_uuid", "--", vgname);
    }

    @Override
    public void lvmSetFilter(List<String> devices) throws IOException {
        StringBuilder filter = new StringBuilder(" global_filter=[");
        for (String device : devices) {
            filter.append("\"a|^")
                    .append(device.replaceAll("([.+*?\\[\\]()|\\\\])", "\\\\$1"))
                    .append("$|\",");
        }
        context.lvmFilter().set(filter.append("\"r|.*|\"]").toString());
        rescan();
    }

    @Override
    public void lvmClearFilter() throws IOException {
        context.lvmFilter().set("");
        rescan();
    }

    /** Volumes that the new filter hides must not stay active, those that it shows must be. */
    private void rescan() throws IOException {
        String filter = context.lvmFilter().getAndSet("");
        lvm("vgchange", "-a", "n").run();
        context.lvmFilter().set(filter);
        lvm("vgscan").require();
        lvm("vgchange", "-a", "y").require();
    }

    @Override
    public boolean isLv(String mountable) throws IOException {
        return sameVolume(context.mountable(mountable).device()) != null;
    }

    @Override
    public String lvmCanonicalLvName(String lvname) throws IOException {
        String volume = sameVolume(lvname);
        if (volume == null) {
            throw new ErrnoException(lvname, Errno.EINVAL);
        }
        return volume;
    }

    /** {@code /dev/VG/LV} for a device that is a logical volume, else its own name. */
    String canonicalOrSame(String device) throws IOException {
        String volume = sameVolume(device);
        return volume == null ? device : volume;
    }

    /** The logical volume that is the same device, whatever it is called. */
    private @Nullable String sameVolume(String device) throws IOException {
        long number = Posix.statx(device, Posix.AT_FDCWD, device, 0).special();
        for (String volume : context.devices().logicalVolumes()) {
            if (Posix.statx(volume, Posix.AT_FDCWD, volume, 0).special() == number) {
                return volume;
            }
        }
        return null;
    }

    @Override
    public List<String> listDmDevices() throws IOException {
        List<String> devices = new ArrayList<>();
        for (Devices.Mapped device : context.devices().mapped()) {
            if (!device.isLogicalVolume()) {
                devices.add(device.path());
            }
        }
        return devices;
    }

    @Override
    public byte[] vgmeta(String vgname) throws IOException {
        String file = "/tmp/vgmeta-" + System.nanoTime();
        try {
            lvm("vgcfgbackup", "-f", file, "--", vgname).require();
            try (Fd made = Posix.open(file, Posix.O_RDONLY)) {
                ByteArrayOutputStream text = new ByteArrayOutputStream();
                made.input().transferTo(text);
                return text.toByteArray();
            }
        } finally {
            context.child("rm", "-f", file).run();
        }
    }

    @Override
    public void pvchangeUuid(String device) throws IOException {
        lvm("pvchange", "-u", device).require();
    }

    @Override
    public void pvchangeUuidAll() throws IOException {
        lvm("pvchange", "-u", "-a").require();
    }

    @Override
    public void vgchangeUuid(String vg) throws IOException {
        lvm("vgchange", "-u", "--", vg).require();
    }

    @Override
    public void vgchangeUuidAll() throws IOException {
        lvm("vgchange", "-u").require();
    }

    @Override
    public void lvmScan(boolean activate) throws IOException {
        lvm("vgscan", "--mknodes").require();
        if (activate) {
            lvm("vgchange", "-a", "ay", "--sysinit").require();
        }
    }

    /** Activates what can be: of incomplete groups the volumes that are whole. */
    void activateAll() throws IOException {
        lvm("vgchange", "-a", "ay", "--sysinit").run();
    }

    @Override
    public void vgscan() throws IOException {
        lvmScan(false);
    }
}
