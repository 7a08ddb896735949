package io.github.outpostrecovery.tests.wire;

import io.github.outpostrecovery.tests.wire.RuntimeApi.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The functions of the engine, each in its own JVM, under the names that the state machines are given. */
final class Functions implements AutoCloseable {
    private static final String PACKAGE = "io.github.outpostrecovery.functions.";

    private final Map<String, FunctionProcess> processes = new TreeMap<>();
    private final Map<String, String> environment;

    Functions(List<String> names, Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
        names.forEach(name -> processes.put(name, another(name)));
    }

    private FunctionProcess another(String name) {
        return new FunctionProcess(name, PACKAGE + name + "::handleRequest", environment);
    }

    /**
     * Invokes one.
     *
     * @param named by its name, or by the ARN of the function or its alias
     */
    Answer invoke(String named, String event) {
        String[] words = named.split(":", -1);
        String name = words.length > 6 ? words[6] : words[0];
        FunctionProcess process = processes.get(name);
        if (process == null) {
            throw new IllegalArgumentException("there is no function " + named);
        }
        return process.invoke(event);
    }

    /** How long each invocation took, by function, in order. */
    Map<String, List<Duration>> times() {
        Map<String, List<Duration>> times = new TreeMap<>();
        processes.forEach((name, process) -> times.put(name, process.times()));
        return times;
    }

    List<Duration> times(String name) {
        return times().getOrDefault(name, List.of());
    }

    @Override
    public void close() {
        processes.values().forEach(FunctionProcess::close);
    }
}
