package org.guestscope.virttop.model;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * How lists are ordered. Figures go down, IDs and names go up; equal ones are ordered by name; domains that do not run
 * come last.
 */
public enum SortOrder {
    ID("id", "Domain ID"),
    NAME("name", "Domain name"),
    CPU("cpu", "%CPU"),
    MEMORY("mem", "%MEM"),
    TIME("time", "TIME (CPU time)"),
    NET_RX("netrx", "Net RX bytes"),
    NET_TX("nettx", "Net TX bytes"),
    BLOCK_READ("blockrdrq", "Block read reqs"),
    BLOCK_WRITE("blockwrrq", "Block write reqs");

    private final String word;
    private final String title;

    SortOrder(String word, String title) {
        this.word = word;
        this.title = title;
    }

    /** What the command line and the init file call it. */
    public String word() {
        return word;
    }

    /** What the sort menu calls it. */
    public String title() {
        return title;
    }

    /** The order of that word; null when there is none. */
    public static @Nullable SortOrder of(String word) {
        return switch (word) {
            case "processor" -> CPU;
            case "memory" -> MEMORY;
            default -> {
                for (SortOrder order : values()) {
                    if (order.word.equals(word)) {
                        yield order;
                    }
                }
                yield null;
            }
        };
    }

    /** Orders domains; {@code reversed} turns the figures round, and leaves those that do not run at the end. */
    public Comparator<DomainReading> domains(boolean reversed) {
        Comparator<DomainReading> byFigure = byFigure();
        return (a, b) -> {
            // One comparison in place of a chain of them: with a thousand domains it is made ten thousand times.
            int order = Boolean.compare(b.active(), a.active());
            if (order == 0) {
                order = reversed ? byFigure.compare(b, a) : byFigure.compare(a, b);
            }
            if (order == 0) {
                order = a.name().compareTo(b.name());
            }
            return order != 0 ? order : a.host().compareTo(b.host());
        };
    }

    private Comparator<DomainReading> byFigure() {
        return switch (this) {
            case ID -> (a, b) -> Integer.compare(a.id(), b.id());
            case NAME -> (a, b) -> a.name().compareTo(b.name());
            case CPU -> descending(DomainReading::cpuPercent);
            case MEMORY -> descending(DomainReading::memoryKib);
            case TIME -> descending(DomainReading::cpuTime);
            case NET_RX -> descending(d -> d.io().rxBytes());
            case NET_TX -> descending(d -> d.io().txBytes());
            case BLOCK_READ -> descending(d -> d.io().rdReqs());
            case BLOCK_WRITE -> descending(d -> d.io().wrReqs());
        };
    }

    /** Orders disks or interfaces; what a device has no figure for falls back to bytes received or requests read. */
    public Comparator<DeviceReading> devices(View view, boolean reversed) {
        Comparator<DeviceReading> byFigure = switch (this) {
            case ID -> Comparator.comparingInt(d -> d.domain().id());
            case NAME -> Comparator.comparing(DeviceReading::name);
            case NET_TX ->
                view == View.INTERFACES ? downwards(DeviceReading::outBytes) : downwards(DeviceReading::inRequests);
            case BLOCK_WRITE ->
                view == View.BLOCK ? downwards(DeviceReading::outRequests) : downwards(DeviceReading::inBytes);
            default ->
                view == View.INTERFACES ? downwards(DeviceReading::inBytes) : downwards(DeviceReading::inRequests);
        };
        return (reversed ? byFigure.reversed() : byFigure)
                .thenComparing(DeviceReading::name)
                .thenComparing(d -> d.domain().name());
    }

    /** A figure of a domain. */
    @FunctionalInterface
    private interface DomainFigureOf {
        double of(DomainReading domain);
    }

    /** A figure of a device. */
    @FunctionalInterface
    private interface DeviceFigureOf {
        long of(DeviceReading device);
    }

    private static Comparator<DomainReading> descending(DomainFigureOf figure) {
        return (a, b) -> Double.compare(known(figure.of(b)), known(figure.of(a)));
    }

    private static Comparator<DeviceReading> downwards(DeviceFigureOf figure) {
        return (a, b) -> Long.compare(figure.of(b), figure.of(a));
    }

    /** An unknown figure counts as the smallest. */
    private static double known(double figure) {
        return Double.isNaN(figure) ? -1 : figure;
    }
}
