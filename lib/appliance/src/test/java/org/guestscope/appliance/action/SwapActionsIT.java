package org.guestscope.appliance.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.guestscope.guest.action.Swap;
import org.guestscope.guest.action.Wiping;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Swap space by every name it has; the kernel's list says what is in use. */
@Timeout(600)
class SwapActionsIT {

    private static final String UUID = "a3a61220-882b-4f61-89f4-cf24dcc7297d";

    @RegisterExtension
    static final GuestMachine GUEST = new GuestMachine(32, 32);

    private final Swap swap = GUEST.actions(Swap.class);

    private static String inUse() throws IOException {
        return GUEST.shell("while read -r name kind kib rest; do"
                + " test $name = Filename || echo $name $kib; done </proc/swaps");
    }

    @Test
    void deviceIsUsed() throws IOException {
        swap.mkswap("/dev/sda", null, null);
        swap.swaponDevice("/dev/sda");
        assertThat(inUse()).as("all but the first page").isEqualTo("/dev/sda " + (32 * 1024 - 4));
        swap.swapoffDevice("/dev/sda");
        assertThat(inUse()).isEmpty();
        assertThatThrownBy(() -> swap.swapoffDevice("/dev/sda")).hasMessageContaining("Invalid argument");
        assertThatThrownBy(() -> swap.swaponDevice("/dev/sdb")).hasMessageContaining("Invalid argument");
    }

    @Test
    void labelsAndUuidsAreUsed() throws IOException {
        swap.mkswapL("name", "/dev/sda");
        swap.mkswapU(UUID, "/dev/sdb");
        assertThat(GUEST.shell("blkid -p -s LABEL -o value /dev/sda")).isEqualTo("name");
        assertThat(GUEST.shell("blkid -p -s UUID -o value /dev/sdb")).isEqualTo(UUID);
        swap.swaponLabel("name");
        assertThat(inUse()).startsWith("/dev/sda");
        swap.swapoffLabel("name");
        assertThat(inUse()).isEmpty();
        swap.swaponUuid(UUID);
        assertThat(inUse()).startsWith("/dev/sdb");
        swap.swapoffUuid(UUID);
        assertThat(inUse()).isEmpty();
        assertThatThrownBy(() -> swap.swaponLabel("other")).hasMessageContaining("No such file");
        assertThatThrownBy(() -> swap.swaponUuid("other")).hasMessageContaining("No such file");
    }

    @Test
    void fileIsUsed() throws IOException {
        GUEST.mountExt4("/dev/sda");
        GUEST.actions(Wiping.class).fill(0, 1 << 20, "/swap");
        swap.mkswapFile("/swap");
        assertThat(GUEST.shell("blkid -p -s TYPE -o value /sysroot/swap")).isEqualTo("swap");
        swap.swaponFile("/swap");
        assertThat(inUse()).matches("/sysroot/swap 10[12][0-9]");
        swap.swapoffFile("/swap");
        assertThat(inUse()).isEmpty();
    }
}
