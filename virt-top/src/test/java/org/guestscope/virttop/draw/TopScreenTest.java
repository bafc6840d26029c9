package org.guestscope.virttop.draw;

import static org.assertj.core.api.Assertions.assertThat;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TerminalPosition;
import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.TextColor;
import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import com.googlecode.lanterna.input.MouseAction;
import com.googlecode.lanterna.input.MouseActionType;
import com.googlecode.lanterna.screen.TerminalScreen;
import com.googlecode.lanterna.terminal.virtual.DefaultVirtualTerminal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.guestscope.live.DomainFacts;
import org.guestscope.live.DomainState;
import org.guestscope.virttop.model.DomainReading;
import org.guestscope.virttop.model.HostModel;
import org.guestscope.virttop.model.HostReading;
import org.guestscope.virttop.model.Samples;
import org.guestscope.virttop.model.Samples.Domains;
import org.guestscope.virttop.model.SortOrder;
import org.guestscope.virttop.model.View;
import org.guestscope.virttop.settings.Settings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopScreenTest {

    private final Settings settings = new Settings();
    private final List<DomainReading> asked = new ArrayList<>();
    private int samplesWanted;
    private DefaultVirtualTerminal terminal = new DefaultVirtualTerminal(new TerminalSize(80, 24));
    private TopScreen top;
    private Keys keys;

    @TempDir
    Path folder;

    @BeforeEach
    void openEightyByTwentyFour() throws Exception {
        open(80, 24);
    }

    private void open(int columns, int lines) throws Exception {
        terminal = new DefaultVirtualTerminal(new TerminalSize(columns, lines));
        TerminalScreen screen = new TerminalScreen(terminal);
        screen.startScreen();
        top = new TopScreen(settings, screen, Clock.fixed(Samples.START, ZoneOffset.UTC), true, true);
        keys = new Keys(top, settings, new Keys.Actions() {
            @Override
            public void sampleNow() {
                samplesWanted++;
            }

            @Override
            public void wantFacts(DomainReading domain) {
                asked.add(domain);
            }
        });
    }

    private static List<HostReading> twoDomains() {
        HostModel model = new HostModel("h");
        model.accept(Samples.at(
                0,
                Domains.running("web", 1, 0).disk("vda", 0, 0, 0, 0).nic("vnet0", 0, 0),
                Domains.running("db", 2, 0)
                        .disk("vda", 0, 0, 0, 0)
                        .nic("vnet1", 0, 0)
                        .vcpu(0, 0),
                Domains.off("spare")));
        return List.of(model.accept(Samples.at(
                2,
                Domains.running("web", 1, 400).disk("vda", 10, 20, 4096, 20480).nic("vnet0", 5000, 200),
                Domains.running("db", 2, 7600)
                        .disk("vda", 100, 50, 1 << 20, 8192)
                        .nic("vnet1", 300, 12000)
                        .vcpu(1900, 20)
                        .in(DomainState.PAUSED),
                Domains.off("spare"))));
    }

    private static List<HostReading> many(int count) {
        HostModel model = new HostModel("h");
        Domains[] before = new Domains[count];
        Domains[] after = new Domains[count];
        for (int i = 0; i < count; i++) {
            before[i] = Domains.running("dom" + i, i + 1, 0);
            after[i] = Domains.running("dom" + i, i + 1, count - i);
        }
        model.accept(Samples.at(0, before));
        return List.of(model.accept(Samples.at(1, after)));
    }

    private String line(int number) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < terminal.getTerminalSize().getColumns(); column++) {
            line.append(
                    terminal.getCharacter(new TerminalPosition(column, number)).getCharacterString());
        }
        return line.toString().stripTrailing();
    }

    private boolean reversed(int number) {
        return terminal.getCharacter(new TerminalPosition(0, number))
                .getModifiers()
                .contains(SGR.REVERSE);
    }

    private void press(Object... strokes) throws Exception {
        for (Object stroke : strokes) {
            KeyStroke key = stroke instanceof Character c
                    ? new KeyStroke(c, false, false)
                    : stroke instanceof KeyType type ? new KeyStroke(type) : (KeyStroke) stroke;
            assertThat(keys.press(key)).isTrue();
        }
        top.draw();
    }

    private void show(List<HostReading> hosts) throws Exception {
        top.accept(hosts);
        top.draw();
    }

    @Test
    void domainsAtEightyColumnsAreThePeersScreen() throws Exception {
        show(twoDomains());
        assertThat(line(0)).isEqualTo("virt-top 17:38:38 - x86_64 4/4CPU 1600MHz 8192MB 100.0%");
        assertThat(line(1)).isEqualTo("3 domains, 2 active, 1 running, 0 sleeping, 1 paused, 1 inactive D:0 O:0 X:0");
        assertThat(line(2)).isEqualTo("CPU: 100.0%  Mem: 2048 MB (2048 MB by guests)");
        assertThat(line(3))
                .isEqualTo("host 50.0% busy, 2048 MB free                                    by cpu v  1-3/3");
        assertThat(line(4)).isEqualTo("   ID S RDRQ WRRQ RXBY TXBY %CPU %MEM   TIME    NAME");
        assertThat(line(5)).isEqualTo("    2 P  100   50  300  11K 95.0 12.5   0:07.60 db");
        assertThat(line(6)).isEqualTo("    1 R   10   20 5000  200  5.0 12.5   0:00.40 web");
        assertThat(line(7)).isEqualTo("    -                                           (spare)");
        assertThat(reversed(4)).isTrue();
        assertThat(reversed(5)).isFalse();
    }

    @Test
    void columnTheListIsOrderedByStandsOutInTheHeading() throws Exception {
        show(twoDomains());
        assertThat(terminal.getCharacter(28, 4).getModifiers()).contains(SGR.UNDERLINE);
        press('M');
        assertThat(terminal.getCharacter(28, 4).getModifiers()).doesNotContain(SGR.UNDERLINE);
        assertThat(terminal.getCharacter(33, 4).getModifiers()).contains(SGR.UNDERLINE);
        assertThat(line(3)).endsWith("by mem v  1-3/3");
    }

    @Test
    void loadColoursTheRow() throws Exception {
        show(twoDomains());
        assertThat(terminal.getCharacter(0, 5).getForegroundColor()).isEqualTo(TextColor.ANSI.RED);
        assertThat(terminal.getCharacter(0, 6).getForegroundColor()).isEqualTo(TextColor.ANSI.DEFAULT);
    }

    @Test
    void wideScreensShowHistories() throws Exception {
        open(120, 40);
        show(twoDomains());
        assertThat(line(4))
                .startsWith("   ID S RDRQ WRRQ RXBY TXBY %CPU %MEM   TIME    NAME")
                .endsWith("%CPU HISTORY");
        assertThat(line(5)).endsWith(" █").hasSize(120);
    }

    @Test
    void interfacesAndBlockDevices() throws Exception {
        show(twoDomains());
        press('2');
        assertThat(line(4)).isEqualTo("   ID S RXBY TXBY RXPK TXPK DOMAIN       INTERFACE");
        assertThat(line(5)).isEqualTo("    1 R 5000  200   50    2 web          vnet0");
        press('3');
        assertThat(line(4)).isEqualTo("   ID S RDBY WRBY RDRQ WRRQ DOMAIN       DEVICE");
        assertThat(line(5)).isEqualTo("    2 P   1M 8192  100   50 db           vda");
        press('3');
        assertThat(settings.view).isEqualTo(View.DOMAINS);
    }

    @Test
    void bytesAndRatesAreChosenByKeys() throws Exception {
        show(twoDomains());
        press('B');
        assertThat(line(4)).startsWith("   ID S RDBY WRBY RXBY");
        assertThat(line(6)).startsWith("    1 R 4096  20K 5000  200");
        press('B', 'r');
        assertThat(line(6)).startsWith("    1 R    5   10 2500  100");
    }

    @Test
    void listFollowsTheChosenRowThroughALongList() throws Exception {
        show(many(100));
        assertThat(line(3)).endsWith("1-19/100");
        press(KeyType.ArrowDown);
        assertThat(reversed(5)).isTrue();
        press(KeyType.End);
        assertThat(line(23)).endsWith("dom99");
        assertThat(reversed(23)).isTrue();
        assertThat(line(3)).endsWith("82-100/100");
        press(KeyType.PageUp, KeyType.Home);
        assertThat(line(5)).endsWith("dom0");
        press('R');
        assertThat(line(23)).as("the chosen domain went to the end").endsWith("dom0");
    }

    @Test
    void chosenDomainThatVanishesGivesItsPlaceToAnother() throws Exception {
        show(many(3));
        press(KeyType.End);
        show(many(2));
        assertThat(line(3)).endsWith("1-2/2");
        assertThat(top.selected).isNotNull();
    }

    @Test
    void filterIsAppliedWhileItIsTypedAndEscTakesItAway() throws Exception {
        show(twoDomains());
        press('/', 'W', 'e');
        assertThat(line(3)).isEqualTo("Show names with: We");
        assertThat(line(5)).endsWith("web");
        assertThat(line(6)).isEmpty();
        press(KeyType.Enter);
        assertThat(line(3)).endsWith("filter We  by cpu v  1-1/1");
        press(KeyType.Escape);
        assertThat(line(3)).endsWith("by cpu v  1-3/3");
    }

    @Test
    void delayIsAskedForAndChecked() throws Exception {
        show(twoDomains());
        press('d');
        assertThat(line(3)).isEqualTo("Change delay from 3.0 to:");
        press('1', '.', '5', KeyType.Enter);
        assertThat(settings.delay).isEqualTo(1.5);
        press('s', '0', KeyType.Enter);
        assertThat(line(3)).startsWith("Delay must be > 0");
        press('s', 'x', KeyType.Enter);
        assertThat(line(3)).startsWith("Not a valid number");
        assertThat(settings.delay).isEqualTo(1.5);
    }

    @Test
    void sortMenuMarksTheCurrentOrder() throws Exception {
        show(twoDomains());
        press('F');
        assertThat(line(7)).isEqualTo("* 2  %CPU");
        assertThat(line(13)).isEqualTo("  8  Block write reqs");
        press('1');
        assertThat(settings.sort).isEqualTo(SortOrder.NAME);
        assertThat(line(5)).endsWith("db");
        press('F', KeyType.ArrowDown);
        assertThat(line(7)).isEqualTo("* 2  %CPU");
        press('q');
        assertThat(top.mode).isEqualTo(TopScreen.Mode.LIST);
    }

    @Test
    void helpFitsEightyByTwentyFour() throws Exception {
        show(twoDomains());
        press('h');
        List<String> help = HelpView.lines(settings);
        assertThat(help)
                .hasSizeLessThanOrEqualTo(24)
                .allSatisfy(text -> assertThat(text).hasSizeLessThanOrEqualTo(80));
        assertThat(line(help.size() - 1)).isEqualTo("Press any key to return.");
        press('x');
        assertThat(line(4)).startsWith("   ID S");
    }

    @Test
    void helpGoesBackToWhereItWasAskedFor() throws Exception {
        show(twoDomains());
        press(KeyType.Enter, 'h');
        assertThat(line(0)).isEqualTo("virt-top: keys");
        press('x');
        assertThat(line(5)).startsWith("Domain ");
        press(KeyType.Escape);
        assertThat(line(4)).startsWith("   ID S ");
    }

    @Test
    void unknownKeySaysSo() throws Exception {
        show(twoDomains());
        press('z');
        assertThat(line(3)).startsWith("Unknown command - try 'h' for help");
    }

    @Test
    void keysLeaveTheIntervalAloneUnlessCompatible() throws Exception {
        show(twoDomains());
        press('M', 'B', 'z');
        assertThat(samplesWanted).isZero();
        press(' ', new KeyStroke('l', true, false));
        assertThat(samplesWanted).isEqualTo(2);
        settings.compat = true;
        press('M');
        assertThat(samplesWanted).isEqualTo(3);
    }

    @Test
    void qEndsTheSession() throws Exception {
        assertThat(keys.press(new KeyStroke('q', false, false))).isFalse();
        assertThat(keys.press(new KeyStroke(KeyType.EOF))).isFalse();
    }

    @Test
    void detailShowsEverythingKnownOfADomain() throws Exception {
        show(twoDomains());
        press(KeyType.Enter);
        assertThat(asked).extracting(DomainReading::name).containsExactly("db");
        top.facts = new DomainFacts("", "x86_64", "pc-q35", DomainFacts.Agent.CONNECTED, Duration.ofSeconds(90061));
        top.draw();
        List<String> screen = new ArrayList<>();
        for (int i = 5; i < 24; i++) {
            screen.add(line(i));
        }
        assertThat(screen)
                .contains(
                        "Domain    db   ID 2   paused",
                        "Machine   x86_64 pc-q35   agent connected   uptime 1d 01:01:01",
                        "CPU       95.0% of the host   190.0% of its own   TIME 0:07.60",
                        "Memory    1.0G of 2.0G   used in guest 600M   cache -   host -",
                        "   0 running   95.0   1.0",
                        "vda          50    25  512K 4096   2.0                  -    10G  /images/vda")
                .anyMatch(text -> text.startsWith("vnet1       150  6000"));
        press(KeyType.Escape);
        assertThat(top.mode).isEqualTo(TopScreen.Mode.LIST);
    }

    @Test
    void detailOfADomainThatVanishedSaysSo() throws Exception {
        show(many(1));
        press(KeyType.Enter);
        show(twoDomains());
        assertThat(line(5)).isEqualTo("The domain is gone.");
    }

    @Test
    void mouseChoosesScrollsAndOrders() throws Exception {
        show(many(100));
        press(new MouseAction(MouseActionType.SCROLL_DOWN, 5, new TerminalPosition(1, 10)));
        assertThat(line(5)).endsWith("dom3");
        press(new MouseAction(MouseActionType.CLICK_DOWN, 1, new TerminalPosition(1, 6)));
        assertThat(reversed(6)).isTrue();
        press(new MouseAction(MouseActionType.CLICK_DOWN, 1, new TerminalPosition(40, 4)));
        assertThat(settings.sort).isEqualTo(SortOrder.TIME);
        press(new MouseAction(MouseActionType.CLICK_DOWN, 1, new TerminalPosition(1, 6)));
        press(new MouseAction(MouseActionType.CLICK_DOWN, 1, new TerminalPosition(1, 6)));
        assertThat(top.mode).isEqualTo(TopScreen.Mode.DETAIL);
    }

    @Test
    void newSizeIsTakenUpAtTheNextDrawing() throws Exception {
        show(many(100));
        terminal.setTerminalSize(new TerminalSize(300, 100));
        top.draw();
        assertThat(line(3)).endsWith("1-95/100");
        terminal.setTerminalSize(new TerminalSize(20, 4));
        top.draw();
        assertThat(line(0)).isEqualTo("virt-top 17:38:38 -");
    }

    @Test
    void hostInTroubleIsNamedAndKeepsItsLastReading() throws Exception {
        show(List.of(twoDomains().get(0).troubled("reconnecting: connection reset")));
        assertThat(line(3)).startsWith("host1: reconnecting: connection reset");
        assertThat(line(5)).endsWith("db");
    }

    @Test
    void severalHostsGetAColumn() throws Exception {
        open(100, 24);
        HostModel other = new HostModel("o");
        HostReading second = other.accept(Samples.at("host2", 1, Domains.running("cache", 9, 1)));
        show(List.of(twoDomains().get(0), second, HostReading.unreached("qemu:///x", "connecting")));
        assertThat(line(0)).startsWith("virt-top 17:38:38 - 2/3 hosts 8/8CPU 16384MB");
        assertThat(line(4)).startsWith("   ID S RDRQ WRRQ RXBY TXBY %CPU %MEM   TIME    HOST         NAME");
        assertThat(line(7)).startsWith("    9 R                      0.0 12.5   0:00.00 host2        cache");
    }

    @Test
    void namesFromGuestsCannotReachTheTerminal() throws Exception {
        HostModel model = new HostModel("h");
        show(List.of(model.accept(Samples.at(0, Domains.running("evil\u001b]0;x\u0007", 1, 0)))));
        assertThat(line(5)).endsWith("evil\\x1b]0;x\\x07");
    }

    @Test
    void silentDomainHasNoPercentage() throws Exception {
        HostModel model = new HostModel("h");
        model.accept(Samples.at(0, Domains.running("stuck", 1, 0)));
        show(List.of(model.accept(Samples.at(1, Domains.silent("stuck", 1)))));
        assertThat(line(5)).isEqualTo("    1 R                          12.5           stuck");
        press(KeyType.Enter);
        assertThat(line(5)).endsWith("QEMU does not answer");
    }

    @Test
    void settingsAreWrittenToTheInitFile() throws Exception {
        show(twoDomains());
        settings.initFile = folder.resolve("rc").toString();
        press('M', 'W');
        assertThat(line(3)).startsWith("Wrote settings to ");
        assertThat(Files.readString(folder.resolve("rc"))).contains("sort mem\n");
        settings.initFile = null;
        press('W');
        assertThat(line(3)).startsWith("Settings are not written");
    }
}
