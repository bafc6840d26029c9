package org.guestscope.virttop.model;

/** The last values of a percentage, newest last; unknown ones are left out. Written by the sampler, read by the screen. */
public final class History {

    /** Values kept: the width of a wide screen. */
    public static final int LENGTH = 120;

    private final float[] ring = new float[LENGTH];
    private int next;
    private int count;

    /** Adds a value; NaN is not kept. */
    public synchronized void add(double value) {
        if (!Double.isNaN(value)) {
            ring[next] = (float) value;
            next = (next + 1) % LENGTH;
            count = Math.min(count + 1, LENGTH);
        }
    }

    /** The newest {@code wanted} values, oldest first; fewer when fewer are known. */
    public synchronized float[] last(int wanted) {
        int length = Math.min(wanted, count);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = ring[Math.floorMod(next - length + i, LENGTH)];
        }
        return values;
    }
}
