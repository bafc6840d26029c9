package org.guestscope.guestfish;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.guestscope.guest.call.ByteText;
import org.guestscope.guest.wire.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code -x} shows of calls and results; the lines are those of guestfish 1.48. */
class TraceTest {

    private final Path home;
    private Run run;

    TraceTest(@TempDir Path home) {
        this.home = home;
        this.run = new Run(home);
    }

    /** Runs a script with a guest and returns the traces of the script's commands. */
    private List<String> traces(String script) {
        run.script("scratch 1M\nrun\n" + script, "-x");
        List<String> lines = new ArrayList<>(run.errors().lines().toList());
        return lines.subList(lines.indexOf("libguestfs: trace: launch = 0") + 1, lines.size());
    }

    private static Value.Struct struct(Value... fields) {
        return new Value.Struct(List.of(fields));
    }

    private static Value number(long number) {
        return new Value.Int(number);
    }

    private static Value buffer(String bytes) {
        return new Value.Buffer(ByteText.bytes(bytes));
    }

    @Test
    void controlCharactersAndBytesBeyondAsciiAreEscapedInEveryLine() {
        run.guest.on("cat", ScriptedGuest.text("a\1\"b\\c\td\ne\33\177\346\260\264"));
        assertThat(traces("cat \"/n\\x01m\\x1b\\a\\b\\f\\r\\v\"\n"))
                .startsWith(
                        "libguestfs: trace: cat \"/n\\x1m\\x1b\\a\\b\\f\\r\\v\"",
                        "libguestfs: trace: cat = \"a\\x1\"b\\c\\td\\ne\\x1b\\x7f\\xe6\\xb0\\xb4\"");
    }

    @Test
    void ofBuffersOnlyTheBeginningIsShown() {
        run.guest.on("read-file", buffer("a\1\"b\\c\t"));
        run.guest.on("pread", buffer("x".repeat(300)));
        assertThat(traces("write /f \"a\\x01\\n\"\nread-file /f\npread /f 300 0\n"))
                .startsWith(
                        "libguestfs: trace: write \"/f\" \"a\\x01\\x0a\"",
                        "libguestfs: trace: write = 0",
                        "libguestfs: trace: read_file \"/f\"",
                        "libguestfs: trace: read_file = \"a\\x01\"b\\c\\x09\"",
                        "libguestfs: trace: pread \"/f\" 300 0",
                        "libguestfs: trace: pread = \"" + "x".repeat(256) + "\"<truncated, original size 300 bytes>");
    }

    @Test
    void structsShowTheirNameAndFields() {
        run.guest.on(
                "utsname",
                struct(
                        ScriptedGuest.text("Linux"),
                        ScriptedGuest.text("6.1"),
                        ScriptedGuest.text("#1"),
                        ScriptedGuest.text("x86_64")));
        run.guest.on(
                "readdir",
                new Value.Structs(List.of(
                        struct(number(2041), number('d'), ScriptedGuest.text(".")),
                        struct(number(2), number('d'), ScriptedGuest.text("..")))));
        run.guest.on("getxattrs", new Value.Structs(List.of()));
        run.guest.on("lgetxattrs", new Value.Structs(List.of(struct(ScriptedGuest.text("user.x"), buffer("v\1al")))));
        assertThat(traces("utsname\nreaddir /d\ngetxattrs /f\nlgetxattrs /f\n").stream()
                        .filter(line -> line.contains(" = ")))
                .startsWith(
                        "libguestfs: trace: utsname = <struct guestfs_utsname = uts_sysname: Linux, uts_release: 6.1, "
                                + "uts_version: #1, uts_machine: x86_64, >",
                        "libguestfs: trace: readdir = <struct guestfs_dirent_list(2) = [0]{ino: 2041, ftyp: d, name: ., } "
                                + "[1]{ino: 2, ftyp: d, name: .., }>",
                        "libguestfs: trace: getxattrs = <struct guestfs_xattr_list(0)>",
                        "libguestfs: trace: lgetxattrs = <struct guestfs_xattr_list(1) = [0]{attrname: user.x, "
                                + "attrval: v\\x01al, }>");
    }

    @Test
    void structsOfSeveralWordsHaveTheNamesOfTheApi() {
        for (String action : List.of("pvs-full", "vgs-full", "lvs-full", "inotify-read", "hivex-node-values")) {
            run.guest.on(action, new Value.Structs(List.of()));
        }
        assertThat(traces("pvs-full\nvgs-full\nlvs-full\ninotify-read\nhivex-node-values 1\n"))
                .contains(
                        "libguestfs: trace: pvs_full = <struct guestfs_lvm_pv_list(0)>",
                        "libguestfs: trace: vgs_full = <struct guestfs_lvm_vg_list(0)>",
                        "libguestfs: trace: lvs_full = <struct guestfs_lvm_lv_list(0)>",
                        "libguestfs: trace: inotify_read = <struct guestfs_inotify_event_list(0)>",
                        "libguestfs: trace: hivex_node_values = <struct guestfs_hivex_value_list(0)>");
    }

    @Test
    void argumentsThatAreListsStandInOnePairOfQuotes() {
        run.guest.on("readlinklist", ScriptedGuest.texts("", "x"));
        assertThat(traces("readlinklist / \"f up\"\nvgcreate VG \"/dev/sda /dev/sdb\"\n"))
                .startsWith(
                        "libguestfs: trace: readlinklist \"/\" \"f up\"",
                        "libguestfs: trace: readlinklist = [\"\", \"x\"]",
                        "libguestfs: trace: vgcreate \"VG\" \"/dev/sda /dev/sdb\"");
    }

    @Test
    void filesOfTheHostAreNamed() throws IOException {
        Path in = Files.writeString(home.resolve("in"), "x");
        Path out = home.resolve("out");
        run.guest.upload("upload").download("download", "text");
        assertThat(traces("upload " + in + " /a\nupload -<<END /b\nx\nEND\ndownload /a " + out
                                + "\ndownload /a -\nupload - /c\n")
                        .stream()
                        .filter(line -> !line.endsWith(" = 0")))
                .startsWith(
                        "libguestfs: trace: upload \"" + in + "\" \"/a\"",
                        "libguestfs: trace: upload \"-<<END\" \"/b\"",
                        "libguestfs: trace: download \"/a\" \"" + out + "\"",
                        "libguestfs: trace: download \"/a\" \"/dev/stdout\"",
                        "libguestfs: trace: upload \"/dev/stdin\" \"/c\"");
        assertThat(run.guest.calls).contains("upload - /a", "download /a -");
    }

    @Test
    void fileThatCannotBeOpenedIsNamed() {
        assertThat(traces("upload nosuch /a\n"))
                .startsWith("*stdin*:3: libguestfs: error: open: nosuch: No such file or directory");
    }

    @Test
    void linesBeginWithTheIdentifier() {
        assertThat(traces("identifier my_id-1\nping-daemon\n"))
                .startsWith(
                        "libguestfs: trace: set_identifier \"my_id-1\"",
                        "libguestfs: trace: my_id-1: set_identifier = 0",
                        "libguestfs: trace: my_id-1: ping_daemon");
    }

    @Test
    void missingTextAndMissingArgumentAreTold() {
        run.script("get-append\nset-append \"\"\nmax-disks\n", "-x");
        assertThat(run.errors())
                .startsWith(Stream.of(
                                "libguestfs: trace: get_append",
                                "libguestfs: trace: get_append = \"NULL\"",
                                "libguestfs: trace: set_append null",
                                "libguestfs: trace: set_append = 0",
                                "libguestfs: trace: max_disks",
                                "libguestfs: trace: max_disks = 255\n")
                        .collect(Collectors.joining("\n")));
    }

    @Test
    void optionsAreCallsLikeCommands() {
        String file = home.resolve("new.img").toString();
        run.commands("-x", "-n", "-v", "--network", "-N", file + "=disk:1M", "echo");
        assertThat(run.errors().lines().filter(line -> line.contains("trace: ")))
                .startsWith(
                        "libguestfs: trace: set_autosync false",
                        "libguestfs: trace: set_autosync = 0",
                        "libguestfs: trace: set_network true",
                        "libguestfs: trace: set_network = 0",
                        "libguestfs: trace: set_verbose true",
                        "libguestfs: trace: set_verbose = 0",
                        "libguestfs: trace: disk_create \"" + file + "\" \"raw\" 1048576 \"preallocation:sparse\"",
                        "libguestfs: trace: disk_create = 0",
                        "libguestfs: trace: add_drive \"" + file + "\" \"format:raw\"",
                        "libguestfs: trace: add_drive = 0",
                        "libguestfs: trace: launch");
        run.environment.put("LIBGUESTFS_TRACE", "1");
        run.commands("-x", "echo");
        assertThat(run.errors()).startsWith("libguestfs: trace: set_trace true\nlibguestfs: trace: set_trace = 0\n");
    }

    @Test
    void sparseAndReopenMakeTheCallsOfTheirOwn() {
        run.script("sparse " + home + "/s 1M\nreopen\n", "-x");
        assertThat(run.errors())
                .startsWith(
                        "libguestfs: trace: disk_create \"" + home + "/s\" \"raw\" 1048576 \"preallocation:sparse\"\n")
                .contains("libguestfs: trace: shutdown\nlibguestfs: trace: shutdown = 0\nlibguestfs: trace: close\n"
                        + "libguestfs: trace: shutdown\nlibguestfs: trace: shutdown = 0\nlibguestfs: trace: close\n");
    }

    @Test
    void settingsOfTheMachineAreRefusedOnceItRuns() {
        for (String line : List.of(
                "set-append x",
                "set-memsize 2000",
                "set-smp 2",
                "set-network true",
                "set-backend direct",
                "set-backend-setting a 1",
                "clear-backend-setting a",
                "hv /bin/true",
                "set-path /tmp",
                "set-cachedir /tmp")) {
            run = new Run(home);
            assertThat(traces(line + "\n").get(0))
                    .as(line)
                    .startsWith("*stdin*:3: libguestfs: error: ")
                    .endsWith(": this function can only be called in the config state");
            assertThat(run.status).isEqualTo(1);
        }
        run = new Run(home);
        run.script("scratch 1M\nrun\nset-verbose false\nset-autosync true\nset-program x\nshutdown\nset-smp 2\n");
        assertThat(run.errors()).isEmpty();
    }
}
