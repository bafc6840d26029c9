package org.guestscope.virttop.draw;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TextColor;
import com.googlecode.lanterna.graphics.TextGraphics;

/** Colours that every terminal has; without colours, weight alone. */
final class Palette {

    private final boolean colours;

    Palette(boolean colours) {
        this.colours = colours;
    }

    void plain(TextGraphics graphics) {
        graphics.clearModifiers();
        graphics.setForegroundColor(TextColor.ANSI.DEFAULT);
        graphics.setBackgroundColor(TextColor.ANSI.DEFAULT);
    }

    void heading(TextGraphics graphics) {
        plain(graphics);
        graphics.enableModifiers(SGR.REVERSE);
    }

    void sortedColumn(TextGraphics graphics) {
        plain(graphics);
        graphics.enableModifiers(SGR.BOLD, SGR.UNDERLINE);
    }

    void title(TextGraphics graphics) {
        plain(graphics);
        graphics.enableModifiers(SGR.BOLD);
    }

    void message(TextGraphics graphics, boolean bad) {
        plain(graphics);
        graphics.enableModifiers(SGR.BOLD);
        if (bad && colours) {
            graphics.setForegroundColor(TextColor.ANSI.RED);
        }
    }

    void row(TextGraphics graphics, Row.Tone tone, boolean selected) {
        plain(graphics);
        if (colours) {
            graphics.setForegroundColor(
                    switch (tone) {
                        case NORMAL -> TextColor.ANSI.DEFAULT;
                        case FAINT -> TextColor.ANSI.BLACK_BRIGHT;
                        case WARM -> TextColor.ANSI.YELLOW;
                        case HOT, BAD -> TextColor.ANSI.RED;
                    });
        }
        if (tone == Row.Tone.HOT || tone == Row.Tone.BAD) {
            graphics.enableModifiers(SGR.BOLD);
        }
        if (selected) {
            graphics.enableModifiers(SGR.REVERSE);
        }
    }
}
