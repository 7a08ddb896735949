package io.github.outpostrecovery.tests.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** moto's server, in a process of its own, with the repairs that {@code moto_endpoint.py} names. */
public final class MotoEndpoint implements AwsEndpoint {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String REPAIRED = "repaired: ";

    private final Process process;
    private final URI uri;
    private final Path log;

    private MotoEndpoint(Process process, URI uri, Path log) {
        this.process = process;
        this.uri = uri;
        this.log = log;
    }

    /** Starts it, where {@code moto_server} is installed. */
    public static Optional<AwsEndpoint> start(int frontPort, List<String> reasons) {
        Optional<Path> server = onThePath("moto_server");
        if (server.isEmpty()) {
            reasons.add("moto's server was not started: there is no moto_server on the PATH");
            return Optional.empty();
        }
        try {
            int port = freePort();
            Path folder = WireFolder.folder();
            Path script = folder.resolve("moto_endpoint.py");
            try (InputStream in = MotoEndpoint.class.getResourceAsStream("/wire/moto_endpoint.py")) {
                Files.write(
                        script,
                        java.util.Objects.requireNonNull(in, "the script is not on the class path")
                                .readAllBytes());
            }
            Path log = folder.resolve("moto.log");
            ProcessBuilder builder = new ProcessBuilder(
                            pythonOf(server.get()), script.toString(), Integer.toString(port))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().put("MOTO_PORT", Integer.toString(frontPort));
            builder.environment().put("PYTHONUNBUFFERED", "1");
            MotoEndpoint moto = new MotoEndpoint(builder.start(), URI.create("http://127.0.0.1:" + port), log);
            if (moto.comesUp()) {
                moto.configure();
                return Optional.of(moto);
            }
            moto.close();
            reasons.add("moto's server did not come up: " + lastLine(log));
        } catch (IOException failed) {
            reasons.add("moto's server did not start: " + failed.getMessage());
        }
        return Optional.empty();
    }

    @Override
    public URI uri() {
        return uri;
    }

    @Override
    public String description() {
        return "moto_server 5.2.1 at " + uri;
    }

    @Override
    public LambdaWay lambdaWay() {
        return LambdaWay.THE_FRONT;
    }

    @Override
    public List<String> repairs() {
        try (Stream<String> lines = Files.lines(log, UTF_8)) {
            return lines.filter(line -> line.startsWith(REPAIRED))
                    .map(line -> line.substring(REPAIRED.length()))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private boolean comesUp() {
        Instant end = Instant.now().plus(PATIENCE);
        while (Instant.now().isBefore(end) && process.isAlive()) {
            try {
                if (send(HttpRequest.newBuilder(uri.resolve("/moto-api/data.json"))) == 200) {
                    return true;
                }
            } catch (IOException notYet) {
                pause();
            }
        }
        return false;
    }

    /** Without this Step Functions answers, and runs nothing. */
    private void configure() throws IOException {
        int status = send(HttpRequest.newBuilder(uri.resolve("/moto-api/config"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"stepfunctions\":{\"execute_state_machine\":true}}")));
        if (status / 100 != 2) {
            throw new IOException("moto's server refused to run state machines: HTTP " + status);
        }
    }

    private static int send(HttpRequest.Builder request) throws IOException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.timeout(Duration.ofSeconds(5)).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    static Optional<Path> onThePath(String command) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, command))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The Python that the command itself would run under: another one may have no moto. */
    private static String pythonOf(Path command) throws IOException {
        try (Stream<String> lines = Files.lines(command, UTF_8)) {
            return lines.findFirst()
                    .filter(first -> first.startsWith("#!/") && first.contains("python"))
                    .map(first -> first.substring(2).strip())
                    .filter(interpreter -> !interpreter.contains(" "))
                    .orElse("python3");
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.getLocalPort();
        }
    }

    private static String lastLine(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log, UTF_8);
        return lines.isEmpty() ? "it said nothing" : lines.getLast();
    }
}
