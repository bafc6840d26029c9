package org.guestscope.guestfish.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.guestscope.appliance.session.ImageLocation;
import org.guestscope.appliance.session.KeySelector;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionReaderTest {
    @TempDir
    private Path directory;

    private String disk = "";
    private final List<String> warnings = new ArrayList<>();

    @BeforeEach
    void makeDisk() throws IOException {
        Path file = directory.resolve("disk.img");
        Files.createFile(file);
        disk = file.toString();
    }

    private Options read(String... arguments) throws UsageException {
        return new OptionReader(Map.of(), false, false, warnings::add).read(List.of(arguments));
    }

    private static ImageLocation uri(String argument) {
        return ImageLocation.parse(argument);
    }

    @Test
    void optionsAlsoStandAfterCommandsUntilTwoDashes() throws UsageException {
        Options options = read("echo", "-x", "a", "--", "-v");
        assertThat(options.trace()).isTrue();
        assertThat(options.verbose()).isFalse();
        assertThat(options.commands()).containsExactly("echo", "a", "-v");
    }

    @Test
    void formatAndBlocksizeHoldForTheImagesAfterThem() throws UsageException {
        Options options = read("-a", disk, "--format=qcow2", "--blocksize=4096", "-a", disk, "--format", "-a", disk);
        assertThat(options.drives())
                .extracting(drive -> ((DriveOption.Image) drive).format())
                .containsExactly(null, "qcow2", null);
        assertThat(options.drives())
                .extracting(drive -> ((DriveOption.Image) drive).blocksize())
                .containsExactly(0, 4096, 4096);
    }

    @Test
    void formatWithoutAnImageAfterItIsAnError() {
        assertThatThrownBy(() -> read("-a", disk, "--format=raw"))
                .hasMessage("guestfish: --format parameter must appear before -a parameter");
        assertThatThrownBy(() -> read("--blocksize=512"))
                .hasMessage("guestfish: --blocksize parameter must appear before -a parameter");
        assertThatThrownBy(() -> read("--blocksize=big", "-a", disk))
                .hasMessage("guestfish: --blocksize option is not numeric");
    }

    @Test
    void aMissingImageIsNoticedAtOnce() {
        assertThatThrownBy(() -> read("-a", "/nonexistent/disk.img"))
                .hasMessage("guestfish: access: /nonexistent/disk.img: No such file or directory");
    }

    @Test
    void readOnlyAfterReadWriteIsAcceptedButNotTheOtherWay() throws UsageException {
        assertThat(read("--rw", "--ro").readOnly()).isTrue();
        assertThatThrownBy(() -> read("--ro", "--rw")).hasMessage("guestfish: cannot mix --ro and --rw options");
    }

    @Test
    void readWriteOverridesTheConfiguration() throws UsageException {
        OptionReader reader = new OptionReader(Map.of(), true, false, warnings::add);
        assertThat(reader.read(List.of()).readOnly()).isTrue();
        reader = new OptionReader(Map.of(), true, false, warnings::add);
        assertThat(reader.read(List.of("--rw")).readOnly()).isFalse();
    }

    @Test
    void longOptionsMayBeAbbreviated() throws UsageException {
        assertThat(read("--verb").verbose()).isTrue();
        assertThat(read("--keys").keysFromStdin()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--f | option '--f' is ambiguous; possibilities: '--file' '--format'",
                "-Z | invalid option -- 'Z'",
                "--frob | unrecognized option '--frob'",
                "--ro=3 | option '--ro' doesn't allow an argument",
                "--add | option '--add' requires an argument",
                "-a | option requires an argument -- 'a'"
            })
    void mistakesAreReportedAsGetoptDoes(String argument, String message) {
        assertThatThrownBy(() -> read(argument))
                .hasMessage("guestfish: " + message + "\nTry ‘guestfish --help’ for more information.");
    }

    @Test
    void helpTakesItsCommandJoinedOrAsTheNextWord() throws UsageException {
        assertThat(read("-h").mode()).isEqualTo(Options.Mode.LIST_COMMANDS);
        assertThat(read("-hls").modeArgument()).isEqualTo("ls");
        assertThat(read("-h", "ls").modeArgument()).isEqualTo("ls");
        assertThat(read("--cmd-help=ls").modeArgument()).isEqualTo("ls");
    }

    @Test
    void listenGoesWithNothingElse() {
        assertThatThrownBy(() -> read("--listen", "echo"))
                .hasMessage("guestfish: extra parameters on the command line with --listen flag");
        assertThatThrownBy(() -> read("--listen", "-f", "x")).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> read("--listen", "--remote=1", "echo"))
                .hasMessage("guestfish: cannot use --listen and --remote options at the same time");
    }

    @Test
    void disksOfAClientHaveNoEffectWhichIsSaid() throws UsageException {
        read("--remote=1", "-a", disk);
        read("--remote=1", "-m", "/dev/sda1");
        assertThat(warnings)
                .hasSize(2)
                .contains("guestfish: warning: --remote uses the disks of the server, not those of options");
        warnings.clear();
        read("--remote=1", "-x", "echo");
        assertThat(warnings).isEmpty();
    }

    @Test
    void remoteNeedsAProcess() throws UsageException {
        assertThat(read("--remote=123").remotePid()).isEqualTo(123);
        assertThat(new OptionReader(Map.of("GUESTFISH_PID", "7"), false, false, warnings::add)
                        .read(List.of("--remote"))
                        .remotePid())
                .isEqualTo(7);
        assertThatThrownBy(() -> read("--remote"))
                .hasMessage("guestfish: remote: $GUESTFISH_PID must be set to the PID of the remote process");
        assertThatThrownBy(() -> read("--remote=abc")).hasMessageContaining("PID was not a number: abc");
    }

    @Test
    void theOldSpellingOfInspectionTakesDisksAsOperands() throws UsageException {
        Options options = read("-i", disk, "mydomain");
        assertThat(options.commands()).isEmpty();
        assertThat(options.drives()).hasSize(2);
        assertThat(options.drives().get(1)).isEqualTo(new DriveOption.Domain("mydomain"));
    }

    @Test
    void theOldLetterForPathsWarns() throws UsageException {
        assertThat(read("-D").destPaths()).isFalse();
        assertThat(warnings).hasSize(1).first().asString().startsWith("guestfish: warning: -D");
    }

    @Test
    void mountsHaveUpToFourFields() throws UsageException {
        assertThat(read("-m", "/dev/sda1", "-m", "/dev/sda2:/boot:ro,noatime:ext4")
                        .mounts())
                .containsExactly(
                        new MountOption("/dev/sda1", "/", null, null),
                        new MountOption("/dev/sda2", "/boot", "ro,noatime", "ext4"));
    }

    @Test
    void keySelectorsAreStrictAboutTheirFields() throws UsageException {
        assertThat(read("--key", "/dev/sda1:key:secret").keys())
                .containsExactly(new KeySelector("/dev/sda1", KeySelector.Kind.KEY, "secret"));
        assertThatThrownBy(() -> read("--key", "a:key:b:c"))
                .hasMessage("guestfish: selector 'a:key:b:c': missing KEY_STRING, or too many fields");
        assertThatThrownBy(() -> read("--key", "a:b")).hasMessage("guestfish: selector 'a:b': invalid TYPE");
    }

    @Test
    void urisBecomeProtocolServerAndPath() {
        assertThat(uri("ssh://user@host:22/a%20b"))
                .isEqualTo(new ImageLocation("/a b", "ssh", List.of("tcp:host:22"), "user", null));
        assertThat(uri("iscsi://u:p@h/iqn/1"))
                .isEqualTo(new ImageLocation("iqn/1", "iscsi", List.of("tcp:h"), "u", "p"));
        assertThat(uri("nbd://h")).isEqualTo(new ImageLocation("", "nbd", List.of("tcp:h"), null, null));
        assertThat(uri("nbd:///exp?socket=/s"))
                .isEqualTo(new ImageLocation("exp", "nbd", List.of("unix:/s"), null, null));
        assertThat(uri("rbd:///pool/disk")).isEqualTo(new ImageLocation("pool/disk", "rbd", List.of(), null, null));
        assertThat(uri("file:///a/b%ff")).isEqualTo(ImageLocation.file("/a/b\u00ff"));
        assertThat(uri("foo://h/x")).isEqualTo(new ImageLocation("/x", "foo", List.of("tcp:h"), null, null));
    }

    @ParameterizedTest
    @CsvSource({"s3://x", "FOO://x", "verylongprot://x", "a/b://c", "disk.img"})
    void whatDoesNotLookLikeAUriIsAFile(String name) {
        assertThat(uri(name)).isEqualTo(ImageLocation.file(name));
    }

    @Test
    void badUrisAreRefused() {
        assertThatThrownBy(() -> read("-a", "http://[::1/x"))
                .isInstanceOf(UsageException.class)
                .hasMessage("guestfish: --add: could not parse URI ‘http://[::1/x’");
        assertThatThrownBy(() -> uri("nbd://h/?socket=/s"))
                .hasMessageEndingWith("cannot have both a server name and a socket query parameter");
    }
}
