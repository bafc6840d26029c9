package org.guestscope.virttop.draw;

import com.googlecode.lanterna.TerminalPosition;
import com.googlecode.lanterna.input.CharacterPattern;
import com.googlecode.lanterna.input.KeyDecodingProfile;
import com.googlecode.lanterna.input.MouseAction;
import com.googlecode.lanterna.input.MouseActionType;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The mouse as xterm's SGR mode 1006 reports it: {@code ESC [ < button ; column ; line M}, with {@code m} for a button let
 * go. Terminals that report a mouse at all know it, tmux and screen pass it on, and it has no limit at 223 columns. The
 * older modes Lanterna asks for have one, or know no wheel.
 *
 * @see <a href="https://invisible-island.net/xterm/ctlseqs/ctlseqs.html#h2-Mouse-Tracking">xterm, Mouse Tracking</a>
 */
final class SgrMouse implements KeyDecodingProfile, CharacterPattern {

    /** Presses and the wheel (1000), reported in SGR's way (1006). */
    static final String ON = "\u001b[?1000h\u001b[?1006h";

    static final String OFF = "\u001b[?1006l\u001b[?1000l";

    private static final String BEGIN = "\u001b[<";

    /** Three numbers of five digits, and what stands between them. */
    private static final int MAX_LENGTH = 22;

    /** Bits of the button number. */
    private static final int MOTION = 32;

    private static final int WHEEL = 64;
    private static final int BUTTON = 3;

    @Override
    public Collection<CharacterPattern> getPatterns() {
        return List.of(this);
    }

    @Override
    public @Nullable Matching match(List<Character> sequence) {
        int length = sequence.size();
        int[] numbers = new int[3];
        int number = 0;
        for (int i = 0; i < length; i++) {
            char c = sequence.get(i);
            if (i < BEGIN.length()) {
                if (c != BEGIN.charAt(i)) {
                    return null;
                }
            } else if (c >= '0' && c <= '9') {
                numbers[number] = numbers[number] * 10 + c - '0';
            } else if (c == ';' && number < 2) {
                number++;
            } else {
                boolean whole = number == 2 && i == length - 1 && (c == 'M' || c == 'm');
                return whole ? new Matching(action(numbers, c == 'M')) : null;
            }
        }
        return length < MAX_LENGTH ? Matching.NOT_YET : null;
    }

    private static MouseAction action(int[] numbers, boolean down) {
        int button = numbers[0] & BUTTON;
        MouseActionType type;
        if ((numbers[0] & WHEEL) != 0) {
            type = button == 0 ? MouseActionType.SCROLL_UP : MouseActionType.SCROLL_DOWN;
        } else if ((numbers[0] & MOTION) != 0) {
            type = MouseActionType.DRAG;
        } else {
            type = down ? MouseActionType.CLICK_DOWN : MouseActionType.CLICK_RELEASE;
        }
        return new MouseAction(
                type, button + 1, new TerminalPosition(Math.max(0, numbers[1] - 1), Math.max(0, numbers[2] - 1)));
    }
}
