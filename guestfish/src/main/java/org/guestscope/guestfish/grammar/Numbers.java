package org.guestscope.guestfish.grammar;

import java.math.BigInteger;

/**
 * Integers with size suffixes: C literals, then one of {@code k K M G T P E Z Y}, a power of 1024 by itself or before
 * {@code iB}, a power of 1000 before {@code B}.
 */
public final class Numbers {
    private static final String SUFFIXES = "KMGTPEZY";
    private static final BigInteger UNSIGNED_MAX = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);
    private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

    // The fault numbers that the messages show; overflow and suffix may come together (3).
    private static final int OVERFLOW = 1;
    private static final int BAD_SUFFIX = 2;
    private static final int NOT_A_NUMBER = 4;

    private Numbers() {}

    /** A 64-bit parameter. {@code command} is the word as typed, {@code parameter} the name of the parameter. */
    public static long parseInt64(String command, String parameter, String word) throws GrammarException {
        Scan scan = new Scan(word, true);
        if (scan.fault != 0) {
            throw new GrammarException(
                    command + ": " + parameter + ": invalid integer parameter (xstrtoll returned " + scan.fault + ")");
        }
        return scan.value.longValueExact();
    }

    /** A 32-bit parameter. */
    public static int parseInt(String command, String parameter, String word) throws GrammarException {
        long value = parseInt64(command, parameter, word);
        if (value < Integer.MIN_VALUE || value > Integer.MAX_VALUE) {
            throw new GrammarException(command + ": " + parameter + ": integer out of range");
        }
        return (int) value;
    }

    /** A size in bytes that has no sign; sizes beyond 2^63 - 1 count as overflow. */
    public static long parseSize(String word) throws GrammarException {
        Scan scan = new Scan(word, false);
        int fault = scan.fault == 0 && scan.value.compareTo(MAX) > 0 ? OVERFLOW : scan.fault;
        if (fault != 0) {
            throw new GrammarException("parse_size: invalid integer parameter (xstrtoull returned " + fault + ")");
        }
        return scan.value.longValueExact();
    }

    /** One reading of a number: strtoll with base 0 and gnulib's suffixes. */
    private static final class Scan {
        private final String word;
        private int at;
        private int fault;
        private BigInteger value = BigInteger.ZERO;

        Scan(String word, boolean signed) {
            this.word = word;
            while (at < word.length() && " \t\n\u000b\f\r".indexOf(word.charAt(at)) >= 0) {
                at++;
            }
            boolean negative = at < word.length() && word.charAt(at) == '-';
            if (negative && !signed) {
                fault = NOT_A_NUMBER;
                return;
            }
            if (negative || (at < word.length() && word.charAt(at) == '+')) {
                at++;
            }
            if (!digits()) {
                // A suffix by itself counts as one of it, but not after a sign.
                if (suffix() < 0 || at != 0) {
                    fault = NOT_A_NUMBER;
                    return;
                }
                value = BigInteger.ONE;
            }
            value = negative ? value.negate() : value;
            clamp(signed);
            if (at < word.length()) {
                scale();
                clamp(signed);
            }
        }

        private boolean digits() {
            int radix = 10;
            if (word.regionMatches(true, at, "0x", 0, 2) && digitAt(at + 2, 16)) {
                radix = 16;
                at += 2;
            } else if (word.startsWith("0", at)) {
                radix = 8;
            }
            int from = at;
            while (digitAt(at, radix)) {
                at++;
            }
            if (at == from) {
                return false;
            }
            value = new BigInteger(word.substring(from, at), radix);
            return true;
        }

        private boolean digitAt(int index, int radix) {
            return index < word.length()
                    && word.charAt(index) < 0x80
                    && Character.digit(word.charAt(index), radix) >= 0;
        }

        /** The power that the suffix at the current place stands for, or -1. */
        private int suffix() {
            if (at >= word.length()) {
                return -1;
            }
            char c = word.charAt(at);
            return c == 'k' ? 1 : c == '0' ? -1 : SUFFIXES.indexOf(c) < 0 ? -1 : SUFFIXES.indexOf(c) + 1;
        }

        private void scale() {
            int power = suffix();
            if (power < 0) {
                fault |= BAD_SUFFIX;
                return;
            }
            at++;
            int base = 1024;
            if (word.startsWith("iB", at)) {
                at += 2;
            } else if (word.startsWith("B", at)) {
                base = 1000;
                at++;
            }
            value = value.multiply(BigInteger.valueOf(base).pow(power));
            if (at < word.length()) {
                fault |= BAD_SUFFIX;
            }
        }

        private void clamp(boolean signed) {
            BigInteger low = signed ? MIN : BigInteger.ZERO;
            BigInteger high = signed ? MAX : UNSIGNED_MAX;
            if (value.compareTo(low) < 0 || value.compareTo(high) > 0) {
                fault |= OVERFLOW;
                value = value.signum() < 0 ? low : high;
            }
        }
    }
}
