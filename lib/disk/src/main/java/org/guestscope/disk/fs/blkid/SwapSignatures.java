package org.guestscope.disk.fs.blkid;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.fs.blkid.Identity.Purpose;
import org.jspecify.annotations.Nullable;

/** Swap space and the hibernation images that take its place; the magic ends the first page, whatever its size. */
final class SwapSignatures {

    private static final int MAGIC_BYTES = 10;
    private static final long MIN_BYTES = 10 * 4096;
    private static final String TUX_ON_ICE = "edc302e99856e50c";

    private SwapSignatures() {}

    static List<Signature> all() {
        List<Magic> suspended = new ArrayList<>(List.of(Magic.hex(0, 0, TUX_ON_ICE)));
        List<Magic> swap = new ArrayList<>();
        for (int page = 4 << 10; page <= 64 << 10; page <<= 1) {
            for (String magic : List.of("S1SUSPEND", "S2SUSPEND", "ULSUSPEND", "LINHIB0001")) {
                suspended.add(Magic.text(0, page - MAGIC_BYTES, magic));
            }
            swap.add(Magic.text(0, page - MAGIC_BYTES, "SWAP-SPACE"));
            swap.add(Magic.text(0, page - MAGIC_BYTES, "SWAPSPACE2"));
        }
        return List.of(
                Signature.of("swsuspend", Purpose.OTHER, (w, m) -> header(w), suspended.toArray(Magic[]::new))
                        .atLeast(MIN_BYTES),
                Signature.of("swap", Purpose.OTHER, SwapSignatures::swap, swap.toArray(Magic[]::new))
                        .atLeast(MIN_BYTES));
    }

    private static @Nullable Names swap(Window window, Magic magic) throws IOException {
        if (window.matches(0, HexFormat.of().parseHex(TUX_ON_ICE))) {
            return null;
        }
        if (magic.asText().equals("SWAP-SPACE")) {
            return Names.NONE;
        }
        Cursor in = window.littleEndian(1024, 12, "swap header");
        if (in == null) {
            return null;
        }
        int version = in.s32();
        boolean known = version == 1 || Integer.reverseBytes(version) == 1;
        return known && in.u32() != 0 ? header(window) : null;
    }

    /** UUID and label, unless there is garbage behind them. */
    private static @Nullable Names header(Window window) throws IOException {
        Cursor in = window.littleEndian(1024, 512, "swap header");
        if (in == null) {
            return null;
        }
        byte[] uuid = in.at(12).bytes(16);
        byte[] label = in.bytes(16);
        int paddingStart = in.position();
        return in.at(paddingStart + 32 * 4).u64() == 0 ? new Names(Names.label(label), Names.uuid(uuid)) : Names.NONE;
    }
}
