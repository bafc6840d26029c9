package org.guestscope.virtdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.guestscope.cli.CommandFailure;
import org.guestscope.cli.GetOpt;
import org.guestscope.cli.UsageFailure;
import org.guestscope.virtdf.Settings.DiskArgument;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {

    @TempDir
    Path folder;

    private String image = "";

    @BeforeEach
    void makeAnImage() throws IOException {
        image = Files.createFile(folder.resolve("disk.img")).toString();
    }

    @Test
    void allDisksTogetherAreOneGuestNamedAfterTheFirst() throws Exception {
        Settings settings = parse("-a", image, "-d", "web", "-a", image);
        assertThat(settings.guests()).hasSize(1);
        assertThat(settings.guests().get(0).name()).isEqualTo("disk.img++");
    }

    @Test
    void eachMakesEveryDiskAGuest() throws Exception {
        assertThat(parse("--each", "-a", image, "-d", "web").guests())
                .extracting(Settings.GuestArgument::name)
                .containsExactly("disk.img", "web");
    }

    @Test
    void formatAndBlocksizeGovernTheImagesAfterThem() throws Exception {
        Settings settings =
                parse("--format=qcow2", "--blocksize=4096", "-a", image, "--format", "--blocksize", "-a", image);
        assertThat(settings.guests().get(0).disks())
                .containsExactly(
                        new DiskArgument(image, false, "qcow2", 4096), new DiskArgument(image, false, null, 0));
    }

    @Test
    void oldStyleOperandsAreImagesWhenTheyLookLikeFiles() throws Exception {
        assertThat(parse(image, "web").guests().get(0).disks())
                .containsExactly(new DiskArgument(image, false, null, 0), new DiskArgument("web", true, null, 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-h --csv|you cannot use -h and --csv options together.",
                "-P x|-P option is not numeric",
                "-a IMAGE --format=raw|--format parameter must appear before -a parameter",
                "-a IMAGE --blocksize=512|--blocksize parameter must appear before -a parameter",
                "--blocksize=1000 -a IMAGE|--blocksize: 1000: must be 512 or 4096",
                "-a missing.img|access: missing.img: No such file or directory",
                "--warn 120|--warn: 120: must be a percentage from 0 to 100",
                "--source magic|--source: magic: must be auto, agent, direct or appliance",
                "--watch 0|--watch: 0: must be 1 to 86400 seconds",
                "--json --csv|--csv, --json and --openmetrics: only one of them can be used",
            })
    void complainsAboutWhatDoesNotGoTogether(String line, String message) {
        assertThatThrownBy(() -> parse(line.replace("IMAGE", image).split(" ")))
                .isInstanceOf(CommandFailure.class)
                .hasMessage(message);
    }

    @Test
    void operandsBesideDisksAreAUsageError() {
        assertThatThrownBy(() -> parse("-a", image, "extra")).isInstanceOf(UsageFailure.class);
    }

    @ParameterizedTest
    @CsvSource({
        "/images/web.qcow2, web.qcow2",
        "web.img/, web.img",
        "/, /",
        "nbd://host:10809/export, export",
        "nbd://host, nbd://host",
        "ssh://host/images/a.img, a.img",
        "nbd:///?socket=/run/x, nbd:///?socket=/run/x",
        "nbd+unix:///export?socket=/run/x, export",
        "+unix://x/y, y",
        "HTTP://host/a.img, a.img",
    })
    void aGuestIsNamedAfterItsFileOrTheLastPartOfItsUri(String text, String name) {
        assertThat(new DiskArgument(text, false, null, 0).name()).isEqualTo(name);
    }

    private static Settings parse(String... args) throws CommandFailure, UsageFailure {
        List<String> words = new ArrayList<>(List.of(args));
        return CommandLine.settings(GetOpt.parse(Options.TABLE, words.toArray(String[]::new)));
    }
}
