package io.github.outpostrecovery.tests.wire;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import io.github.outpostrecovery.tests.wire.RuntimeApi.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A function as Lambda runs it: its handler behind the real runtime interface client, in a JVM of its own. It starts with the
 * first invocation and lives on for the next ones.
 */
final class FunctionProcess implements AutoCloseable {
    /** What Lambda itself starts Java functions with, besides the size of the heap. */
    private static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-XX:+TieredCompilation",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-Xmx512m",
            "--enable-native-access=ALL-UNNAMED");

    private final String name;
    private final String handler;
    private final Map<String, String> environment;
    private final Path log;
    private final RuntimeApi api;
    private final List<Duration> times = new ArrayList<>();
    private Optional<Process> process = Optional.empty();

    /**
     * Describes a function.
     *
     * @param handler the handler string, {@code package.Class::method}
     * @param environment in place of this JVM's own
     */
    FunctionProcess(String name, String handler, Map<String, String> environment) {
        this.name = name;
        this.handler = handler;
        this.environment = Map.copyOf(environment);
        this.log = WireFolder.folder().resolve(name + ".log");
        this.api = new RuntimeApi("arn:aws:lambda:us-west-2:123456789012:function:" + name + ":live");
    }

    /** Invokes it, and waits for the answer. One invocation after the other, as in one Lambda environment. */
    synchronized Answer invoke(String event) {
        long begun = System.nanoTime();
        if (process.filter(Process::isAlive).isEmpty()) {
            process = Optional.of(start());
        }
        CompletableFuture<Answer> answer = api.invoke(event);
        Answer received = answer.orTimeout(110, TimeUnit.SECONDS).join();
        times.add(Duration.ofNanos(System.nanoTime() - begun));
        return received;
    }

    /** How long each invocation took; the first one with the start of the JVM. */
    synchronized List<Duration> times() {
        return List.copyOf(times);
    }

    /** Where it writes what CloudWatch would keep. */
    Path log() {
        return log;
    }

    @Override
    public synchronized void close() {
        process.ifPresent(Process::destroy);
        api.close();
    }

    private Process start() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.add("-cp");
        command.add(FunctionCode.classPath(handler));
        command.add(AWSLambda.class.getName());
        command.add(handler);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(key -> key.startsWith("AWS_") || key.startsWith("JAVA_TOOL"));
        builder.environment().putAll(environment);
        builder.environment()
                .putAll(Map.of(
                        "AWS_LAMBDA_RUNTIME_API",
                        api.hostAndPort(),
                        "AWS_LAMBDA_FUNCTION_NAME",
                        name,
                        "AWS_LAMBDA_FUNCTION_VERSION",
                        "1",
                        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
                        "1024",
                        "AWS_LAMBDA_LOG_GROUP_NAME",
                        "/aws/lambda/" + name,
                        "AWS_LAMBDA_LOG_STREAM_NAME",
                        "wire",
                        "_HANDLER",
                        handler));
        try {
            Process started = builder.start();
            var _ = started.onExit()
                    .thenAccept(ended -> api.giveUp(
                            "Runtime.ExitError", name + " ended with exit code " + ended.exitValue() + ", see " + log));
            return started;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
