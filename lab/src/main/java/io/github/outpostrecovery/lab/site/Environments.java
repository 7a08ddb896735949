package io.github.outpostrecovery.lab.site;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.asl.FunctionError;
import io.github.outpostrecovery.lab.asl.FunctionHost;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * The execution environments of the functions, as Lambda keeps them: an invocation that comes while another one is under way
 * gets one of its own, with clients of its own, and one in which an invocation was cut off is never used again.
 */
final class Environments implements FunctionHost {
    private final Supplier<FunctionHost> cold;
    private final Deque<FunctionHost> idle = new ArrayDeque<>();

    /** Begins with one environment. */
    Environments(Supplier<FunctionHost> cold, FunctionHost first) {
        this.cold = requireNonNull(cold, "cold is null");
        idle.push(first);
    }

    @Override
    public JsonNode invoke(String functionName, JsonNode payload) throws FunctionError {
        FunctionHost environment = idle.isEmpty() ? cold.get() : idle.pop();
        JsonNode answer;
        try {
            answer = environment.invoke(functionName, payload);
        } catch (FunctionError thrown) {
            idle.push(environment);
            throw thrown;
        }
        idle.push(environment);
        return answer;
    }
}
