package org.guestscope.virttop.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.guestscope.cli.CommandFailure;
import org.junit.jupiter.api.Test;

class ExporterTest {

    private final AtomicInteger samples = new AtomicInteger();
    private final AtomicLong nanos = new AtomicLong();

    private HttpResponse<String> get(Exporter exporter, String path, String method) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + exporter.address().getPort() + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private Exporter start() throws CommandFailure {
        return Exporter.start("127.0.0.1:0", () -> "# EOF " + samples.incrementAndGet() + "\n", nanos::get);
    }

    @Test
    void metricsAreServedWithTheirType() throws Exception {
        try (Exporter exporter = start()) {
            HttpResponse<String> response = get(exporter, "/metrics", "GET");
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("# EOF 1\n");
            assertThat(response.headers().firstValue("Content-Type"))
                    .contains("application/openmetrics-text; version=1.0.0; charset=utf-8");
        }
    }

    @Test
    void manyScrapersCostOneSample() throws Exception {
        try (Exporter exporter = start()) {
            get(exporter, "/metrics", "GET");
            nanos.addAndGet(500_000_000);
            get(exporter, "/metrics", "HEAD");
            assertThat(samples).hasValue(1);
            nanos.incrementAndGet();
            assertThat(get(exporter, "/metrics", "GET").body()).isEqualTo("# EOF 2\n");
        }
    }

    @Test
    void headSaysHowLongTheBodyWouldBe() throws Exception {
        try (Exporter exporter = start()) {
            HttpResponse<String> head = get(exporter, "/metrics", "HEAD");
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.headers().firstValue("Content-Length")).contains("8");
            assertThat(head.body()).isEmpty();
        }
    }

    @Test
    void clientsThatNeverFinishTheirRequestHoldUpNobody() throws Exception {
        try (Exporter exporter = start()) {
            List<Socket> slow = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                Socket socket = new Socket("127.0.0.1", exporter.address().getPort());
                socket.getOutputStream().write("GET /metrics HTTP/1.1\r\nHost".getBytes(StandardCharsets.US_ASCII));
                slow.add(socket);
            }
            try {
                assertThat(get(exporter, "/metrics", "GET").statusCode()).isEqualTo(200);
            } finally {
                for (Socket socket : slow) {
                    socket.close();
                }
            }
        }
    }

    @Test
    void sampleThatFailsIsAServerError() throws Exception {
        Supplier<String> broken = () -> {
            throw new IllegalStateException("out of order");
        };
        try (Exporter exporter = Exporter.start("127.0.0.1:0", broken)) {
            HttpResponse<String> response = get(exporter, "/metrics", "GET");
            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.body()).contains("out of order");
        }
    }

    @Test
    void portThatIsTakenIsNamed() throws Exception {
        try (Exporter exporter = start()) {
            String address = "127.0.0.1:" + exporter.address().getPort();
            assertThatThrownBy(() -> Exporter.start(address, () -> "").close())
                    .isInstanceOf(CommandFailure.class)
                    .hasMessage("could not listen on " + address + ": Address already in use");
        }
    }

    @Test
    void otherPathsAndMethodsAreRefused() throws Exception {
        try (Exporter exporter = start()) {
            assertThat(get(exporter, "/etc/passwd", "GET").statusCode()).isEqualTo(404);
            assertThat(get(exporter, "/metrics", "DELETE").statusCode()).isEqualTo(405);
            assertThat(samples).hasValue(0);
        }
    }

    @Test
    void withoutAnAddressItIsBoundToTheLoopback() throws Exception {
        assertThat(Exporter.parse("9177").getAddress().isLoopbackAddress()).isTrue();
        assertThat(Exporter.parse(":9177").getAddress().isLoopbackAddress()).isTrue();
        assertThat(Exporter.parse("0.0.0.0:9177").getAddress().isAnyLocalAddress())
                .isTrue();
        assertThat(Exporter.parse("[::1]:9177").getPort()).isEqualTo(9177);
    }

    @Test
    void addressesThatAreNoneAreNamed() {
        assertThatThrownBy(() -> Exporter.parse("localhost"))
                .hasMessage("could not listen on localhost: it is not ADDR:PORT");
        assertThatThrownBy(() -> Exporter.parse("1.2.3.4:99999"))
                .hasMessage("could not listen on 1.2.3.4:99999: it is not ADDR:PORT");
    }
}
