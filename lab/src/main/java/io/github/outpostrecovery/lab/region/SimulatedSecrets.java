package io.github.outpostrecovery.lab.region;

import io.github.outpostrecovery.core.ServiceUnavailableException;
import io.github.outpostrecovery.core.name.SecretArn;
import io.github.outpostrecovery.lab.time.Agenda;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Secrets Manager. Faults are armed for {@code GetSecretValue}. May be read by several threads. */
public final class SimulatedSecrets {
    private final ServiceCalls calls;
    private final ConcurrentSkipListMap<String, String> documents;

    /** All that it knows, secrets included. */
    public record State(Map<String, String> documents, List<ArmedCallFault> faults) {
        public static final State EMPTY = new State(Map.of(), List.of());

        /** Tells which secrets there are, not what they say. */
        @Override
        public String toString() {
            return "State[documents=" + documents.keySet() + ", faults=" + faults + "]";
        }
    }

    public SimulatedSecrets(Agenda agenda, Latencies latencies, State saved) {
        this.calls = new ServiceCalls(agenda, latencies, saved.faults());
        this.documents = new ConcurrentSkipListMap<>(saved.documents());
    }

    public State save() {
        return new State(new TreeMap<>(documents), calls.save());
    }

    public ServiceCalls calls() {
        return calls;
    }

    /** Stores a JSON document, or replaces it: a rotation. */
    public void put(SecretArn secret, String document) {
        documents.put(secret.value(), document);
    }

    public void delete(SecretArn secret) {
        documents.remove(secret.value());
    }

    /** The ARNs of all secrets ({@code ListSecrets}). Fails likewise if there was no answer. */
    public List<SecretArn> arns() {
        return calls.read(
                        "ListSecrets",
                        () -> documents.keySet().stream().map(SecretArn::new).toList())
                .orElse(why -> {
                    throw new ServiceUnavailableException(why);
                });
    }

    /**
     * The document of a secret, or empty if there is no such secret. Fails with {@link ServiceUnavailableException} if
     * there was no answer.
     */
    public Optional<String> document(SecretArn secret) {
        CallResult<Optional<String>> result =
                calls.read("GetSecretValue", () -> Optional.ofNullable(documents.get(secret.value())));
        return result.orElse(why -> {
            throw new ServiceUnavailableException(why);
        });
    }
}
