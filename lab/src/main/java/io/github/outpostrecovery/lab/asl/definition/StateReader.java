package io.github.outpostrecovery.lab.asl.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.asl.choice.ChoiceRule;
import io.github.outpostrecovery.lab.asl.path.DataPath;
import io.github.outpostrecovery.lab.asl.path.Timestamps;
import io.github.outpostrecovery.lab.asl.template.Expression;
import io.github.outpostrecovery.lab.asl.template.PayloadTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads one state. */
final class StateReader {
    private static final Set<String> UNSUPPORTED_TYPES = Set.of("Parallel", "Map");
    private static final int LONGEST_NAME = 80;
    private static final String TOKEN = "Task";

    private final String name;
    private final Fields fields;

    private StateReader(String name, JsonNode node) {
        this.name = name;
        this.fields = new Fields("State \"" + name + "\"", node);
    }

    static State read(String name, JsonNode node) {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw new InvalidDefinition(
                    "State \"" + name + "\": a name must have from 1 to " + LONGEST_NAME + " characters");
        }
        StateReader reader = new StateReader(name, node);
        State state = reader.read();
        reader.fields.finish();
        return state;
    }

    private State read() {
        String type = fields.requiredText("Type");
        return switch (type) {
            case "Task" -> task();
            case "Pass" -> pass();
            case "Choice" -> choice();
            case "Wait" ->
                new State.Wait(name, selection("InputPath"), waitUntil(), selection("OutputPath"), transition());
            case "Succeed" -> new State.Succeed(name, selection("InputPath"), selection("OutputPath"));
            case "Fail" -> new State.Fail(name, failureText("Error"), failureText("Cause"));
            default ->
                throw fields.invalid(
                        "Type",
                        UNSUPPORTED_TYPES.contains(type)
                                ? type + " states are not supported by this runner"
                                : "there is no state type " + type);
        };
    }

    private State.Task task() {
        State.Task task = new State.Task(
                name,
                selection("InputPath"),
                template("Parameters"),
                fields.requiredText("Resource"),
                seconds("TimeoutSeconds", 1),
                seconds("HeartbeatSeconds", 1),
                template("ResultSelector"),
                ErrorHandlingReader.resultPath(fields),
                selection("OutputPath"),
                transition(),
                ErrorHandlingReader.retriers(fields),
                ErrorHandlingReader.catchers(fields));
        checkTiming(task);
        checkToken(task);
        return task;
    }

    private void checkTiming(State.Task task) {
        if (task.heartbeat().isPresent() && !task.waitsForToken()) {
            throw fields.invalid("HeartbeatSeconds", "only a .waitForTaskToken task can send heartbeats");
        }
        if (task.heartbeat().orElse(null) instanceof Seconds.Fixed(int heartbeat)
                && task.timeout().orElse(null) instanceof Seconds.Fixed(int timeout)
                && heartbeat >= timeout) {
            throw fields.invalid("HeartbeatSeconds", "must be less than TimeoutSeconds");
        }
    }

    private void checkToken(State.Task task) {
        boolean passesToken =
                task.parameters().stream().flatMap(PayloadTemplate::paths).anyMatch(path -> path.readsContext(TOKEN));
        if (task.waitsForToken() && !passesToken) {
            throw fields.invalid("Parameters", "must pass $$.Task.Token on, or nobody can answer the task");
        }
        if (!task.waitsForToken()) {
            task.parameters().ifPresent(template -> refuseToken("Parameters", template));
        }
        task.resultSelector().ifPresent(template -> refuseToken("ResultSelector", template));
    }

    private void refuseToken(String field, PayloadTemplate template) {
        if (template.paths().anyMatch(path -> !path.text().equals("$$") && path.readsContext(TOKEN))) {
            throw fields.invalid(field, "$$.Task exists only in the Parameters of .waitForTaskToken tasks");
        }
    }

    private State.Pass pass() {
        fields.exclusive("Result", "Parameters");
        Optional<PayloadTemplate> parameters = template("Parameters");
        parameters.ifPresent(template -> refuseToken("Parameters", template));
        return new State.Pass(
                name,
                selection("InputPath"),
                parameters,
                fields.optional("Result"),
                ErrorHandlingReader.resultPath(fields),
                selection("OutputPath"),
                transition());
    }

    private State.Choice choice() {
        fields.required("Choices");
        List<JsonNode> nodes = fields.optionalArray("Choices");
        List<State.Branch> branches = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            String where = "Choices[" + i + "]";
            String next = new Fields(fields.where() + ", " + where, nodes.get(i)).requiredText("Next");
            ObjectNode rule = nodes.get(i).deepCopy();
            rule.remove(List.of("Next", "QueryLanguage"));
            branches.add(new State.Branch(fields.expression(where, rule, ChoiceRule::parse), next));
        }
        return new State.Choice(
                name,
                selection("InputPath"),
                List.copyOf(branches),
                fields.optionalText("Default"),
                selection("OutputPath"));
    }

    private WaitUntil waitUntil() {
        fields.exclusive("Seconds", "SecondsPath", "Timestamp", "TimestampPath");
        Optional<WaitUntil> until = seconds("Seconds", 0)
                .<WaitUntil>map(WaitUntil.After::new)
                .or(() -> fields.optionalText("Timestamp").map(this::at))
                .or(() -> reference("TimestampPath").map(WaitUntil.Found::new));
        return until.orElseThrow(() ->
                fields.invalid("Seconds", "one of Seconds, SecondsPath, Timestamp and TimestampPath must be given"));
    }

    private WaitUntil at(String text) {
        return Timestamps.parse(text)
                .map(WaitUntil.At::new)
                .orElseThrow(() -> fields.invalid("Timestamp", "must be a timestamp such as 2026-02-10T06:05:00Z"));
    }

    private FailureText failureText(String field) {
        String pathField = field + "Path";
        fields.exclusive(field, pathField);
        Optional<String> fixed = fields.optionalText(field);
        if (fixed.isPresent()) {
            return new FailureText.Fixed(fixed.get());
        }
        return fields.optionalText(pathField)
                .<FailureText>map(text -> new FailureText.Found(
                        pathField, fields.expression(pathField, text, StateReader::textExpression)))
                .orElseGet(FailureText.Absent::new);
    }

    private static Expression textExpression(String text) {
        return text.startsWith("$") ? new Expression.Path(DataPath.parseReference(text)) : Expression.parse(text);
    }

    /** {@code X} or {@code XPath}. */
    private Optional<Seconds> seconds(String field, int least) {
        String pathField = field + "Path";
        fields.exclusive(field, pathField);
        OptionalInt fixed = fields.optionalInteger(field, least, Seconds.MOST);
        if (fixed.isPresent()) {
            return Optional.of(new Seconds.Fixed(fixed.getAsInt()));
        }
        return reference(pathField).map(path -> new Seconds.Found(pathField, path, least));
    }

    private Optional<DataPath> reference(String field) {
        return fields.optionalText(field).map(text -> fields.expression(field, text, DataPath::parseReference));
    }

    private Selection selection(String field) {
        Optional<JsonNode> node = fields.optional(field);
        if (node.isPresent() && node.get().isNull()) {
            return new Selection(field, Optional.empty());
        }
        String text = fields.optionalText(field).orElse("$");
        return new Selection(field, Optional.of(fields.expression(field, text, DataPath::parse)));
    }

    private Optional<PayloadTemplate> template(String field) {
        return fields.optional(field).map(node -> fields.expression(field, node, PayloadTemplate::parse));
    }

    private Transition transition() {
        fields.exclusive("Next", "End");
        Optional<JsonNode> end = fields.optional("End");
        if (end.isPresent()) {
            if (!end.get().isBoolean() || !end.get().booleanValue()) {
                throw fields.invalid("End", "must be true");
            }
            return new Transition.End();
        }
        return fields.optionalText("Next")
                .map(Transition.To::new)
                .orElseThrow(() -> fields.invalid("Next", "neither Next nor End is given"));
    }
}
