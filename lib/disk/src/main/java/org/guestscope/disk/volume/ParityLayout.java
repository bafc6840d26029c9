package org.guestscope.disk.volume;

import java.util.Optional;

/**
 * Where RAID 4, 5 and 6 keep data and parity in each stripe; the names are the kernel's {@code ALGORITHM_*}
 * (drivers/md/raid5.h), whose numbers stand in the metadata.
 *
 * <p>The RAID 6 variants of DDF differ from the others in the order of the syndrome alone, which is of no account
 * for reading data that is there.
 */
public enum ParityLayout {
    LEFT_ASYMMETRIC(0),
    RIGHT_ASYMMETRIC(1),
    LEFT_SYMMETRIC(2),
    RIGHT_SYMMETRIC(3),
    PARITY_0(4),
    PARITY_N(5),
    ROTATING_ZERO_RESTART(8),
    ROTATING_N_RESTART(9),
    ROTATING_N_CONTINUE(10),
    LEFT_ASYMMETRIC_6(16),
    RIGHT_ASYMMETRIC_6(17),
    LEFT_SYMMETRIC_6(18),
    RIGHT_SYMMETRIC_6(19),
    PARITY_0_6(20);

    private final int number;

    ParityLayout(int number) {
        this.number = number;
    }

    /** The layout that metadata names by {@code number}. */
    public static Optional<ParityLayout> numbered(long number) {
        for (ParityLayout layout : values()) {
            if (layout.number == number) {
                return Optional.of(layout);
            }
        }
        return Optional.empty();
    }

    /**
     * The members that keep one chunk of data and the parity of its stripe.
     *
     * @param data the member with the chunk
     * @param parity the member with the XOR of the stripe's data (P)
     * @param syndrome the member with the second parity (Q), or -1
     */
    record Place(int data, int parity, int syndrome) {}

    /**
     * Finds a chunk of data.
     *
     * @param stripe the stripe's number
     * @param index the chunk's number among the stripe's data
     * @param members how many members the array has
     * @param parities 1 for RAID 4 and 5, 2 for RAID 6
     */
    Place place(long stripe, int index, int members, int parities) {
        if (parities == 1) {
            return single(this, stripe, index, members, -1);
        }
        return switch (this) {
            case LEFT_ASYMMETRIC, ROTATING_N_RESTART ->
                skipping(
                        (int) (members - 1 - (stripe + (this == ROTATING_N_RESTART ? 1 : 0)) % members),
                        index,
                        members);
            case RIGHT_ASYMMETRIC, ROTATING_ZERO_RESTART -> skipping((int) (stripe % members), index, members);
            case LEFT_SYMMETRIC -> following((int) (members - 1 - stripe % members), index, members);
            case RIGHT_SYMMETRIC -> following((int) (stripe % members), index, members);
            case PARITY_0 -> new Place(index + 2, 0, 1);
            case PARITY_N -> new Place(index, members - 2, members - 1);
            case ROTATING_N_CONTINUE -> {
                int parity = (int) (members - 1 - stripe % members);
                yield new Place((parity + 1 + index) % members, parity, (parity + members - 1) % members);
            }
            case LEFT_ASYMMETRIC_6 -> single(LEFT_ASYMMETRIC, stripe, index, members - 1, members - 1);
            case RIGHT_ASYMMETRIC_6 -> single(RIGHT_ASYMMETRIC, stripe, index, members - 1, members - 1);
            case LEFT_SYMMETRIC_6 -> single(LEFT_SYMMETRIC, stripe, index, members - 1, members - 1);
            case RIGHT_SYMMETRIC_6 -> single(RIGHT_SYMMETRIC, stripe, index, members - 1, members - 1);
            case PARITY_0_6 -> new Place(index + 1, 0, members - 1);
        };
    }

    /** One rotating parity among {@code members}; what RAID 6 adds on a member of its own is only passed through. */
    private static Place single(ParityLayout layout, long stripe, int index, int members, int syndrome) {
        int left = (int) (members - 1 - stripe % members);
        int right = (int) (stripe % members);
        return switch (layout) {
            case LEFT_ASYMMETRIC -> new Place(index >= left ? index + 1 : index, left, syndrome);
            case RIGHT_ASYMMETRIC -> new Place(index >= right ? index + 1 : index, right, syndrome);
            case LEFT_SYMMETRIC -> new Place((left + 1 + index) % members, left, syndrome);
            case RIGHT_SYMMETRIC -> new Place((right + 1 + index) % members, right, syndrome);
            case PARITY_0 -> new Place(index + 1, 0, syndrome);
            default -> new Place(index, members - 1, syndrome);
        };
    }

    /** P and Q beside each other, Q after the last member being on the first; data fills the members left in order. */
    private static Place skipping(int parity, int index, int members) {
        if (parity == members - 1) {
            return new Place(index + 1, parity, 0);
        }
        return new Place(index >= parity ? index + 2 : index, parity, parity + 1);
    }

    /** P and Q beside each other; data follows Q and goes round. */
    private static Place following(int parity, int index, int members) {
        return new Place((parity + 2 + index) % members, parity, (parity + 1) % members);
    }
}
