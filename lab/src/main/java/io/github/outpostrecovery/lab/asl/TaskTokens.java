package io.github.outpostrecovery.lab.asl;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Every task token that was ever issued, and the execution it was issued for. */
final class TaskTokens {
    private final Map<String, ExecutionArn> issued = new LinkedHashMap<>();

    String issue(ExecutionArn execution, RandomGenerator random) {
        String token = "AQCEAAAAKgAAAAMAAAAA%016x%016x".formatted(random.nextLong(), random.nextLong());
        issued.put(token, execution);
        return token;
    }

    void restore(String token, ExecutionArn execution) {
        issued.put(token, execution);
    }

    /** The execution that the token was issued for, whether or not it can still be answered. */
    Optional<ExecutionArn> execution(String token) {
        return Optional.ofNullable(issued.get(token));
    }

    Map<String, ExecutionArn> all() {
        return Collections.unmodifiableMap(issued);
    }
}
