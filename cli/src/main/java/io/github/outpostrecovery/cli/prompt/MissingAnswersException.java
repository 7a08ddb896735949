package io.github.outpostrecovery.cli.prompt;

import java.util.List;

/** Nobody can be asked, and something has to be known: all options that are missing, at once. */
public final class MissingAnswersException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public MissingAnswersException(List<String> options) {
        super("nobody can be asked (--yes, or no terminal), and these have no default: " + String.join(", ", options));
    }
}
