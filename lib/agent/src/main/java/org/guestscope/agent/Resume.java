package org.guestscope.agent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import org.guestscope.agent.libc.Fd;
import org.guestscope.agent.libc.Posix;
import org.guestscope.guest.wire.Limits;
import org.guestscope.guest.wire.WireException;

/**
 * Makes a restored appliance differ from all others restored from the same snapshot: without it they would draw the same
 * UUIDs and keys.
 *
 * @see <a href="https://man7.org/linux/man-pages/man4/random.4.html">random(4)</a>
 */
final class Resume {

    /** {@code _IOW('R', 0x03, int[2])}: adds bytes and counts their entropy. */
    private static final long RNDADDENTROPY = 0x40085203;

    /** {@code _IO('R', 0x07)}: derives the generator's key from the pool now, not at the next regular time. */
    private static final long RNDRESEEDCRNG = 0x5207;

    private Resume() {}

    static void apply(byte[] payload) throws IOException {
        if (payload.length != Long.BYTES + Integer.BYTES + Limits.SEED_BYTES) {
            throw new WireException("resume", payload.length + " bytes of payload");
        }
        ByteBuffer in = ByteBuffer.wrap(payload);
        long seconds = in.getLong();
        int nanos = in.getInt();
        byte[] seed = new byte[Limits.SEED_BYTES];
        in.get(seed);
        reseed(seed);
        Posix.setClock(seconds, nanos);
    }

    private static void reseed(byte[] seed) throws IOException {
        byte[] pool = ByteBuffer.allocate(2 * Integer.BYTES + seed.length)
                .order(ByteOrder.nativeOrder())
                .putInt(seed.length * Byte.SIZE)
                .putInt(seed.length)
                .put(seed)
                .array();
        try (Fd random = Posix.open("/dev/urandom", Posix.O_RDWR)) {
            Posix.ioctl("/dev/urandom", random, RNDADDENTROPY, pool);
            Posix.ioctl("/dev/urandom", random, RNDRESEEDCRNG, 0L);
            byte[] fresh = random.input().readNBytes(Limits.SEED_BYTES);
            new SecureRandom().setSeed(fresh); // the JDK's native generator keeps one state for all instances
        }
    }
}
