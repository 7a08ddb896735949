package io.github.outpostrecovery.cli.launch;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.cli.cloud.CloudTroubleException;
import io.github.outpostrecovery.cli.prompt.Answers;
import io.github.outpostrecovery.cli.prompt.Dialogue;
import io.github.outpostrecovery.cli.prompt.Prompts;
import io.github.outpostrecovery.cli.userdata.UserDataRenderer;
import io.github.outpostrecovery.core.name.Protocol;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Asks, plans, shows the plan, and launches once somebody has said yes. Nothing is changed before that. */
public final class LaunchWizard {
    private final Cloud cloud;
    private final UserDataRenderer renderer;
    private final Prompts prompts;
    private final Surroundings surroundings;

    /**
     * What the wizard finds around it.
     *
     * @param environment of the process
     * @param unique draws what makes names unique
     * @param patience how it tells that something takes long
     * @param remember where the answers go once all questions are answered, before anything is changed
     */
    public record Surroundings(
            Map<String, String> environment, Supplier<UUID> unique, Patience patience, Consumer<Answers> remember) {
        public Surroundings {
            environment = Map.copyOf(environment);
        }

        @Override
        public String toString() {
            return "Surroundings";
        }
    }

    public LaunchWizard(Cloud cloud, UserDataRenderer renderer, Prompts prompts, Surroundings surroundings) {
        this.cloud = requireNonNull(cloud, "cloud is null");
        this.renderer = requireNonNull(renderer, "renderer is null");
        this.prompts = requireNonNull(prompts, "prompts is null");
        this.surroundings = requireNonNull(surroundings, "surroundings is null");
    }

    /** Whether a launch is watched until the array sees it. */
    public enum Waiting {
        UNTIL_ATTACHED,
        NOT_AT_ALL
    }

    /**
     * Runs the whole wizard.
     *
     * @param given what was answered by options and in a file
     * @throws WizardException if it ends without what was asked for; then what was made is undone, or the message says how to
     */
    public LaunchOutcome run(Answers given, Waiting waiting) {
        try {
            return asked(new Dialogue(prompts, given), waiting);
        } catch (CloudTroubleException trouble) {
            throw new WizardException(
                    WizardFailure.AWS_FAILED,
                    trouble.getMessage() + " (" + trouble.code() + "); nothing was changed",
                    "check the permissions and the connection, and run the command again");
        }
    }

    private LaunchOutcome asked(Dialogue dialogue, Waiting waiting) {
        LaunchQuestions questions =
                new LaunchQuestions(dialogue, cloud, surroundings.patience(), surroundings.environment());
        LaunchPlanner planner = new LaunchPlanner(cloud, surroundings.patience(), surroundings.unique(), prompts::tell);
        Decided decided = dialogue.run(() -> decide(dialogue, questions, planner));
        surroundings.remember().accept(decided.answers());
        LaunchPlan plan = decided.plan();
        if (plan.machine().isEmpty()) {
            return new LaunchOutcome(saved(plan));
        }
        if (!decided.yes()) {
            throw new WizardException(
                    WizardFailure.DECLINED, "the plan was declined; nothing was changed", "run the command again");
        }
        LaunchRun run = new LaunchRun(cloud, planner, renderer, surroundings.patience(), prompts::tell);
        return new LaunchOutcome(run.run(
                plan,
                switch (waiting) {
                    case UNTIL_ATTACHED -> LaunchRun.Watch.UNTIL_ATTACHED;
                    case NOT_AT_ALL -> LaunchRun.Watch.NOT_AT_ALL;
                }));
    }

    private record Decided(LaunchPlan plan, Answers answers, boolean yes) {}

    private Decided decide(Dialogue dialogue, LaunchQuestions questions, LaunchPlanner planner) {
        LaunchDraft draft = questions.ask();
        Answers answers = dialogue.answers();
        LaunchPlan plan = planned(dialogue, planner, draft);
        tags(plan);
        UserDataDraft.tried(renderer, plan).forEach(notice -> prompts.tell("Note: " + notice));
        if (plan.machine().isEmpty()) {
            return new Decided(plan, answers, false);
        }
        show(plan);
        boolean yes = dialogue.confirm(LaunchOption.PROCEED.option(), "Make these changes?", true);
        return new Decided(plan, answers, yes);
    }

    /** Somebody else's volume or host is an answer like any other that will not do: whoever was asked names another one. */
    private static LaunchPlan planned(Dialogue dialogue, LaunchPlanner planner, LaunchDraft draft) {
        try {
            return planner.plan(draft);
        } catch (AnswerInUseException inUse) {
            List<String> named = Stream.of(
                            LaunchOption.LUN_PATH,
                            LaunchOption.VOLUME,
                            LaunchOption.DATA_VOLUME,
                            LaunchOption.IGROUP,
                            LaunchOption.SUBSYSTEM,
                            LaunchOption.HOST,
                            LaunchOption.HOST_GROUP,
                            LaunchOption.HOST_SET,
                            LaunchOption.DATA_HOST)
                    .map(LaunchOption::option)
                    .toList();
            dialogue.askAgain(named, inUse.answer(), inUse.getMessage() + ": " + inUse.next());
            throw inUse;
        }
    }

    private static void tags(LaunchPlan plan) {
        try {
            Map<String, String> _ = plan.tags().toMap();
        } catch (IllegalArgumentException tooMany) {
            throw new WizardException(
                    WizardFailure.INVALID_INPUT, String.valueOf(tooMany.getMessage()), "attach fewer volumes");
        }
    }

    private void show(LaunchPlan plan) {
        prompts.tell("");
        prompts.tell("The plan. Nothing has been changed so far.");
        List<String> array = PlanLines.ofArray(plan);
        if (plan.sides().isEmpty()) {
            plan.initiators()
                    .forEach((protocol, name) -> prompts.tell(
                            "  array: allow " + name.value() + " there by hand; the wizard does not speak to it"));
        } else if (array.isEmpty()) {
            prompts.tell("  array: nothing to change");
        }
        array.forEach(line -> prompts.tell("  array " + line));
        PlanLines.ofAws(plan).forEach(line -> prompts.tell("  AWS: " + line));
        PlanLines.ofFiles(plan).forEach(line -> prompts.tell("  here: " + line));
        prompts.tell("");
    }

    /** Only the user data: nothing is changed, in the account or on the array. */
    private LaunchReport saved(LaunchPlan plan) {
        OptionalInt lun = plan.lun();
        if (plan.boot().isPresent() && plan.purpose().protocol() == Protocol.ISCSI && lun.isEmpty()) {
            throw new WizardException(
                    WizardFailure.INVALID_INPUT,
                    "the array is not changed with --save-user-data-only, so that it has not assigned a boot LUN yet",
                    "give --lun, and show the volume at that LUN later");
        }
        if (plan.attachments().stream().anyMatch(attachment -> !attachment.knowsItsTargets())) {
            throw new WizardException(
                    WizardFailure.SUBSYSTEM_NOT_FOUND,
                    "the array is not changed with --save-user-data-only, and tells its subsystem only once it is made",
                    "make the subsystem first, or give --subsystem-nqn where it is offered");
        }
        String text = UserDataDraft.text(renderer, plan.userData(lun));
        plan.savePath().ifPresent(path -> UserDataFile.write(path, text));
        prompts.tell("Nothing was changed in the account or on the array. To let the machine in:");
        List<String> array = PlanLines.ofArray(plan);
        if (array.isEmpty()) {
            plan.initiators().forEach((protocol, name) -> prompts.tell("  allow " + name.value() + " on the array"));
        }
        array.forEach(line -> prompts.tell("  array " + line));
        return new LaunchReport(plan, Optional.empty(), text, plan.savePath(), lun, Map.of(), List.of());
    }
}
