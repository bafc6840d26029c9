package org.guestscope.virttop.draw;

import static org.assertj.core.api.Assertions.assertThat;

import com.googlecode.lanterna.TerminalPosition;
import com.googlecode.lanterna.input.CharacterPattern.Matching;
import com.googlecode.lanterna.input.MouseAction;
import com.googlecode.lanterna.input.MouseActionType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SgrMouseTest {

    private static @Nullable Matching match(String sequence) {
        return new SgrMouse().match(sequence.chars().mapToObj(c -> (char) c).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "'\u001b[<0;1;1M', CLICK_DOWN, 0, 0",
        "'\u001b[<0;300;100m', CLICK_RELEASE, 299, 99",
        "'\u001b[<2;7;9M', CLICK_DOWN, 6, 8",
        "'\u001b[<32;7;9M', DRAG, 6, 8",
        "'\u001b[<64;7;9M', SCROLL_UP, 6, 8",
        "'\u001b[<65;7;9M', SCROLL_DOWN, 6, 8",
        "'\u001b[<0;0;0M', CLICK_DOWN, 0, 0"
    })
    void reportsAreRead(String sequence, MouseActionType type, int column, int row) {
        Matching matching = Objects.requireNonNull(match(sequence));
        assertThat(matching.fullMatch).isInstanceOfSatisfying(MouseAction.class, action -> {
            assertThat(action.getActionType()).isEqualTo(type);
            assertThat(action.getPosition()).isEqualTo(new TerminalPosition(column, row));
        });
    }

    @Test
    void reportThatIsNotWholeYetIsWaitedFor() {
        String whole = "\u001b[<0;12;34M";
        for (int length = 1; length < whole.length(); length++) {
            assertThat(match(whole.substring(0, length))).isSameAs(Matching.NOT_YET);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "q",
                "\u001b[A",
                "\u001b[<M",
                "\u001b[<1;2M",
                "\u001b[<1;2;3;4M",
                "\u001b[<1;2;3x",
                "\u001b[<1;2;3Mx",
                "\u001b[<9999999999999999999"
            })
    void everythingElseIsLeftToOthers(String sequence) {
        assertThat(match(sequence)).isNull();
    }
}
