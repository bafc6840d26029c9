package org.guestscope.cli;

import java.math.BigInteger;

/** Sizes for people, as {@code df -h} of GNU coreutils writes them: 512, 1.5K, 23M, 1.0T. */
public final class HumanSize {

    private static final String LETTERS = "KMGTPEZY";
    private static final BigInteger BASE = BigInteger.valueOf(1024);

    private HumanSize() {}

    /**
     * {@code count} blocks of {@code blockSize} bytes: below 1024 bytes the plain number, else scaled by powers of 1024,
     * with one decimal below 10 and none above, rounded to nearest, halves to even.
     *
     * @param count a number of blocks, taken as unsigned
     * @param blockSize in bytes, above 0
     */
    public static String of(long count, long blockSize) {
        BigInteger bytes = new BigInteger(Long.toUnsignedString(count)).multiply(BigInteger.valueOf(blockSize));
        if (bytes.compareTo(BASE) < 0) {
            return bytes.toString();
        }
        int power = 0;
        BigInteger unit = BigInteger.ONE;
        while (power < LETTERS.length() && bytes.compareTo(unit.multiply(BASE)) >= 0) {
            unit = unit.multiply(BASE);
            power++;
        }
        BigInteger tenths = roundHalfEven(bytes.multiply(BigInteger.TEN), unit);
        if (tenths.compareTo(BigInteger.valueOf(100)) < 0) {
            return tenths.divide(BigInteger.TEN) + "." + tenths.mod(BigInteger.TEN) + LETTERS.charAt(power - 1);
        }
        BigInteger whole = roundHalfEven(bytes, unit);
        if (whole.compareTo(BASE) == 0 && power < LETTERS.length()) {
            return "1.0" + LETTERS.charAt(power);
        }
        return whole.toString() + LETTERS.charAt(power - 1);
    }

    private static BigInteger roundHalfEven(BigInteger dividend, BigInteger divisor) {
        BigInteger[] parts = dividend.divideAndRemainder(divisor);
        int half = parts[1].shiftLeft(1).compareTo(divisor);
        boolean up = half > 0 || half == 0 && parts[0].testBit(0);
        return up ? parts[0].add(BigInteger.ONE) : parts[0];
    }
}
