package io.github.outpostrecovery.lab.alletra.settings;

import java.util.function.UnaryOperator;

/** How a simulated array behaves where real ones differ, or where nobody knows. */
public record AlletraSettings(Dialect dialect, Limits limits, Answers answers, Fabric fabric, Timing timing) {
    /** An Alletra MP that applies changes at once. */
    public static final AlletraSettings DEFAULTS = new AlletraSettings(
            Dialect.ALLETRA_MP, Limits.DEFAULTS, Answers.DEFAULTS, Fabric.DEFAULTS, Timing.DEFAULTS);

    public AlletraSettings withDialect(Dialect spoken) {
        return new AlletraSettings(spoken, limits, answers, fabric, timing);
    }

    public AlletraSettings withLimits(UnaryOperator<Limits> how) {
        return new AlletraSettings(dialect, how.apply(limits), answers, fabric, timing);
    }

    public AlletraSettings withAnswers(UnaryOperator<Answers> how) {
        return new AlletraSettings(dialect, limits, how.apply(answers), fabric, timing);
    }

    public AlletraSettings withFabric(UnaryOperator<Fabric> how) {
        return new AlletraSettings(dialect, limits, answers, how.apply(fabric), timing);
    }

    public AlletraSettings withTiming(UnaryOperator<Timing> how) {
        return new AlletraSettings(dialect, limits, answers, fabric, how.apply(timing));
    }
}
