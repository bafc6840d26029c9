package org.guestscope.agent;

import java.util.HashMap;
import java.util.Map;
import org.guestscope.agent.action.ActionContext;
import org.guestscope.agent.action.ArchiveActions;
import org.guestscope.agent.action.AttributeActions;
import org.guestscope.agent.action.AugeasActions;
import org.guestscope.agent.action.BlockDeviceActions;
import org.guestscope.agent.action.BootLoaderActions;
import org.guestscope.agent.action.BtrfsActions;
import org.guestscope.agent.action.BtrfsSubvolumeActions;
import org.guestscope.agent.action.ChecksumActions;
import org.guestscope.agent.action.CommandActions;
import org.guestscope.agent.action.ContentActions;
import org.guestscope.agent.action.DebugActions;
import org.guestscope.agent.action.ExtActions;
import org.guestscope.agent.action.ExtendedAttributeActions;
import org.guestscope.agent.action.F2fsActions;
import org.guestscope.agent.action.FilesystemActions;
import org.guestscope.agent.action.ForensicsActions;
import org.guestscope.agent.action.HivexActions;
import org.guestscope.agent.action.InotifyActions;
import org.guestscope.agent.action.JournalActions;
import org.guestscope.agent.action.KernelActions;
import org.guestscope.agent.action.LdmActions;
import org.guestscope.agent.action.ListingActions;
import org.guestscope.agent.action.LuksActions;
import org.guestscope.agent.action.LvmActions;
import org.guestscope.agent.action.MdActions;
import org.guestscope.agent.action.MountActions;
import org.guestscope.agent.action.NodeActions;
import org.guestscope.agent.action.NtfsActions;
import org.guestscope.agent.action.PartitionActions;
import org.guestscope.agent.action.SwapActions;
import org.guestscope.agent.action.TextActions;
import org.guestscope.agent.action.WipingActions;
import org.guestscope.agent.action.XfsActions;
import org.guestscope.agent.action.YaraActions;
import org.guestscope.agent.inspect.InspectionActions;
import org.guestscope.agent.libc.Errno;
import org.guestscope.agent.libc.ErrnoException;

/**
 * The objects that carry actions out, each made when its family is first called.
 *
 * <p>One switch and not a table of lambdas: it loads nothing that is not called.
 */
final class Families {

    private final ActionContext context;
    private final Map<String, Object> made = new HashMap<>();

    Families(ActionContext context) {
        this.context = context;
    }

    /** The object for a family's interface, by its binary name. */
    synchronized Object of(String family) throws ErrnoException {
        Object known = made.get(family);
        if (known == null) {
            known = make(family.substring(family.lastIndexOf('.') + 1));
            made.put(family, known);
        }
        return known;
    }

    /** Drops what earlier calls left in the objects, such as the results of an inspection. */
    synchronized void forget() {
        made.clear();
    }

    private Object make(String family) throws ErrnoException {
        return switch (family) {
            case "Mounts" -> new MountActions(context);
            case "BlockDevices" -> new BlockDeviceActions(context);
            case "Attributes" -> new AttributeActions(context);
            case "Nodes" -> new NodeActions(context);
            case "Contents" -> new ContentActions(context);
            case "Listings" -> new ListingActions(context);
            case "Texts" -> new TextActions(context);
            case "Checksums" -> new ChecksumActions(context);
            case "Commands" -> new CommandActions(context);
            case "Archives" -> new ArchiveActions(context);
            case "Debug" -> new DebugActions(context);
            case "Kernel" -> new KernelActions(context);
            case "Swap" -> new SwapActions(context);
            case "Wiping" -> new WipingActions(context);
            case "ExtendedAttributes" -> new ExtendedAttributeActions(context);
            case "Inotify" -> new InotifyActions(context);
            case "Filesystems" -> new FilesystemActions(context);
            case "Ext" -> new ExtActions(context);
            case "Partitions" -> new PartitionActions(context);
            case "Lvm" -> new LvmActions(context);
            case "Luks" -> new LuksActions(context);
            case "Md" -> new MdActions(context);
            case "Btrfs" -> new BtrfsActions(context);
            case "BtrfsSubvolumes" -> new BtrfsSubvolumeActions(context);
            case "Xfs" -> new XfsActions(context);
            case "Ntfs" -> new NtfsActions(context);
            case "F2fs" -> new F2fsActions(context);
            case "BootLoaders" -> new BootLoaderActions(context);
            case "Ldm" -> new LdmActions(context);
            case "Augeas" -> new AugeasActions(context);
            case "Inspection" -> new InspectionActions(context);
            case "Hivex" -> new HivexActions(context);
            case "Forensics" -> new ForensicsActions(context);
            case "Yara" -> new YaraActions(context);
            case "Journal" -> new JournalActions(context);
            default -> throw new ErrnoException("this family of actions", Errno.EOPNOTSUPP);
        };
    }
}
