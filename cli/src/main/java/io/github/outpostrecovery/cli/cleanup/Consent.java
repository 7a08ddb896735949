package io.github.outpostrecovery.cli.cleanup;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.prompt.Prompts;
import io.github.outpostrecovery.cli.prompt.Prompts.Question;
import io.github.outpostrecovery.cli.prompt.Prompts.Reply;
import java.util.Optional;

/** What a person agrees to, step by step. */
public final class Consent {
    private final Prompts prompts;
    private final Steps steps;
    private final Optional<String> typed;

    /** Whether each step is asked about. */
    public enum Steps {
        ASKED,
        /** {@code --yes}. What has to be typed has to be typed all the same. */
        GIVEN
    }

    /**
     * Makes one.
     *
     * @param typed what a script gives in place of a person's typing ({@code --confirm})
     */
    public Consent(Prompts prompts, Steps steps, Optional<String> typed) {
        this.prompts = requireNonNull(prompts, "prompts is null");
        this.steps = requireNonNull(steps, "steps is null");
        this.typed = requireNonNull(typed, "typed is null");
    }

    /** Tells something. */
    public void tell(String line) {
        prompts.tell(line);
    }

    /** Whether a step may be done. */
    public boolean to(String step) {
        return switch (steps) {
            case GIVEN -> true;
            case ASKED ->
                switch (prompts.confirm("--yes", step, false)) {
                    case Reply.Given<Boolean>(Boolean answer) -> answer;
                    case Reply.Back<Boolean>() -> false;
                };
        };
    }

    /** Whether a person has typed {@code word}, so that it is no other thing that is ended. Empty input is a no. */
    public boolean typing(String word, String step) {
        if (typed.isPresent()) {
            return typed.get().equals(word);
        }
        Question question = new Question(
                "--confirm",
                step + " Type " + word + " to do it",
                Optional.empty(),
                answer -> answer.isBlank() || answer.strip().equals(word)
                        ? Optional.empty()
                        : Optional.of("that is not " + word + "; nothing at all means no"));
        return switch (prompts.text(question)) {
            case Reply.Given<String>(String answer) -> answer.strip().equals(word);
            case Reply.Back<String>() -> false;
        };
    }
}
