package io.github.outpostrecovery.lab.asl.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.asl.path.ReferencePath;
import io.github.outpostrecovery.lab.asl.path.StateError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads {@code Retry} and {@code Catch}. */
final class ErrorHandlingReader {
    private static final Set<String> RESERVED = Set.of(
            ErrorMatch.ALL,
            ErrorMatch.TASK_FAILED,
            StateError.TIMEOUT,
            StateError.HEARTBEAT_TIMEOUT,
            StateError.RESULT_PATH_MATCH_FAILURE,
            StateError.INTRINSIC_FAILURE,
            "States.ParameterPathFailure",
            "States.Permissions");
    private static final Set<String> NEVER_MATCHED = Set.of(StateError.RUNTIME, StateError.DATA_LIMIT_EXCEEDED);
    private static final int LONGEST_DELAY = 31_622_399;

    private ErrorHandlingReader() {}

    static List<Retrier> retriers(Fields state) {
        List<JsonNode> nodes = state.optionalArray("Retry");
        List<Retrier> retriers = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            Fields fields = new Fields(state.where() + ", Retry[" + i + "]", nodes.get(i));
            ErrorMatch errors = errors(fields, i == nodes.size() - 1);
            int interval =
                    fields.optionalInteger("IntervalSeconds", 1, Seconds.MOST).orElse(1);
            int attempts =
                    fields.optionalInteger("MaxAttempts", 0, Seconds.MOST).orElse(3);
            OptionalInt longest = fields.optionalInteger("MaxDelaySeconds", 1, LONGEST_DELAY);
            if (longest.isPresent() && longest.getAsInt() <= interval) {
                throw fields.invalid("MaxDelaySeconds", "must be greater than IntervalSeconds");
            }
            retriers.add(new Retrier(errors, interval, attempts, backoff(fields), longest, jitter(fields)));
            fields.finish();
        }
        return List.copyOf(retriers);
    }

    static List<Catcher> catchers(Fields state) {
        List<JsonNode> nodes = state.optionalArray("Catch");
        List<Catcher> catchers = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            Fields fields = new Fields(state.where() + ", Catch[" + i + "]", nodes.get(i));
            ErrorMatch errors = errors(fields, i == nodes.size() - 1);
            catchers.add(new Catcher(errors, resultPath(fields), fields.requiredText("Next")));
            fields.finish();
        }
        return List.copyOf(catchers);
    }

    static ResultPath resultPath(Fields fields) {
        Optional<JsonNode> node = fields.optional("ResultPath");
        if (node.isEmpty()) {
            return new ResultPath(Optional.of(ReferencePath.parse("$")));
        }
        if (node.get().isNull()) {
            return new ResultPath(Optional.empty());
        }
        String text = fields.requiredText("ResultPath");
        return new ResultPath(Optional.of(fields.expression("ResultPath", text, ReferencePath::parse)));
    }

    private static ErrorMatch errors(Fields fields, boolean last) {
        fields.required("ErrorEquals");
        List<String> names = new ArrayList<>();
        for (JsonNode node : fields.optionalArray("ErrorEquals")) {
            if (!node.isTextual() || node.textValue().isEmpty()) {
                throw fields.invalid("ErrorEquals", "must hold error names only");
            }
            String name = node.textValue();
            if (NEVER_MATCHED.contains(name)) {
                throw fields.invalid("ErrorEquals", name + " can be neither retried nor caught");
            }
            if (name.startsWith("States.") && !RESERVED.contains(name)) {
                throw fields.invalid("ErrorEquals", "a task never reports " + name);
            }
            if (names.contains(name)) {
                throw fields.invalid("ErrorEquals", "holds " + name + " twice");
            }
            names.add(name);
        }
        if (names.contains(ErrorMatch.ALL) && (names.size() > 1 || !last)) {
            throw fields.invalid("ErrorEquals", "States.ALL must stand alone and come last");
        }
        return new ErrorMatch(List.copyOf(names));
    }

    private static double backoff(Fields fields) {
        JsonNode rate = fields.optional("BackoffRate").orElse(null);
        if (rate == null) {
            return 2.0;
        }
        if (!rate.isNumber() || rate.doubleValue() < 1.0) {
            throw fields.invalid("BackoffRate", "must be a number of at least 1.0");
        }
        return rate.doubleValue();
    }

    private static Retrier.Jitter jitter(Fields fields) {
        String strategy = fields.optionalText("JitterStrategy").orElse("NONE");
        return switch (strategy) {
            case "NONE" -> Retrier.Jitter.NONE;
            case "FULL" -> Retrier.Jitter.FULL;
            default -> throw fields.invalid("JitterStrategy", "must be FULL or NONE");
        };
    }
}
