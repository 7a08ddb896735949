package io.github.outpostrecovery.lab.drill;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Something that is made to go wrong in a drill: {@code NAME} or {@code NAME@STEP}. */
public record DrillFault(Kind kind, Step step) {
    /** When it goes wrong. */
    public enum Step {
        VERIFY,
        /** The guest is asked to stop, in a planned move. */
        STOP,
        FENCE,
        GRANT,
        LAUNCH,
        CONFIRM
    }

    /** What goes wrong. */
    public enum Kind {
        ARRAY_UNREACHABLE("the array answers nothing, from this step on", Step.FENCE),
        ERROR_AFTER_APPLYING("the array applies the first change of this step and answers 503", Step.FENCE),
        NO_ANSWER("the array applies the first change of this step and the answer is lost", Step.FENCE),
        UNAUTHORIZED("the array answers the first request of this step with 401", Step.FENCE),
        SHORT_PAGES("the array ends every page early, and the rest has to be asked for", Step.VERIFY),
        INCOMPLETE_PAGES("the array ends a page early in this step, and the rest is not to be had", Step.FENCE),
        LATE_LOGIN("a login of the victim is half open when it is fenced, and completes afterwards", Step.FENCE),
        GRANT_LANDS_LATE("the grant is not answered, and lands an hour later", Step.GRANT),
        VOLUME_UNFENCED("the array claims to have closed the path to the last volume, and has not", Step.FENCE),
        NO_CAPACITY("the recovery server has no room any more when the launch comes", Step.LAUNCH),
        LAUNCH_UNANSWERED("the launch is made, and the answer is lost", Step.LAUNCH),
        LAUNCH_LANDS_LATE(
                "the launch is not answered, and makes its machine while the next one is under way", Step.LAUNCH),
        NEVER_ATTACHES("the first machine that is launched never logs in", Step.CONFIRM),
        WRONG_INITIATOR("the machines that are launched log in under the victim's name", Step.CONFIRM),
        PARTIAL_PATHS("the new machine reaches one portal only", Step.CONFIRM),
        OLD_EXECUTION_REDRIVEN(
                "the execution is stopped at the grant, another one recovers, and the first is redriven", Step.GRANT),
        WILL_NOT_STOP("the guest ignores being asked to stop, until EC2 takes its power", Step.STOP),
        STOP_UNSUPPORTED(
                "EC2 cannot stop a machine of this kind; its guest is shut down by hand two minutes later", Step.STOP),
        KILL("this process ends at once, in the middle of the step, as by kill -9", Step.FENCE);

        private final String meaning;
        private final Step usual;

        Kind(String meaning, Step usual) {
            this.meaning = meaning;
            this.usual = usual;
        }

        /** The name on the command line. */
        public String slug() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** One line for a person. */
        public String meaning() {
            return meaning;
        }

        /** When it strikes unless another step is given. */
        public Step usualStep() {
            return usual;
        }
    }

    /** Reads {@code NAME} or {@code NAME@STEP}. */
    public static DrillFault parse(String written) {
        String[] parts = written.split("@", -1);
        Optional<Kind> kind = Arrays.stream(Kind.values())
                .filter(candidate -> candidate.slug().equals(parts[0]))
                .findFirst();
        if (kind.isEmpty() || parts.length > 2) {
            throw new IllegalArgumentException("\"" + written + "\" is no fault; known are "
                    + Arrays.stream(Kind.values()).map(Kind::slug).collect(Collectors.joining(", ")));
        }
        if (parts.length == 1) {
            return new DrillFault(kind.get(), kind.get().usualStep());
        }
        return Arrays.stream(Step.values())
                .filter(step -> step.name().toLowerCase(Locale.ROOT).equals(parts[1]))
                .findFirst()
                .map(step -> new DrillFault(kind.get(), step))
                .orElseThrow(() -> new IllegalArgumentException("\"" + parts[1] + "\" is no step; known are "
                        + Arrays.stream(Step.values())
                                .map(step -> step.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "))));
    }

    @Override
    public String toString() {
        return kind.slug() + "@" + step.name().toLowerCase(Locale.ROOT);
    }
}
