package org.guestscope.hostvalidate.check;

import java.util.ArrayList;
import java.util.List;
import org.guestscope.hostvalidate.host.Host;
import org.guestscope.hostvalidate.host.MountTable;
import org.guestscope.hostvalidate.host.MountTable.Mount;

/** Checks of the memory guests get, and of how the kernel hands it out. */
final class MemoryChecks {
    private static final String HUGE_PAGES = "/sys/kernel/mm/hugepages";
    private static final String TRANSPARENT = "/sys/kernel/mm/transparent_hugepage/";
    private static final String KSM = "/sys/kernel/mm/ksm/";
    private static final String NODES = "/sys/devices/system/node";

    private MemoryChecks() {}

    static List<Check<?>> all() {
        return List.of(
                new Check<>(
                        "memory-huge-pages",
                        Group.MEMORY,
                        "huge pages set aside",
                        HUGE_PAGES + "/*/{nr,free}_hugepages, hugetlbfs in /proc/mounts",
                        "guests backed by huge pages miss the TLB less; they need a mount and free pages",
                        HugePages::read,
                        HugePages::judge),
                new Check<>(
                        "memory-transparent-huge-pages",
                        Group.MEMORY,
                        "transparent huge pages",
                        TRANSPARENT + "{enabled,defrag}",
                        "QEMU asks for them; with never it gets small pages only",
                        TransparentHugePages::read,
                        TransparentHugePages::judge),
                new Check<>(
                        "memory-ksm",
                        Group.MEMORY,
                        "memory merged between guests (KSM)",
                        KSM + "{run,pages_shared,merge_across_nodes}",
                        "merged pages let one tenant find out by timing what another has in memory",
                        SamePageMerging::read,
                        SamePageMerging::judge),
                new Check<>(
                        "memory-numa",
                        Group.MEMORY,
                        "NUMA nodes",
                        NODES + "/node*/{cpulist,meminfo}, /proc/sys/kernel/numa_balancing",
                        "a guest larger than a node, or not pinned to one, reads memory over the interconnect",
                        Numa::read,
                        Numa::judge),
                new Check<>(
                        "memory-policy",
                        Group.MEMORY,
                        "memory, overcommit and swapping",
                        "/proc/meminfo, /proc/sys/vm/{overcommit_memory,swappiness}, zswap",
                        "a host that swaps guests out makes them stall; one that refuses overcommit makes them not start",
                        Policy::read,
                        Policy::judge));
    }

    record HugePages(List<Pool> pools, boolean mounted) {
        /** Pages of one size, in KiB. */
        record Pool(long sizeKib, long total, long free) {}

        static HugePages read(Host host) {
            List<Pool> pools = new ArrayList<>();
            for (String name : host.list(HUGE_PAGES)) {
                if (name.startsWith("hugepages-")) {
                    String folder = HUGE_PAGES + "/" + name + "/";
                    pools.add(new Pool(
                            Words.number(name.substring("hugepages-".length())),
                            Words.number(host.value(folder + "nr_hugepages")),
                            Words.number(host.value(folder + "free_hugepages"))));
                }
            }
            List<Mount> mounts = MountTable.read(host);
            boolean mounted = false;
            if (mounts != null) {
                for (Mount mount : mounts) {
                    mounted |= mount.type().equals("hugetlbfs");
                }
            }
            return new HugePages(pools, mounted);
        }

        Finding judge() {
            if (pools.isEmpty()) {
                return Finding.note("this kernel has no huge pages");
            }
            StringBuilder seen = new StringBuilder();
            boolean any = false;
            for (Pool pool : pools) {
                seen.append(seen.length() == 0 ? "" : ", ")
                        .append(pool.sizeKib())
                        .append(" KiB: ");
                seen.append(pool.free()).append(" of ").append(pool.total()).append(" free");
                any |= pool.total() > 0;
            }
            seen.append(mounted ? "; hugetlbfs is mounted" : "; hugetlbfs is not mounted");
            if (any && !mounted) {
                return Finding.warn(
                        seen.toString(), "mkdir -p /dev/hugepages && mount -t hugetlbfs hugetlbfs /dev/hugepages");
            }
            return any ? Finding.pass(seen.toString()) : Finding.note(seen.toString());
        }
    }

    record TransparentHugePages(String enabled, String defrag) {
        static TransparentHugePages read(Host host) {
            return new TransparentHugePages(
                    Words.chosen(host.value(TRANSPARENT + "enabled")),
                    Words.chosen(host.value(TRANSPARENT + "defrag")));
        }

        Finding judge() {
            if (enabled.isEmpty()) {
                return Finding.note("this kernel has none");
            }
            String seen = enabled + ", defragmentation " + Words.orNone(defrag);
            return enabled.equals("never")
                    ? Finding.note(seen, "echo madvise > " + TRANSPARENT + "enabled")
                    : Finding.pass(seen);
        }
    }

    record SamePageMerging(String run, long shared, String acrossNodes) {
        static SamePageMerging read(Host host) {
            return new SamePageMerging(
                    host.value(KSM + "run"),
                    Words.number(host.value(KSM + "pages_shared")),
                    host.value(KSM + "merge_across_nodes"));
        }

        Finding judge() {
            if (run.isEmpty()) {
                return Finding.pass("this kernel cannot merge pages");
            }
            if (run.equals("1")) {
                return Finding.warn(
                        "running, " + shared + " pages shared" + (acrossNodes.equals("1") ? ", across NUMA nodes" : ""),
                        "echo 2 > " + KSM + "run");
            }
            return Finding.pass("not running");
        }
    }

    record Numa(List<String> nodes, String balancing) {
        static Numa read(Host host) {
            List<String> nodes = new ArrayList<>();
            for (String name : host.list(NODES)) {
                if (name.startsWith("node") && Words.number(name.substring(4)) >= 0) {
                    nodes.add(name + " (processors " + host.value(NODES + "/" + name + "/cpulist") + ", "
                            + memory(host.value(NODES + "/" + name + "/meminfo")) + " MiB)");
                }
            }
            return new Numa(nodes, host.value("/proc/sys/kernel/numa_balancing"));
        }

        private static long memory(String meminfo) {
            int start = meminfo.indexOf("MemTotal:");
            return start < 0 ? 0 : Words.number(meminfo.substring(start + 9).trim()) / 1024;
        }

        Finding judge() {
            if (nodes.isEmpty()) {
                return Finding.note("the kernel shows no node");
            }
            String seen = Words.some(nodes, 4) + (balancing.equals("1") ? "; balanced automatically" : "");
            return nodes.size() == 1
                    ? Finding.pass(seen)
                    : Finding.note(seen, "virsh numatune DOMAIN --nodeset NODE --mode strict");
        }
    }

    record Policy(long totalKib, long availableKib, String overcommit, long swappiness, String zswap) {
        /** Below this share of memory free, a guest more is likely to be swapped out. */
        private static final int LOW_PERCENT = 10;

        static Policy read(Host host) {
            String meminfo = host.value("/proc/meminfo");
            return new Policy(
                    field(meminfo, "MemTotal:"),
                    field(meminfo, "MemAvailable:"),
                    host.value("/proc/sys/vm/overcommit_memory"),
                    Words.number(host.value("/proc/sys/vm/swappiness")),
                    host.value("/sys/module/zswap/parameters/enabled"));
        }

        private static long field(String meminfo, String name) {
            int start = meminfo.indexOf(name);
            return start < 0
                    ? -1
                    : Words.number(meminfo.substring(start + name.length()).trim());
        }

        Finding judge() {
            if (totalKib <= 0) {
                return Finding.skipped("/proc/meminfo cannot be read");
            }
            String seen = availableKib / 1024 + " of " + totalKib / 1024 + " MiB available, overcommit "
                    + Words.orNone(overcommit) + ", swappiness " + swappiness
                    + (Words.yes(zswap) ? ", zswap on" : "");
            if (overcommit.equals("2")) {
                return Finding.warn(
                        seen + ": guests larger than the rest of the limit will not start",
                        "sysctl vm.overcommit_memory=0");
            }
            return availableKib * 100 / totalKib < LOW_PERCENT
                    ? Finding.note(seen + ": little is left for another guest")
                    : Finding.pass(seen);
        }
    }
}
