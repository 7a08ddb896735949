package io.github.outpostrecovery.cli.prompt;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.prompt.Prompts.Choice;
import io.github.outpostrecovery.cli.prompt.Prompts.Question;
import io.github.outpostrecovery.cli.prompt.Prompts.Reply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Many questions, of which each may be answered beforehand, and in which a person may go back.
 *
 * <p>Going back runs the questions again from the first: those before the last one that a person was asked answer themselves.
 * So what asks must change nothing, and what it looks up should be remembered, with {@link #once}.
 */
public final class Dialogue {
    private final Prompts prompts;
    private final Answers given;
    private final Map<String, List<String>> asked = new LinkedHashMap<>();
    private final Map<String, List<String>> used = new LinkedHashMap<>();
    private final Map<String, String> withdrawn = new HashMap<>();
    private final Map<String, String> hidden = new HashMap<>();
    private final Map<String, Object> found = new HashMap<>();
    private final Set<String> told = new HashSet<>();

    /**
     * Begins one.
     *
     * @param given what was answered by options and files
     */
    public Dialogue(Prompts prompts, Answers given) {
        this.prompts = requireNonNull(prompts, "prompts is null");
        this.given = requireNonNull(given, "given is null");
    }

    /** Runs questions to their end, as often as somebody goes back. */
    public <T> T run(Supplier<T> questions) {
        while (true) {
            used.clear();
            try {
                return questions.get();
            } catch (AskAgain taken) {
                // What was taken back is asked for now; all else answers itself.
            } catch (StepBack back) {
                if (asked.isEmpty()) {
                    prompts.tell("  this is the first question");
                } else {
                    String last = List.copyOf(asked.keySet()).getLast();
                    withdrawn.put(
                            last,
                            String.join(
                                    ",", Optional.ofNullable(asked.remove(last)).orElse(List.of())));
                    hidden.remove(last);
                }
            }
        }
    }

    /**
     * Takes an answer back that turned out not to do, and runs the questions again; those that stay answer themselves. Returns
     * only if nobody was asked for it: then it was given beforehand.
     *
     * @param options the questions that it may have been the answer to
     * @param objection why it will not do
     */
    public void askAgain(List<String> options, String answer, String objection) {
        List<String> taken = options.stream()
                .filter(option ->
                        Optional.ofNullable(asked.get(option)).stream().anyMatch(answers -> answers.contains(answer)))
                .toList();
        if (!taken.isEmpty()) {
            prompts.tell("  " + objection);
            taken.forEach(asked::remove);
            throw new AskAgain();
        }
    }

    /** All that was answered, beforehand or since, in the order of the questions; nothing hidden. */
    public Answers answers() {
        return new Answers(used);
    }

    /** Whether something was answered beforehand. */
    public boolean isGiven(String option) {
        return given.all(option).isPresent();
    }

    /** What was answered beforehand. */
    public Optional<String> givenOne(String option) {
        return given.one(option);
    }

    /** Looks something up, once, however often the questions run. */
    public <T> T once(String what, Class<T> type, Supplier<T> lookUp) {
        // Not computeIfAbsent: a look-up may look up something else first.
        Object value = found.get(what);
        if (value == null) {
            value = lookUp.get();
            found.put(what, value);
        }
        return type.cast(value);
    }

    /** Tells a line, once. */
    public void tell(String line) {
        if (told.add(line)) {
            prompts.tell(line);
        }
    }

    /** A line of text. */
    public String text(Question question) {
        Optional<String> known = known(question.option()).map(List::getLast);
        if (known.isPresent()) {
            Optional<String> objection = question.objection().apply(known.get());
            if (objection.isPresent()) {
                throw new InvalidAnswerException(question.option(), objection.get());
            }
            return use(question.option(), List.of(known.get())).getLast();
        }
        Optional<String> before = Optional.ofNullable(withdrawn.get(question.option()))
                .filter(value -> question.objection().apply(value).isEmpty());
        String answer = given(prompts.text(
                new Question(question.option(), question.text(), before.or(question::proposal), question.objection())));
        return ask(question.option(), List.of(answer)).getLast();
    }

    /** Something hidden. Never remembered beyond this dialogue. */
    public String secret(Question question) {
        String known = hidden.get(question.option());
        if (known != null) {
            return known;
        }
        String answer = given(prompts.secret(question));
        hidden.put(question.option(), answer);
        asked.put(question.option(), List.of());
        return answer;
    }

    /** Yes or no. */
    public boolean confirm(String option, String question, boolean proposal) {
        Optional<List<String>> known = known(option);
        if (known.isPresent()) {
            return yes(option, use(option, known.get()).getLast());
        }
        boolean answer = given(prompts.confirm(option, question, proposal));
        ask(option, List.of(Boolean.toString(answer)));
        return answer;
    }

    /** One row. */
    public <T> T choose(Choice<T> choice) {
        Optional<List<String>> known = known(choice.option());
        if (known.isPresent()) {
            T row = row(choice, known.get().getLast());
            use(choice.option(), List.of(known.get().getLast()));
            return row;
        }
        T row = given(prompts.choose(choice.sorted()));
        ask(choice.option(), List.of(choice.key().apply(row)));
        return row;
    }

    /** Several rows, in the order in which they were named. */
    public <T> List<T> chooseSeveral(Choice<T> choice) {
        Optional<List<String>> known = known(choice.option());
        if (known.isPresent()) {
            List<T> rows = new ArrayList<>();
            known.get().forEach(key -> rows.add(row(choice, key)));
            use(choice.option(), known.get());
            return rows;
        }
        List<T> rows = given(prompts.chooseSeveral(choice.sorted()));
        ask(choice.option(), rows.stream().map(choice.key()).toList());
        return rows;
    }

    /** What was answered beforehand and is used as it is; empty if nobody said anything, and nobody is asked. */
    public List<String> listed(String option) {
        return given.all(option).map(values -> use(option, values)).orElse(List.of());
    }

    private Optional<List<String>> known(String option) {
        return given.all(option).or(() -> Optional.ofNullable(asked.get(option)));
    }

    private static <T> T row(Choice<T> choice, String key) {
        return choice.row(key).orElseThrow(() -> new InvalidAnswerException(choice.option(), choice.unknown(key)));
    }

    private List<String> use(String option, List<String> values) {
        used.put(option, values);
        return values;
    }

    private List<String> ask(String option, List<String> values) {
        asked.put(option, values);
        return use(option, values);
    }

    private static boolean yes(String option, String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "y" -> true;
            case "false", "no", "n" -> false;
            default -> throw new InvalidAnswerException(option, "answer yes or no, not \"" + value + "\"");
        };
    }

    private static <T> T given(Reply<T> reply) {
        return switch (reply) {
            case Reply.Given<T>(T value) -> value;
            case Reply.Back<T>() -> throw new StepBack();
        };
    }

    /** Ends the questions after an answer was taken back; never leaves this class. */
    private static final class AskAgain extends RuntimeException {
        private static final long serialVersionUID = 1L;

        AskAgain() {
            super("again", null, false, false);
        }
    }

    /** Ends the questions where they are, to run them again; never leaves this class. */
    private static final class StepBack extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StepBack() {
            super("back", null, false, false);
        }
    }
}
