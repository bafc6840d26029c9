package org.guestscope.guestfish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.guestscope.guestfish.ScriptedGuest.text;
import static org.guestscope.guestfish.ScriptedGuest.texts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.guestscope.guest.wire.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellCommandsTest {
    private static final String START = "add-drive-scratch 1M\nrun\n";

    private final Path home;
    private final Run run;

    ShellCommandsTest(@TempDir Path home) {
        this.home = home;
        this.run = new Run(home);
    }

    private List<String> calls(String prefix) {
        return run.guest.calls.stream().filter(call -> call.startsWith(prefix)).toList();
    }

    @Test
    void echoJoinsItsWords() {
        assertThat(run.script("echo\necho -n  a   \"b  c\"\n")).isEqualTo("\n-n a b  c\n");
    }

    @Test
    void globRunsEveryCombinationTheLastWordFastest() {
        run.guest
                .on(
                        "glob-expand",
                        (arguments, transfer) ->
                                ((Value.Text) arguments.get(0)).latin1().equals("/a*") ? texts("/a1", "/a2/") : texts())
                .on("list-devices", texts("/dev/sda", "/dev/sdb"))
                .on("list-partitions", texts("/dev/sda1"))
                .on("list-md-devices", texts())
                .on("lvs", texts("/dev/vg/lv"));
        assertThat(run.script(START + "glob echo /a* /dev/sd? x* /no*\nglob echo /dev/* /dev/vg/*\n"))
                .isEqualTo("""
                        /a1 /dev/sda x* /no*
                        /a1 /dev/sdb x* /no*
                        /a2/ /dev/sda x* /no*
                        /a2/ /dev/sdb x* /no*
                        /dev/sda /dev/vg/lv
                        /dev/sdb /dev/vg/lv
                        /dev/sda1 /dev/vg/lv
                        """);
    }

    @Test
    void globGoesOnAfterAFailureButFails() {
        run.guest.on("glob-expand", texts("/a", "/b")).on("cat", (arguments, transfer) -> {
            if (((Value.Text) arguments.get(0)).latin1().equals("/a")) {
                throw new org.guestscope.guest.ActionException("cat", 2, "/a: No such file or directory");
            }
            return text("b");
        });
        assertThat(run.script(START + "glob cat /*\necho never\n")).isEqualTo("b\n");
        assertThat(run.status).isEqualTo(1);
        run.guest.on("glob-expand", texts("/"));
        assertThat(run.script(START + "glob -ls /\n")).isEmpty();
        assertThat(run.errors()).contains("-ls: unknown command");
    }

    @Test
    void timeTellsTheTimeUnlessTheCommandFails() {
        assertThat(run.script("time echo a\n")).matches("a\nelapsed time: \\d+\\.\\d\\d seconds\n");
        assertThat(run.script("-time lvs\n")).isEmpty();
    }

    @Test
    void notTurnsSuccessAround() {
        assertThat(run.script("not lvs\necho a\nnot echo b\necho c\n")).isEqualTo("a\nb\n");
        assertThat(run.status).isEqualTo(1);
    }

    @Test
    void editUploadsOnlyWhatWasChanged() {
        run.guest.download("download", "old\n").on("realpath", text("/real")).upload("upload");
        run.script(START + "setenv EDITOR true\nedit /f\n");
        assertThat(calls("upload")).isEmpty();
        run.script(START + "setenv EDITOR \"sed -i s/old/new/\"\nedit /f\n");
        assertThat(run.guest.uploads).hasSize(1);
        assertThat(run.guest.uploads).containsValue("new\n");
        String fresh = run.guest.uploads.keySet().iterator().next();
        assertThat(fresh).startsWith("/real.");
        assertThat(calls("copy-attributes")).containsExactly("copy-attributes /real " + fresh + " all:true");
        assertThat(calls("mv")).containsExactly("mv " + fresh + " /real");
    }

    @Test
    void anEditorThatFailsChangesNothing() {
        run.guest.download("download", "old\n").upload("upload");
        run.script(START + "setenv EDITOR false\nedit /f\n");
        assertThat(run.status).isEqualTo(1);
        run.script(START + "setenv EDITOR rm\nedit /f\n");
        assertThat(run.errors()).endsWith(": the editor has removed the file\n");
        assertThat(run.status).isEqualTo(1);
        assertThat(calls("upload")).isEmpty();
    }

    @Test
    void editRemovesItsNewFileWhenTheOldOneCannotBeReplaced() {
        run.guest.download("download", "old\n").on("realpath", text("/real")).upload("upload");
        run.guest.on("mv", (arguments, transfer) -> {
            throw new org.guestscope.guest.ActionException("mv", 30, "Read-only file system");
        });
        run.script(START + "setenv EDITOR \"sed -i s/old/new/\"\nedit /f\n");
        assertThat(calls("rm-f")).hasSize(1);
        assertThat(run.errors()).contains("mv: Read-only file system");
    }

    @Test
    void hexeditRefusesTooMuchAtOnceAndNothingAtAll() {
        run.guest.on("filesize", new Value.Int(20 << 20));
        run.script(START + "hexedit /f\n");
        assertThat(run.errors()).contains("give a range");
        run.guest.on("filesize", new Value.Int(0));
        run.script(START + "hexedit /f\n");
        assertThat(run.errors()).contains("nothing in it");
    }

    @Test
    void hexeditWritesAChangedRangeBack() {
        run.guest
                .on("blockdev-getsize64", new Value.Int(20 << 20))
                .download("download-offset", "abc")
                .upload("upload-offset");
        run.script(START + "setenv HEXEDITOR \"sed -i s/b/B/\"\nhexedit /dev/sda 1M 3\n");
        assertThat(calls("download-offset")).containsExactly("download-offset /dev/sda - 1048576 3");
        assertThat(run.guest.uploads).containsEntry("/dev/sda", "aBc");
    }

    @Test
    void pagersShowACopy() {
        run.guest.download("download", "text\n");
        assertThat(run.script(START + "setenv PAGER cat\nmore /f\n")).isEqualTo("text\n");
    }

    @Test
    void copyInSendsATarOfEachSource() throws IOException {
        Files.createDirectories(home.resolve("d/e"));
        Files.writeString(home.resolve("d/e/f"), "x");
        run.guest.on("is-dir", new Value.Bool(true)).on("tar-in", (arguments, transfer) -> {
            run.guest.uploads.put(
                    "tar",
                    String.valueOf(
                            java.util.Objects.requireNonNull(transfer.source()).readAllBytes().length));
            return Value.NOTHING;
        });
        run.script(START + "lcd " + home + "\ncopy-in d /target\n");
        assertThat(run.errors()).isEmpty();
        assertThat(calls("tar-in")).containsExactly("tar-in - /target");
        assertThat(Integer.parseInt(run.guest.uploads.get("tar"))).isGreaterThanOrEqualTo(1024);
    }

    @Test
    void copyInNeedsADirectoryAndASource() {
        run.guest.on("is-dir", new Value.Bool(false));
        run.script(START + "copy-in /etc/passwd /x\n");
        assertThat(run.errors()).contains("target ‘/x’ is not a directory");
        run.guest.on("is-dir", new Value.Bool(true));
        run.script(START + "copy-in /nonexistent /x\n");
        assertThat(run.errors()).contains("source ‘/nonexistent’ does not exist (or cannot be read)");
    }

    @Test
    void copyOutDownloadsFilesAndRefusesOtherKinds() {
        run.guest.on("is-file", new Value.Bool(true)).download("download", "content");
        run.script(START + "copy-out /etc/f " + home + "\n");
        assertThat(home.resolve("f")).hasContent("content");
        run.guest.on("is-file", new Value.Bool(false)).on("is-dir", new Value.Bool(false));
        run.script(START + "copy-out /link " + home + "\n");
        assertThat(run.errors()).contains("‘/link’ is not a file or directory");
        run.script(START + "copy-out /link /nonexistent\n");
        assertThat(run.errors()).contains("target ‘/nonexistent’ is not a directory");
    }

    @Test
    void copyOutFollowsTheLinkThatIsNamed() {
        run.guest.on("is-file", new Value.Bool(true)).download("download", "content");
        run.script(START + "copy-out /vmlinuz " + home + "\n");
        assertThat(calls("is-file")).containsExactly("is-file /vmlinuz followsymlinks:true");
        assertThat(home.resolve("vmlinuz")).hasContent("content");
    }

    @Test
    void copyOutTakesAPatternWhereNothingHasThatName() {
        run.guest
                .on(
                        "is-file",
                        (arguments, transfer) -> new Value.Bool(
                                !((Value.Text) arguments.get(0)).latin1().contains("*")))
                .on("is-dir", new Value.Bool(false))
                .on("glob-expand", texts("/etc/a.conf", "/etc/b.conf"))
                .download("download", "content");
        run.script(START + "copy-out /etc/*.conf " + home + "\n");
        assertThat(run.errors()).isEmpty();
        assertThat(calls("download")).hasSize(2);
        assertThat(home.resolve("b.conf")).hasContent("content");
        run.guest.on("glob-expand", texts());
        run.script(START + "copy-out /etc/*.conf " + home + "\n");
        assertThat(run.errors()).contains("‘/etc/*.conf’ is not a file or directory");
    }

    @Test
    void copyInTakesAPatternWhereNothingHasThatName() throws IOException {
        for (String name : List.of("a 1.txt", "b2.txt", "c3.txt", ".d1.txt", "[ab]x")) {
            Files.writeString(home.resolve(name), name);
        }
        List<String> names = new java.util.ArrayList<>();
        run.guest.on("is-dir", new Value.Bool(true)).on("tar-in", (arguments, transfer) -> {
            // A tar's first header begins with the name.
            String tar = new String(
                    java.util.Objects.requireNonNull(transfer.source()).readAllBytes(),
                    java.nio.charset.StandardCharsets.ISO_8859_1);
            names.add(tar.substring(0, tar.indexOf('\0')));
            return Value.NOTHING;
        });
        run.script(START + "lcd " + home + "\ncopy-in [a-b]*.txt [ab]x '" + home + "/c?.txt' /target\n");
        assertThat(run.errors()).isEmpty();
        assertThat(names).containsExactly("a 1.txt", "b2.txt", "[ab]x", "c3.txt");
        run.script(START + "copy-in " + home + "/*.nosuch /target\n");
        assertThat(run.errors()).contains("*.nosuch’ does not exist");
    }

    @Test
    void copiesReportWhatFailedFirst() throws IOException {
        run.guest.on("is-dir", new Value.Bool(true)).on("is-file", new Value.Bool(false));
        run.guest.on("tar-in", (arguments, transfer) -> {
            throw new org.guestscope.guest.ActionException("tar_in", 28, "No space left on device");
        });
        run.script(START + "copy-in /usr/include /x\n");
        assertThat(run.errors()).isEqualTo("*stdin*:3: libguestfs: error: tar_in: No space left on device\n");
        run.guest.on("tar-out", (arguments, transfer) -> {
            java.util.Objects.requireNonNull(transfer.sink()).write(new byte[] {1, 2, 3});
            throw new org.guestscope.guest.ActionException("tar_out", 5, "Input/output error");
        });
        run.script(START + "copy-out /d " + home + "\n");
        assertThat(run.errors()).endsWith("*stdin*:3: libguestfs: error: tar_out: Input/output error\n");
        Path tar = Files.writeString(home.resolve("tar"), "#!/bin/sh\nexit 3\n");
        Files.setPosixFilePermissions(tar, PosixFilePermissions.fromString("rwx------"));
        run.guest.download("tar-out", "x".repeat(1 << 20));
        run.script("setenv PATH " + home + ":" + System.getenv("PATH") + "\n" + START + "copy-out /d " + home + "\n");
        assertThat(run.errors()).isEqualTo("guestfish: tar into " + home + "/d: exit status 3\n");
    }

    @Test
    void eventScriptsRunWithTheirEvent() {
        String script =
                "event a launch,close \"echo $EVENT\"\nevent b en \"echo $EVENT $1\"\n" + START + "list-events\n";
        assertThat(run.script(script)).isEqualTo("""
                        enter add_drive_scratch
                        enter launch
                        launch_done
                        "a" (0): close,launch_done: echo $EVENT
                        "b" (1): enter: echo $EVENT $1
                        enter shutdown
                        close
                        """);
    }

    @Test
    void eventScriptsAreKnownByName() {
        run.script("delete-event a\n");
        assertThat(run.errors()).isEqualTo("delete-event: a: no such event handler\n");
        run.script("event a zzz b\n");
        assertThat(run.errors()).isEqualTo("unknown event name: zzz\n");
        assertThat(run.script("event a * x\nevent a \"\" y\ndelete-event a\nlist-events\n"))
                .isEmpty();
        assertThat(
                        run.script(
                                "event a \"\" x\nevent a \"\" y\nevent 1 \"\" z\ndelete-event 0\ndelete-event 1\nlist-events\n"))
                .isEqualTo("\"a\" (1): : y\n");
    }

    @Test
    void reopenKeepsAFewSettingsAndDropsTheRest() {
        assertThat(run.script("set-memsize 700\n" + START
                        + "set-autosync false\nreopen\nget-autosync\nget-memsize\ndebug-drives\nis-config\n"))
                .isEqualTo("false\n1536\ntrue\n");
    }

    @Test
    void variablesReachTheSettings() {
        assertThat(run.script("setenv LIBGUESTFS_MEMSIZE 700\nparse-environment\nget-memsize\n"
                        + "unsetenv LIBGUESTFS_MEMSIZE\nparse-environment-list \"LIBGUESTFS_MEMSIZE=800 LIBGUESTFS_TRACE=0\"\n"
                        + "get-memsize\n"))
                .isEqualTo("700\n800\n");
        run.script("setenv LIBGUESTFS_MEMSIZE x\nparse-environment\n");
        assertThat(run.errors()).contains("*stdin*:2: libguestfs: error: parse_environment: LIBGUESTFS_MEMSIZE=x: ");
        assertThat(run.status).isEqualTo(1);
    }

    @Test
    void imagesOfNoSizeAreNotMade() {
        run.script("alloc " + home + "/a 0\n");
        assertThat(run.errors()).contains("disk_create: invalid size: 0");
        assertThat(home.resolve("a")).doesNotExist();
        run.script("alloc " + home + " 1M\n");
        assertThat(run.errors()).contains("cannot create raw file: ").contains("Is a directory");
    }

    @Test
    void namesOfDisksHaveAnIndexBeforeThereAreDisks() {
        assertThat(run.script("device-index /dev/sda\ndevice-index /dev/sdab\nuser-cancel\n"))
                .isEqualTo("0\n27\n");
        run.script("set-identifier \"a b\"\n");
        assertThat(run.errors()).contains("set_identifier: ");
    }

    @Test
    void keysReadWithoutATerminalAreNotLines() {
        run.script("-luks-open /dev/sda x\npass\nlvs\n", "--keys-from-stdin");
        assertThat(run.errors()).contains("*stdin*:3: ");
    }

    @Test
    void emptyNamesInAnEventSetAreSkipped() {
        assertThat(run.script("event a close,,enter x\nlist-events\ndelete-event a\nlcd dir x\n"))
                .contains("\"a\" (0): close,enter: x\n");
        run.script("help echo x\n");
        assertThat(run.errors()).startsWith("use 'help'");
        run.script("lcd \"\"\n");
        assertThat(run.errors()).isEqualTo(": No such file or directory\n");
    }

    @Test
    void supportedListsGroupsInAColumn() {
        run.guest
                .on("available-all-groups", texts("acl", "blkdiscard"))
                .on(
                        "feature-available",
                        (arguments, transfer) -> new Value.Bool(arguments.get(0) instanceof Value.Texts groups
                                && groups.items().get(0).latin1().equals("acl")));
        assertThat(run.script(START + "supported\n")).isEqualTo("       acl yes\nblkdiscard no\n");
    }

    @Test
    void wrongNumbersOfParametersShowTheUsage() {
        run.script("mkdir\n");
        assertThat(run.errors())
                .isEqualTo(
                        "error: incorrect number of arguments\nusage: mkdir path\ntype 'help mkdir' for more help on mkdir\n");
        run.script("lcd\n");
        assertThat(run.errors()).isEqualTo("use 'lcd directory' to change local directory\n");
    }

    @Test
    void windowsPathsBecomeGuestPaths() {
        run.guest
                .on(
                        "case-sensitive-path",
                        (arguments, transfer) ->
                                text(((Value.Text) arguments.get(0)).latin1().toLowerCase(java.util.Locale.ROOT)))
                .on("inspect-get-roots", texts("/dev/sda2"))
                .on("inspect-get-type", text("windows"))
                .on("inspect-get-drive-mappings", ScriptedGuest.table("C", "/dev/sda2", "D", "/dev/sda3"))
                .on("mountpoints", ScriptedGuest.table("/dev/sda2", "/"));
        run.script(START + "touch win:\\A\\B\nmkdir win:c:\\Users\nrm win:\n");
        assertThat(run.guest.calls).contains("touch /a/b", "mkdir /users", "rm /");
        run.script(START + "touch win:d:\\x\n");
        assertThat(run.errors()).contains("drive 'd:' is not mounted");
        run.script(START + "touch win:e:\\x\n");
        assertThat(run.errors()).contains("inspect-get-drive-mappings");
    }

    @Test
    void manAsksForTheInstalledPageWhereTheBuildHasNone() throws IOException {
        Path man = Files.writeString(home.resolve("man"), "#!/bin/sh\necho \"man $*\"\n");
        Files.setPosixFilePermissions(man, PosixFilePermissions.fromString("rwx------"));
        String path = "setenv PATH " + home + ":" + System.getenv("PATH") + "\n";
        assertThat(run.script(path + "man\nmanual\n")).isEqualTo("man 1 guestfish\nman 1 guestfish\n");
        Files.writeString(man, "#!/bin/sh\nexit 16\n");
        run.script(path + "man\n");
        assertThat(run.errors()).endsWith("the manual could not be opened; 'help' works without it\n");
    }
}
