package io.github.outpostrecovery.tests.wire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;

/** An HTTP server on a free port of 127.0.0.1, which keeps no JVM alive. */
public final class WireServer implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(WireServer.class.getName());

    private final HttpServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    /** Answers one request. */
    @FunctionalInterface
    public interface Answering {
        void answer(HttpExchange exchange) throws IOException;
    }

    private WireServer(HttpServer server, Answering answering) {
        this.server = server;
        server.setExecutor(executor);
        server.createContext("/", exchange -> {
            try (exchange) {
                answering.answer(exchange);
            } catch (UncheckedIOException failed) {
                throw failed.getCause();
            } catch (RuntimeException defect) {
                LOGGER.log(System.Logger.Level.ERROR, "failed at " + exchange.getRequestURI(), defect);
                throw defect;
            }
        });
    }

    /** Starts it. */
    public static WireServer start(Answering answering) {
        try {
            WireServer server = new WireServer(
                    HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0),
                    answering);
            server.startInDaemonThread();
            return server;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }

    /** Sends an answer. */
    public static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    // The JDK's server starts a thread that is a daemon only if the one that starts it is.
    private void startInDaemonThread() {
        FutureTask<Void> start = new FutureTask<>(server::start, null);
        Thread starter = new Thread(start, "wire-server-start");
        starter.setDaemon(true);
        starter.start();
        try {
            starter.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
