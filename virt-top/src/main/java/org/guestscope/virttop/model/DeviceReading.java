package org.guestscope.virttop.model;

import org.jspecify.annotations.Nullable;

/**
 * One disk or interface over one interval. Requests of an interface are its packets; in is what the guest reads or
 * receives. All numbers are increases, {@link Io#UNKNOWN} when the device has no such figure.
 *
 * @param path of a disk's image, where the driver tells
 * @param extra of disks: flushes and the nanoseconds requests took; of interfaces: drops and errors
 */
public record DeviceReading(
        DomainReading domain,
        String name,
        @Nullable String path,
        long inBytes,
        long outBytes,
        long inRequests,
        long outRequests,
        Extra extra) {

    /**
     * What the lists do not show and the domain's own screen does.
     *
     * @param inNanos time spent in reads
     * @param outNanos time spent in writes
     * @param flushes flush requests
     * @param flushNanos time spent in flushes
     * @param inErrors errors while receiving
     * @param outErrors errors while sending
     * @param inDrops packets dropped while receiving
     * @param outDrops packets dropped while sending
     * @param capacity a disk's size in bytes
     * @param allocation bytes of it that are backed on the host
     */
    public record Extra(
            long inNanos,
            long outNanos,
            long flushes,
            long flushNanos,
            long inErrors,
            long outErrors,
            long inDrops,
            long outDrops,
            long capacity,
            long allocation) {}

    /** Mean time of one read over the interval, in milliseconds; NaN when there was none. */
    public double readMillis() {
        return mean(extra.inNanos, inRequests);
    }

    /** Mean time of one write over the interval, in milliseconds; NaN when there was none. */
    public double writeMillis() {
        return mean(extra.outNanos, outRequests);
    }

    private static double mean(long nanos, long requests) {
        return nanos < 0 || requests <= 0 ? Double.NaN : nanos / 1e6 / requests;
    }
}
