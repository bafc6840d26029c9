package org.guestscope.disk.fs.ntfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import org.guestscope.disk.Cursor;
import org.guestscope.disk.DiskFormatException;
import org.guestscope.disk.SparseDevice;
import org.junit.jupiter.api.Test;

class RunTest {

    private static List<Run> runs(String digits) throws IOException {
        byte[] raw = HexFormat.of().parseHex(digits);
        return Run.readAll(
                Cursor.over(new SparseDevice("disk", 0), 0, raw, ByteOrder.LITTLE_ENDIAN, "mapping pairs"), 1000);
    }

    @Test
    void runsAreRelativeToTheOneBeforeAndMayBeHoles() throws IOException {
        assertThat(runs("2110640001201103f6010a00"))
                .isEqualTo(List.of(new Run(100, 16), new Run(-1, 32), new Run(90, 3), new Run(-1, 10)));
    }

    @Test
    void runBeyondTheVolumeIsRefused() {
        assertThatThrownBy(() -> runs("2110f00300"))
                .isInstanceOf(DiskFormatException.Bad.class)
                .hasMessageContaining("clusters 1008 + 16 of 1000");
    }

    @Test
    void runOfNegativeLengthIsRefused() {
        assertThatThrownBy(() -> runs("11ff0100")).hasMessageContaining("run of -1 clusters");
    }

    @Test
    void listWithoutAnEndIsRefused() {
        assertThatThrownBy(() -> runs("110101")).isInstanceOf(DiskFormatException.Bad.class);
    }
}
