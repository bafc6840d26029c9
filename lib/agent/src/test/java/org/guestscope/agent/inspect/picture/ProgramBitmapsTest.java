package org.guestscope.agent.inspect.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs with one bitmap, made here field by field. */
class ProgramBitmapsTest {

    private static final int NUMBER = 143;
    private static final int WIDTH = 5;
    private static final int HEIGHT = 7;

    /** Where the section of resources begins, in the file and in memory. */
    private static final int RESOURCES = 0x200;

    private static final int ADDRESS = 0x1000;
    private static final int SUBDIRECTORY = 0x80000000;

    /** PE format: MZ header, PE signature, file header, optional header of PE32 or PE32+, one section. */
    private static byte[] program(boolean wide, byte[] bitmap) {
        ByteBuffer out = ByteBuffer.allocate(RESOURCES + 0x58 + bitmap.length).order(ByteOrder.LITTLE_ENDIAN);
        out.put("MZ".getBytes(StandardCharsets.US_ASCII)).putInt(0x3c, 64);
        int optional = 64 + 24;
        int optionalSize = (wide ? 112 : 96) + 16 * 8;
        out.putInt(64, 'P' | 'E' << 8).putShort(64 + 6, (short) 1).putShort(64 + 20, (short) optionalSize);
        out.putShort(optional, (short) (wide ? 0x20b : 0x10b));
        out.putInt(optional + (wide ? 112 : 96) + 2 * 8, ADDRESS);
        int section = optional + optionalSize;
        out.putInt(section + 12, ADDRESS)
                .putInt(section + 16, 0x58 + bitmap.length)
                .putInt(section + 20, RESOURCES);
        directory(out, RESOURCES, 2, 0x18 | SUBDIRECTORY);
        directory(out, RESOURCES + 0x18, NUMBER, 0x30 | SUBDIRECTORY);
        directory(out, RESOURCES + 0x30, 0x409, 0x48);
        out.putInt(RESOURCES + 0x48, ADDRESS + 0x58).putInt(RESOURCES + 0x4c, bitmap.length);
        return out.put(RESOURCES + 0x58, bitmap).array();
    }

    private static void directory(ByteBuffer out, int at, int number, int leadsTo) {
        out.putShort(at + 14, (short) 1).putInt(at + 16, number).putInt(at + 20, leadsTo);
    }

    /** BITMAPINFOHEADER, a palette of grays up to 8 bits, rows from the lowest up. */
    private static byte[] bitmap(int depth) {
        int colors = depth > 8 ? 0 : 1 << depth;
        int line = (WIDTH * depth + 31) / 32 * 4;
        ByteBuffer out = ByteBuffer.allocate(40 + colors * 4 + line * HEIGHT).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(40).putInt(WIDTH).putInt(HEIGHT).putShort((short) 1).putShort((short) depth);
        for (int i = 0; i < colors; i++) {
            int gray = gray(depth, i);
            out.putInt(40 + 4 * i, gray << 16 | gray << 8 | gray);
        }
        for (int y = 0; y < HEIGHT; y++) {
            int row = 40 + colors * 4 + (HEIGHT - 1 - y) * line;
            for (int x = 0; x < WIDTH; x++) {
                if (depth > 8) {
                    int at = row + x * depth / 8;
                    out.put(at, (byte) blue(x)).put(at + 1, (byte) green(y)).put(at + 2, (byte) red(x, y));
                } else {
                    int bit = x * depth;
                    int at = row + bit / 8;
                    out.put(at, (byte) (out.get(at) | index(depth, x, y) << 8 - depth - bit % 8));
                }
            }
        }
        return out.array();
    }

    private static int index(int depth, int x, int y) {
        return (x + 3 * y) % (1 << depth);
    }

    private static int gray(int depth, int index) {
        return index * 255 / ((1 << depth) - 1);
    }

    private static int red(int x, int y) {
        return 200 + x * y;
    }

    private static int green(int y) {
        return 30 * y;
    }

    private static int blue(int x) {
        return 50 * x;
    }

    private static int color(int depth, int x, int y) {
        if (depth > 8) {
            return red(x, y) << 16 | green(y) << 8 | blue(x);
        }
        int gray = gray(depth, index(depth, x, y));
        return gray << 16 | gray << 8 | gray;
    }

    private static BufferedImage picture(Bitmap bitmap) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(bitmap.png()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 8, 24, 32})
    void everyPixelIsInThePng(int depth) throws IOException {
        for (boolean wide : new boolean[] {false, true}) {
            Bitmap found = new ProgramBitmaps(program(wide, bitmap(depth))).find(NUMBER);
            BufferedImage picture = picture(Objects.requireNonNull(found));

            assertThat(picture.getWidth()).isEqualTo(WIDTH);
            assertThat(picture.getHeight()).isEqualTo(HEIGHT);
            for (int y = 0; y < HEIGHT; y++) {
                for (int x = 0; x < WIDTH; x++) {
                    assertThat(picture.getRGB(x, y) & 0xffffff)
                            .as("%d,%d", x, y)
                            .isEqualTo(color(depth, x, y));
                }
            }
        }
    }

    @Test
    void theUpperRowsCanBeHadAlone() throws IOException {
        Bitmap found = Objects.requireNonNull(new ProgramBitmaps(program(false, bitmap(24))).find(NUMBER));

        BufferedImage top = picture(found.top(2));

        assertThat(top.getHeight()).isEqualTo(2);
        assertThat(top.getRGB(3, 1) & 0xffffff).isEqualTo(color(24, 3, 1));
        assertThat(picture(found.top(100)).getHeight()).isEqualTo(HEIGHT);
    }

    @Test
    void otherNumbersAndOtherFilesHaveNone() {
        assertThat(new ProgramBitmaps(program(false, bitmap(24))).find(NUMBER + 1))
                .isNull();
        assertThat(new ProgramBitmaps(new byte[0]).find(NUMBER)).isNull();
        assertThat(new ProgramBitmaps(new byte[4096]).find(NUMBER)).isNull();
    }

    /** Whatever is damaged, there is a picture of a sensible size or none. */
    @Test
    void damagedProgramsGiveAPictureOrNone() {
        byte[] good = program(false, bitmap(8));
        Random random = new Random(3);
        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = good.clone();
            for (int i = 0; i <= round % 4; i++) {
                damaged[random.nextInt(damaged.length)] =
                        (byte) (random.nextBoolean() ? random.nextInt() : random.nextInt(2) * 255);
            }
            Bitmap found = new ProgramBitmaps(damaged).find(NUMBER);
            if (found != null) {
                assertThat(found.pixels()).hasSize(found.width() * found.height() * 3);
                assertThat(found.width()).isBetween(1, 1024);
            }
        }
    }
}
