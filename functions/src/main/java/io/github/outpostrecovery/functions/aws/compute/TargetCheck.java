package io.github.outpostrecovery.functions.aws.compute;

import io.github.outpostrecovery.core.compute.Compute.Preflight;
import io.github.outpostrecovery.core.configuration.LaunchTarget;
import java.util.function.Function;

/** One question to a launch target, asked before anything is fenced. It changes nothing. */
interface TargetCheck {
    Preflight check(LaunchTarget target, PinnedTemplate template);

    /** Judges an answer; a refusal speaks against the target, and no answer for neither. */
    static <T> Preflight judge(Reply<T> reply, Function<T, Preflight> judgement) {
        return switch (reply) {
            case Reply.Answered<T>(T value) -> judgement.apply(value);
            case Reply.Refused<T>(String code, String message) -> new Preflight.NotReady(code + ": " + message);
            case Reply.Unanswered<T>(String why) -> new Preflight.Unanswered(why);
        };
    }

    /** A target that is ready but for what is said, if anything is. */
    static Preflight readyUnless(boolean trouble, String why) {
        return trouble ? new Preflight.NotReady(why) : new Preflight.Ready();
    }
}
