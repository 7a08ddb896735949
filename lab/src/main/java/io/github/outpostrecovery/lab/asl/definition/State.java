package io.github.outpostrecovery.lab.asl.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.asl.choice.ChoiceRule;
import io.github.outpostrecovery.lab.asl.template.PayloadTemplate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A state of a state machine. */
public sealed interface State {
    /** Its name, unique within the machine. */
    String name();

    /** What Step Functions calls its type, such as {@code Task}. */
    default String type() {
        return switch (this) {
            case Task task -> "Task";
            case Pass pass -> "Pass";
            case Choice choice -> "Choice";
            case Wait wait -> "Wait";
            case Succeed succeed -> "Succeed";
            case Fail fail -> "Fail";
        };
    }

    /** Every state that may follow. */
    default Stream<String> successors() {
        return switch (this) {
            case Task task ->
                Stream.concat(next(task.next()), task.catchers().stream().map(Catcher::next));
            case Pass pass -> next(pass.next());
            case Choice choice ->
                Stream.concat(choice.branches().stream().map(Branch::next), choice.otherwise().stream());
            case Wait wait -> next(wait.next());
            case Succeed succeed -> Stream.empty();
            case Fail fail -> Stream.empty();
        };
    }

    /** Whether the execution may end here. */
    default boolean mayEnd() {
        return switch (this) {
            case Task task -> task.next() instanceof Transition.End;
            case Pass pass -> pass.next() instanceof Transition.End;
            case Wait wait -> wait.next() instanceof Transition.End;
            case Choice choice -> false;
            case Succeed succeed -> true;
            case Fail fail -> true;
        };
    }

    private static Stream<String> next(Transition transition) {
        return switch (transition) {
            case Transition.To(String state) -> Stream.of(state);
            case Transition.End end -> Stream.empty();
        };
    }

    /** Calls an integration. */
    record Task(
            String name,
            Selection inputPath,
            Optional<PayloadTemplate> parameters,
            String resource,
            Optional<Seconds> timeout,
            Optional<Seconds> heartbeat,
            Optional<PayloadTemplate> resultSelector,
            ResultPath resultPath,
            Selection outputPath,
            Transition next,
            List<Retrier> retriers,
            List<Catcher> catchers)
            implements State {
        private static final String TOKEN_PATTERN = ".waitForTaskToken";

        /** Whether the task ends when somebody answers its token, not when the call returns. */
        public boolean waitsForToken() {
            return resource.endsWith(TOKEN_PATTERN);
        }
    }

    /** Passes its input on, or something made of it. */
    record Pass(
            String name,
            Selection inputPath,
            Optional<PayloadTemplate> parameters,
            Optional<JsonNode> result,
            ResultPath resultPath,
            Selection outputPath,
            Transition next)
            implements State {}

    /** Chooses what follows. */
    record Choice(
            String name, Selection inputPath, List<Branch> branches, Optional<String> otherwise, Selection outputPath)
            implements State {}

    /** One way out of a Choice state. */
    record Branch(ChoiceRule rule, String next) {}

    /** Waits. */
    record Wait(String name, Selection inputPath, WaitUntil until, Selection outputPath, Transition next)
            implements State {}

    /** Ends the execution well. */
    record Succeed(String name, Selection inputPath, Selection outputPath) implements State {}

    /** Ends the execution with an error. */
    record Fail(String name, FailureText error, FailureText cause) implements State {}
}
