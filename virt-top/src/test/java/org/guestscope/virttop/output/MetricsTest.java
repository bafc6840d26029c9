package org.guestscope.virttop.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.guestscope.live.BlockFigure;
import org.guestscope.live.DeviceStats;
import org.guestscope.live.Domain;
import org.guestscope.live.DomainFigure;
import org.guestscope.live.DomainState;
import org.guestscope.live.DomainStats;
import org.guestscope.live.Figure;
import org.guestscope.live.Figures;
import org.guestscope.live.HostSample;
import org.guestscope.live.InterfaceFigure;
import org.guestscope.live.Node;
import org.guestscope.live.VcpuFigure;
import org.guestscope.virttop.model.HostModel;
import org.guestscope.virttop.settings.Settings;
import org.junit.jupiter.api.Test;

/** Against the rules of the OpenMetrics text format, and against the dashboard that is drawn from it. */
class MetricsTest {

    private static final Path DASHBOARD = Path.of("../docs/virt-top-dashboard.json");
    private static final Pattern METRIC = Pattern.compile("virttop_[a-z_]+");
    private static final Pattern SAMPLE =
            Pattern.compile("(?<name>[a-z_]+)(?<labels>\\{([a-z]+=\"[^\"\\\\]*\",?)+\\})? (?<value>[0-9.eE+-]+)");

    /** A host whose one domain has every figure there is. */
    private static String exposition() {
        Domain domain = new Domain("g", "00000000-0000-4000-8000-000000000001", OptionalInt.of(1), DomainState.RUNNING);
        DomainStats stats = new DomainStats(
                domain,
                0,
                false,
                all(DomainFigure.class),
                List.of(all(VcpuFigure.class)),
                List.of(new DeviceStats<>("vda", "/images/g", all(BlockFigure.class))),
                List.of(new DeviceStats<>("vnet0", null, all(InterfaceFigure.class))),
                null);
        Node node = new Node(
                "x86_64", 1 << 20, 4, 2000, 4, new Node.CpuTime(7, 7, 7, 7), new Node.Memory(1 << 20, 7, 7, 7));
        HostSample sample = new HostSample(Instant.EPOCH, 0, "host", node, List.of(stats), true, List.of());
        return Metrics.of(new Settings(), List.of(new HostModel("h").accept(sample)));
    }

    @SafeVarargs
    private static <F extends Enum<F> & Figure> Figures<F> all(Class<F> kind, Figures.Value<F>... none) {
        return Figures.of(
                kind,
                Arrays.stream(kind.getEnumConstants())
                        .map(figure -> new Figures.Value<>(figure, 7L))
                        .toList()
                        .toArray(none));
    }

    private static Set<String> namesOf(String exposition) {
        Set<String> names = new TreeSet<>();
        exposition.lines().filter(line -> !line.startsWith("#")).forEach(line -> names.add(line.split("[{ ]", 2)[0]));
        return names;
    }

    @Test
    void dashboardAsksForNothingTheExporterDoesNotHave() throws IOException {
        Set<String> asked = new TreeSet<>();
        try (JsonParser json = new JsonFactory().createParser(DASHBOARD.toFile())) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.VALUE_STRING) {
                    Matcher metric = METRIC.matcher(json.getText());
                    while (metric.find()) {
                        asked.add(metric.group());
                    }
                }
            }
        }
        assertThat(asked).hasSizeGreaterThan(10).isSubsetOf(namesOf(exposition()));
    }

    @Test
    void everySampleIsOfTheFamilyAboveItAndNoneIsThereTwice() {
        String family = "";
        String type = "";
        Set<String> families = new TreeSet<>();
        Set<String> series = new TreeSet<>();
        List<String> lines = exposition().lines().toList();
        assertThat(lines.get(lines.size() - 1)).isEqualTo("# EOF");
        for (String line : lines.subList(0, lines.size() - 1)) {
            String[] words = line.split(" ");
            if (line.startsWith("# TYPE ")) {
                family = words[2];
                type = words[3];
                assertThat(families.add(family)).as(line).isTrue();
                assertThat(type).isIn("counter", "gauge");
            } else if (line.startsWith("# UNIT ")) {
                assertThat(family).isEqualTo(words[2]).endsWith("_" + words[3]);
            } else if (line.startsWith("# HELP ")) {
                assertThat(words[2]).isEqualTo(family);
            } else {
                Matcher sample = SAMPLE.matcher(line);
                assertThat(sample.matches()).as(line).isTrue();
                assertThat(sample.group("name")).isEqualTo(type.equals("counter") ? family + "_total" : family);
                assertThat(series.add(sample.group("name") + sample.group("labels")))
                        .as(line)
                        .isTrue();
            }
        }
        assertThat(families).hasSizeGreaterThan(30);
    }
}
