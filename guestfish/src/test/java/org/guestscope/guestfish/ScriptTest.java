package org.guestscope.guestfish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guestscope.guestfish.ScriptedGuest.text;
import static org.guestscope.guestfish.ScriptedGuest.texts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.guestscope.guest.ActionException;
import org.guestscope.guest.wire.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptTest {
    private static final String START = "add-drive-scratch 1M\nrun\n";

    private final Path home;
    private final Run run;

    ScriptTest(@TempDir Path home) {
        this.home = home;
        this.run = new Run(home);
    }

    @Test
    void theFirstFailureEndsAScript() {
        assertThat(run.script("echo a\nlvs\necho b\n")).isEqualTo("a\n");
        assertThat(run.status).isEqualTo(1);
        assertThat(run.errors()).isEqualTo("""
                        *stdin*:2: libguestfs: error: lvs: call launch before using this function
                        (in guestfish, don't forget to use the 'run' command)
                        """);
    }

    @Test
    void aMinusLetsAScriptGoOn() {
        assertThat(run.script("-lvs\n-echo \"\\x\"\n- - nonsense\necho b\n")).isEqualTo("b\n");
        assertThat(run.status).isZero();
    }

    @Test
    void linesAreCountedWithCommentsAndBlankLinesButWithoutHereDocuments() {
        run.guest.upload("upload");
        run.script(START + "# c\n\nupload -<<END /x\na\nb\nEND\nfail-here\nlvs\n");
        assertThat(run.guest.uploads).containsEntry("/x", "a\nb\n");
        assertThat(run.errors()).isEqualTo("fail-here: unknown command\n");
        run.script(START + "# c\n\nupload -<<END /x\na\nb\nEND\nlvs\n");
        assertThat(run.errors()).isEqualTo("*stdin*:6: libguestfs: error: lvs: not in this test's script\n");
    }

    @Test
    void aHereDocumentMayEndWithTheInputButNotWithoutItsMark() {
        run.guest.upload("upload");
        run.script(START + "upload -<<END /x\na\nEND");
        assertThat(run.status).isZero();
        run.script(START + "upload -<<END /x\na\n END\n");
        assertThat(run.errors()).isEqualTo("guestfish: end of input reached without finding 'END'\n");
        run.script(START + "upload -<< /x\n");
        assertThat(run.errors()).isEqualTo("guestfish: missing end marker in -<< expression\n");
    }

    @Test
    void aDashUploadsTheRestOfTheInput() {
        run.guest.upload("upload");
        run.script(START + "upload - /x\nlvs\n\u00ff\n");
        assertThat(run.guest.uploads).containsEntry("/x", "lvs\n\u00ff\n");
    }

    @Test
    void downloadsToADashGoToStandardOutputAndPipes() {
        run.guest.download("download", "b\na\n\u00fe");
        assertThat(run.script(START + "download /x -\ndownload /x - | wc -c\n")).isEqualTo("b\na\n\u00fe5\n");
    }

    @Test
    void bytesAreNeverDecoded() {
        run.guest.on("ls", texts("\u00ff\u00fe", "a\nb"));
        assertThat(run.script(START + "ls \"/\\xff\"\necho \u00e6\u00b0\u00b4\n"))
                .isEqualTo("\u00ff\u00fe\na\nb\n\u00e6\u00b0\u00b4\n");
        assertThat(run.guest.calls).contains("ls /\u00ff");
    }

    @Test
    void aTerminalGetsNoControlCharactersFromTheGuest() {
        run.terminal = true;
        run.guest.on("ls", texts("\u001b[2Jx"));
        assertThat(run.script(START + "ls /\n")).isEqualTo("\\x1b[2Jx\n");
    }

    @Test
    void pipesGetTheOutputAndTheirStatusDoesNotCount() {
        assertThat(run.script("echo b a | tr ' ' '\\n' | sort\necho x | false\necho end\n"))
                .isEqualTo("a\nb\nend\n");
        assertThat(run.status).isZero();
    }

    @Test
    void aCommandThatFailsInFrontOfAPipeFails() {
        run.script("lvs | cat\necho x\n");
        assertThat(run.status).isEqualTo(1);
    }

    @Test
    void hostCommandsRunWhereGuestfishIs() throws IOException {
        Files.createFile(home.resolve("marker"));
        assertThat(run.script("lcd " + home + "\n!ls\nsetenv A 'b \u00e9'\n!echo \"$A\"\nunsetenv A\n!echo \"[$A]\"\n"))
                .isEqualTo("marker\nb \u00e9\n[]\n");
    }

    @Test
    void aFailingHostCommandEndsTheScript() {
        assertThat(run.script("-!false\necho a\n!false\necho b\n")).isEqualTo("a\n");
        assertThat(run.status).isEqualTo(1);
    }

    @Test
    void linesOfAHostCommandRunAsTheyArrive() {
        String marker = home.resolve("m").toString();
        String script = "<! echo '!touch " + marker + "'; while ! test -e " + marker
                + "; do sleep 0.02; done; echo echo done\n";
        assertThat(run.script(script)).isEqualTo("done\n");
    }

    @Test
    void aFailingLineOrStatusOfAHostCommandEndsTheScript() {
        assertThat(run.script("<! echo nonsense; echo echo a\necho b\n")).isEmpty();
        assertThat(run.status).isEqualTo(1);
        assertThat(run.script("<! echo echo a; exit 3\necho b\n")).isEqualTo("a\n");
        assertThat(run.errors()).startsWith("guestfish: pclose: ");
        assertThat(run.script("-<! echo nonsense; echo echo a\necho b\n")).isEqualTo("a\nb\n");
    }

    @Test
    void theVeryFirstUnknownCommandGetsAHint() {
        run.script("nonsense\n");
        assertThat(run.errors()).startsWith("nonsense: unknown command\nDid you mean to open a disk image?");
        run.script("echo a\nnonsense\n");
        assertThat(run.errors()).isEqualTo("nonsense: unknown command\n");
    }

    @Test
    void commandNamesHaveAnyCaseAndDashesOrUnderscores() {
        assertThat(run.script("ECHO a\nGet_Verbose\nget-verbose\n")).isEqualTo("a\nfalse\nfalse\n");
    }

    @Test
    void keysAreLinesOfTheInputAndCount() {
        run.script(START + "luks-open /dev/sda1 name\nsecret words\nlvs\n", "--keys-from-stdin");
        assertThat(run.guest.calls).contains("luks-open /dev/sda1 secret words name");
        assertThat(run.errors()).startsWith("*stdin*:5: ");
    }

    @Test
    void quitEndsAScriptWithStatusZero() {
        assertThat(run.script("quit 3\necho a\n")).isEmpty();
        assertThat(run.status).isZero();
    }

    @Test
    void aScriptFileNamesItselfInErrors() throws IOException {
        Path file = Files.writeString(home.resolve("s"), "echo a\nlvs\n");
        assertThat(run.script("ignored", "-f", file.toString())).isEqualTo("a\n");
        assertThat(run.errors()).startsWith(file + ":2: libguestfs: error: lvs: ");
        run.script("", "-f", "/nonexistent");
        assertThat(run.errors()).isEqualTo("guestfish: open: /nonexistent: No such file or directory\n");
    }

    @Test
    void resultsPrintByTheirKind() {
        run.guest
                .on("cat", text("x"))
                .on("is-dir", new Value.Bool(true))
                .on("get-umask", new Value.Int(18))
                .on("filesize", new Value.Int(-7))
                .on("read-file", new Value.Buffer(new byte[] {'a', 0, (byte) 0xFF}))
                .on("list-filesystems", ScriptedGuest.table("/dev/sda1", "ext2"));
        assertThat(run.script(START
                        + "cat /x\nis-dir /\nget-umask\nfilesize /x\nread-file /x\nlist-filesystems\nget-append\n"))
                .isEqualTo("x\ntrue\n022\n-7\na\0\u00ff/dev/sda1: ext2\n(null)\n");
    }

    @Test
    void zeroHasNoBase() {
        run.guest
                .on("get-umask", new Value.Int(0))
                .on("fsck", new Value.Int(0))
                .on("part-get-mbr-id", new Value.Int(0x83));
        assertThat(run.script(START + "get-umask\nfsck ext4 /dev/sda1\npart-get-mbr-id /dev/sda 1\n"))
                .isEqualTo("0\n0\n0x83\n");
    }

    @Test
    void negativeHexadecimalHasTheBitsOfItsType() {
        run.guest.on("part-get-mbr-id", new Value.Int(0xc12a7328));
        assertThat(run.script(START + "part-get-mbr-id /dev/sda 1\n")).isEqualTo("0xc12a7328\n");
    }

    @Test
    void volumeHasItsUsualNameWhateverTheKernelCallsIt() {
        run.guest.on("lvm-canonical-lv-name", Value.Text.ofLatin1("/dev/VG/LV"));
        assertThat(run.script(START + "canonical-device-name /dev/dm-0\ncanonical-device-name /dev/mapper/VG-LV\n"))
                .isEqualTo("/dev/VG/LV\n/dev/VG/LV\n");
    }

    @Test
    void changesAreWrittenOutAtTheEnd() {
        run.script(START);
        assertThat(run.guest.calls).containsExactly("umount-all", "sync");
        assertThat(run.guest.closed).isTrue();
        Run other = new Run(home);
        other.script(START, "--no-sync");
        assertThat(other.guest.calls).isEmpty();
    }

    @Test
    void aFailureAtTheEndIsTheStatus() {
        run.guest.on("sync", (arguments, transfer) -> {
            throw new ActionException("sync", 5, "Input/output error");
        });
        run.script(START);
        assertThat(run.status).isEqualTo(1);
        assertThat(run.errors()).contains("shutdown: changes may be lost: sync: Input/output error");
    }
}
