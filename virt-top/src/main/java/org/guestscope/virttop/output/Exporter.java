package org.guestscope.virttop.output;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.guestscope.cli.CommandFailure;

/**
 * {@code --listen}: answers {@code GET /metrics} with a fresh sample. A sample is handed out for half a second, so that
 * many scrapers cost no more than one; connections are few, and one that is slow is closed.
 */
public final class Exporter implements AutoCloseable {

    private static final String TYPE = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    private static final String PLAIN = "text/plain; charset=utf-8";
    private static final long FRESH_NANOS = 500_000_000L;

    /** Requests served at a time: the others wait, and none of them holds its place for longer than the limits. */
    private static final int WORKERS = 8;

    /** The JDK's server reads these when its classes are loaded: seconds, and connections. */
    private static final Map<String, String> LIMITS = Map.of(
            "sun.net.httpserver.maxReqTime", "10",
            "sun.net.httpserver.maxRspTime", "30",
            "sun.net.httpserver.maxIdleConnections", "16",
            "jdk.httpserver.maxConnections", "64");

    static {
        LIMITS.forEach((name, limit) -> System.getProperties().putIfAbsent(name, limit));
    }

    private final HttpServer server;
    private final ExecutorService workers = Executors.newFixedThreadPool(WORKERS, task -> {
        Thread thread = new Thread(task, "exporter");
        thread.setDaemon(true);
        return thread;
    });
    private final Supplier<String> exposition;
    private final LongSupplier clock;
    private String cached = "";
    private long cachedAt;

    private Exporter(HttpServer server, Supplier<String> exposition, LongSupplier clock) {
        this.server = server;
        this.exposition = exposition;
        this.clock = clock;
    }

    /**
     * Binds {@code address} and answers from then on.
     *
     * @param address {@code ADDR:PORT}, {@code [IPV6]:PORT}, {@code :PORT} or {@code PORT}; the last two mean loopback
     */
    public static Exporter start(String address, Supplier<String> exposition) throws CommandFailure {
        return start(address, exposition, System::nanoTime);
    }

    /** @param clock nanoseconds from any moment on */
    static Exporter start(String address, Supplier<String> exposition, LongSupplier clock) throws CommandFailure {
        try {
            HttpServer server = HttpServer.create(parse(address), 0);
            Exporter exporter = new Exporter(server, exposition, clock);
            server.createContext("/", exporter::answer);
            server.setExecutor(exporter.workers);
            server.start();
            return exporter;
        } catch (IOException e) {
            throw new CommandFailure("could not listen on " + address + ": " + e.getMessage(), e);
        }
    }

    static InetSocketAddress parse(String address) throws CommandFailure {
        int colon = address.lastIndexOf(':');
        String host = colon < 0 ? "" : address.substring(0, colon);
        try {
            int port = Integer.parseInt(address.substring(colon + 1));
            if (host.startsWith("[") && host.endsWith("]")) {
                host = host.substring(1, host.length() - 1);
            }
            InetSocketAddress socket = host.isEmpty()
                    ? new InetSocketAddress(InetAddress.getLoopbackAddress(), port)
                    : new InetSocketAddress(host, port);
            if (socket.isUnresolved()) {
                throw new CommandFailure("could not listen on " + address + ": unknown host '" + host + "'");
            }
            return socket;
        } catch (IllegalArgumentException e) {
            throw new CommandFailure("could not listen on " + address + ": it is not ADDR:PORT", e);
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String method = exchange.getRequestMethod();
            if (!method.equals("GET") && !method.equals("HEAD")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                exchange.sendResponseHeaders(405, -1);
            } else if (path.equals("/metrics")) {
                metrics(exchange);
            } else if (path.equals("/")) {
                send(exchange, 200, "text/html; charset=utf-8", "<a href=\"/metrics\">virt-top metrics</a>\n");
            } else {
                send(exchange, 404, PLAIN, "not found: metrics are at /metrics\n");
            }
        }
    }

    private void metrics(HttpExchange exchange) throws IOException {
        String text;
        try {
            text = current();
        } catch (RuntimeException e) {
            send(exchange, 500, PLAIN, "no sample: " + e + "\n");
            return;
        }
        send(exchange, 200, TYPE, text);
    }

    private synchronized String current() {
        if (cached.isEmpty() || clock.getAsLong() - cachedAt > FRESH_NANOS) {
            cached = exposition.get();
            cachedAt = clock.getAsLong();
        }
        return cached;
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
            exchange.sendResponseHeaders(status, -1);
        } else {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
