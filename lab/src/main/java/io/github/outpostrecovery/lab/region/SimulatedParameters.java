package io.github.outpostrecovery.lab.region;

import io.github.outpostrecovery.core.ServiceUnavailableException;
import io.github.outpostrecovery.functions.configuration.ParameterStore;
import io.github.outpostrecovery.lab.time.Agenda;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** SSM Parameter Store. Faults are armed for {@code GetParameter} and {@code GetParametersByPath}. */
public final class SimulatedParameters implements ParameterStore {
    private final ServiceCalls calls;
    private final ConcurrentSkipListMap<String, String> values;

    /** All that the store knows. */
    public record State(Map<String, String> values, List<ArmedCallFault> faults) {
        public static final State EMPTY = new State(Map.of(), List.of());
    }

    public SimulatedParameters(Agenda agenda, Latencies latencies, State saved) {
        this.calls = new ServiceCalls(agenda, latencies, saved.faults());
        this.values = new ConcurrentSkipListMap<>(saved.values());
    }

    public State save() {
        return new State(new TreeMap<>(values), calls.save());
    }

    public ServiceCalls calls() {
        return calls;
    }

    public void put(String name, String value) {
        values.put(name, value);
    }

    public void delete(String name) {
        values.remove(name);
    }

    /** The names that begin with {@code path}, with their values. */
    public SortedMap<String, String> under(String path) {
        return new TreeMap<>(values.subMap(path, true, path + Character.MAX_VALUE, false));
    }

    @Override
    public List<String> names(String path) {
        return calls.read("GetParametersByPath", () -> List.copyOf(under(path).keySet()))
                .orElse(why -> {
                    throw new ServiceUnavailableException(why);
                });
    }

    @Override
    public Optional<String> value(String name) {
        CallResult<Optional<String>> result = calls.read("GetParameter", () -> Optional.ofNullable(values.get(name)));
        return result.orElse(why -> {
            throw new ServiceUnavailableException(why);
        });
    }
}
