package org.guestscope.virtdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The OpenMetrics project's own strict parser takes what is printed, whatever guests call their things. */
class MetricsIT {

    private static final String PYTHON = "/usr/bin/python3";

    /** Prints each family with its type, unit and number of samples; fails on samples with the same labels. */
    private static final String PARSE = """
            import sys
            from prometheus_client.openmetrics.parser import text_string_to_metric_families
            seen = set()
            for family in text_string_to_metric_families(open(sys.argv[1], encoding='utf-8', newline='').read()):
                print(family.name, family.type, family.unit or '-', len(family.samples))
                for sample in family.samples:
                    key = (sample.name, tuple(sorted(sample.labels.items())))
                    assert key not in seen, key
                    seen.add(key)
                    if sample.name == 'guest_filesystem_size_bytes':
                        print(repr(sample.labels['domain']), repr(sample.labels['label']))
            """;

    @TempDir
    Path folder;

    @Test
    void hostileNamesAndTwinsDoNotBreakTheExposition() throws Exception {
        assumeTrue(run(PYTHON, "-c", "import prometheus_client").status() == 0, "python3-prometheus-client is missing");
        Path image = folder.resolve("we\"ird\\na\nme.img");
        CommandRun made = run("mke2fs", "-q", "-L", "a\"b\\c{d}", image.toString(), "1M");
        assertThat(made.status()).as(made.err()).isZero();
        Path twin =
                Files.copy(image, Files.createDirectory(folder.resolve("twin")).resolve(image.getFileName()));

        Path text = folder.resolve("text");
        CommandRun metrics = CommandRun.of(
                "--openmetrics",
                "--each",
                "-a",
                image.toString(),
                "-a",
                twin.toString(),
                "-a",
                "../examples/guest.qcow2");
        assertThat(metrics.status()).isZero();
        Files.writeString(text, metrics.out());
        CommandRun parsed = run(PYTHON, "-c", PARSE, text.toString());

        assertThat(parsed.err()).isEmpty();
        assertThat(parsed.out()).isEqualTo("""
                        guest_filesystem_size_bytes gauge bytes 5
                        'we"ird\\\\na\\nme.img' 'a"b\\\\c{d}'
                        'we"ird\\\\na\\nme.img#2' 'a"b\\\\c{d}'
                        'guest.qcow2' 'boot'
                        'guest.qcow2' 'data'
                        'guest.qcow2' 'root'
                        guest_filesystem_free_bytes gauge bytes 5
                        guest_filesystem_avail_bytes gauge bytes 5
                        guest_filesystem_files gauge - 5
                        guest_filesystem_files_free gauge - 5
                        guest_filesystem_problems gauge - 3
                        """);
    }

    private CommandRun run(String... command) throws IOException, InterruptedException {
        Path out = folder.resolve("stdout");
        Path err = folder.resolve("stderr");
        long began = System.nanoTime();
        Process process = new ProcessBuilder(List.of(command))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        int status = process.waitFor();
        return new CommandRun(
                status,
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8),
                java.time.Duration.ofNanos(System.nanoTime() - began));
    }
}
