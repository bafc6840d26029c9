package org.guestscope.live;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.guestscope.live.jna.Libvirt;

/**
 * The host below the domains.
 *
 * @param model the CPU's kind, e.g. {@code x86_64}
 * @param memoryKib its memory; may change while it runs
 * @param cpus CPUs in use
 * @param mhz expected speed of one; 0 when unknown
 * @param maxCpus CPUs there can be: nodes, sockets, cores and threads multiplied
 * @param cpuTime how its CPUs spent their time; {@link CpuTime#UNKNOWN} where the driver does not tell
 * @param memory how its memory is used; {@link Memory#UNKNOWN} where the driver does not tell
 * @see <a href="https://libvirt.org/html/libvirt-libvirt-host.html#virNodeInfo">virNodeInfo</a>
 */
public record Node(String model, long memoryKib, int cpus, int mhz, int maxCpus, CpuTime cpuTime, Memory memory) {

    /**
     * Counters of CPU time over all CPUs, ns; -1 for absent.
     *
     * @param user in user mode, guests included
     */
    public record CpuTime(long user, long system, long idle, long iowait) {
        /** What drivers without these counters give. */
        public static final CpuTime UNKNOWN = new CpuTime(-1, -1, -1, -1);
    }

    /** Memory in KiB; -1 for absent. */
    public record Memory(long total, long free, long buffers, long cached) {
        /** What drivers without these figures give. */
        public static final Memory UNKNOWN = new Memory(-1, -1, -1, -1);
    }

    private static final int MODEL_BYTES = 32;

    /** Decodes a {@code virNodeInfo}. */
    static Node decode(byte[] info, CpuTime cpuTime, Memory memory) {
        ByteBuffer buffer = ByteBuffer.wrap(info).order(ByteOrder.nativeOrder());
        String model = text(info, 0, MODEL_BYTES);
        buffer.position(MODEL_BYTES);
        long memoryKib = buffer.getLong();
        int cpus = buffer.getInt();
        int mhz = buffer.getInt();
        int nodes = buffer.getInt();
        int sockets = buffer.getInt();
        int cores = buffer.getInt();
        int threads = buffer.getInt();
        return new Node(model, memoryKib, cpus, mhz, nodes * sockets * cores * threads, cpuTime, memory);
    }

    /** Decodes an array of {@code virNodeCPUStats} or {@code virNodeMemoryStats}. */
    static Map<String, Long> decodeStats(byte[] stats, int count) {
        Map<String, Long> values = new HashMap<>();
        ByteBuffer buffer = ByteBuffer.wrap(stats).order(ByteOrder.nativeOrder());
        for (int i = 0; i < count; i++) {
            int base = i * Libvirt.NODE_STAT_BYTES;
            values.put(
                    text(stats, base, Libvirt.NODE_STAT_BYTES - Long.BYTES),
                    buffer.getLong(base + Libvirt.NODE_STAT_BYTES - Long.BYTES));
        }
        return values;
    }

    static CpuTime cpuTime(Map<String, Long> stats) {
        return new CpuTime(
                stats.getOrDefault("user", -1L),
                stats.getOrDefault("kernel", -1L),
                stats.getOrDefault("idle", -1L),
                stats.getOrDefault("iowait", -1L));
    }

    static Memory memory(Map<String, Long> stats) {
        return new Memory(
                stats.getOrDefault("total", -1L),
                stats.getOrDefault("free", -1L),
                stats.getOrDefault("buffers", -1L),
                stats.getOrDefault("cached", -1L));
    }

    private static String text(byte[] bytes, int from, int length) {
        int end = from;
        while (end < from + length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }
}
