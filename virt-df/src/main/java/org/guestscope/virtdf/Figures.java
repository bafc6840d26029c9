package org.guestscope.virtdf;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.guestscope.cli.HumanSize;
import org.guestscope.disk.fs.StatVfs;

/**
 * The numbers of a row, computed as the peer computes them: each column scaled for itself, percentages in single
 * precision, reserved blocks counted as free.
 */
final class Figures {

    private static final int KIB = 1024;

    private Figures() {}

    /** {@code count} blocks in KiB: rounded down, and a block size that is no multiple of 1024 taken as the one below. */
    static long kib(long count, long blockSize) {
        if (blockSize >= KIB) {
            return count * (blockSize / KIB);
        }
        return blockSize <= 0 ? 0 : count / (KIB / blockSize);
    }

    /** {@code count} blocks in KiB or, when {@code human}, as 1.2M. */
    static String size(long count, long blockSize, boolean human) {
        return human ? HumanSize.of(count, blockSize) : Long.toString(kib(count, blockSize));
    }

    static float usePercent(StatVfs stat) {
        return percent(stat.free(), stat.blocks());
    }

    static float inodesUsePercent(StatVfs stat) {
        return percent(stat.filesFree(), stat.files());
    }

    private static float percent(long free, long total) {
        return total == 0 ? 0 : (float) (100. - 100. * free / total);
    }

    /** A percentage for the table: rounded up to a whole number, at least three columns wide. */
    static String rounded(float percent) {
        String digits = Long.toString((long) Math.ceil(percent));
        return " ".repeat(Math.max(0, 3 - digits.length())) + digits + "%";
    }

    /** A percentage for CSV: one decimal, without a sign. */
    static String decimal(float percent) {
        return new BigDecimal(percent).setScale(1, RoundingMode.HALF_EVEN).toPlainString();
    }
}
