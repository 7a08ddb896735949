package io.github.outpostrecovery.cli.cloud;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** CloudFormation. Each method fails with {@link CloudTroubleException} if it was not answered or refused. */
public interface Stacks {
    /** One by its name; empty also if it was deleted. */
    Optional<Stack> find(String name);

    /**
     * Makes a stack, or changes it, and waits for the end.
     *
     * @param progress told of each event worth a line
     */
    Change apply(StackRequest request, Consumer<String> progress);

    /** Deletes a stack and waits. Deleting what is not there changes nothing. */
    Change delete(String name, Consumer<String> progress);

    /** The stacks whose name begins with {@code prefix}. */
    List<Stack> named(String prefix);

    /**
     * A stack.
     *
     * @param status as CloudFormation names it
     */
    record Stack(
            String name,
            String status,
            Map<String, String> parameters,
            Map<String, String> outputs,
            Map<String, String> tags) {
        public Stack {
            parameters = Map.copyOf(parameters);
            outputs = Map.copyOf(outputs);
            tags = Map.copyOf(tags);
        }
    }

    /** What to make. */
    record StackRequest(String name, String template, Map<String, String> parameters, Map<String, String> tags) {
        public StackRequest {
            parameters = Map.copyOf(parameters);
            tags = Map.copyOf(tags);
        }
    }

    /** How it ended. */
    sealed interface Change {
        /** There was none, and now there is. */
        record Created() implements Change {}

        /** It was changed. */
        record Updated() implements Change {}

        /** It was as it was to be. */
        record Unchanged() implements Change {}

        /** It is gone. */
        record Deleted() implements Change {}

        /** It was rolled back, or stands half-way: status and the reasons that CloudFormation gives. */
        record Failed(String status, List<String> reasons) implements Change {
            public Failed {
                reasons = List.copyOf(reasons);
            }
        }
    }
}
