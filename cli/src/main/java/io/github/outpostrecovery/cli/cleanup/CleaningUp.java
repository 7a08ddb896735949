package io.github.outpostrecovery.cli.cleanup;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.cleanup.CleanupReport.Ended;
import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.cli.cloud.LaunchTemplates.Template;
import io.github.outpostrecovery.cli.cloud.MachineDescription;
import io.github.outpostrecovery.cli.protect.DescribedArray;
import io.github.outpostrecovery.cli.protect.MachineSearch;
import io.github.outpostrecovery.cli.protect.ProtectionStack;
import io.github.outpostrecovery.cli.protect.RecordedArrays;
import io.github.outpostrecovery.cli.templates.TemplateTags;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.control.MaintenanceWindow;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.VolumeName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Undoes all that was made for an instance: the machine, its templates, its protection, its names on the arrays, in this order.
 * While it is at work a maintenance window keeps the engine from recovering what is being ended. No volume is ever deleted, and
 * a run that broke off is repeated.
 */
public final class CleaningUp {
    private static final Duration WINDOW = Duration.ofHours(2);
    private static final String DECLINED = "names on the arrays were not to be taken off";

    private final Cloud cloud;

    public CleaningUp(Cloud cloud) {
        this.cloud = requireNonNull(cloud, "cloud is null");
    }

    /**
     * What to clean up.
     *
     * @param machine empty to take the one of the books or of the tags
     * @param arrays what a person said about the arrays, where nothing else tells any more
     * @param operator who does it, for whoever wonders
     */
    public record Request(
            InstanceName instance, Optional<Ec2InstanceId> machine, List<DescribedArray> arrays, String operator) {
        public Request {
            arrays = List.copyOf(arrays);
        }
    }

    /** Does it, step by step, as far as a person agrees. */
    public CleanupReport cleanUp(Request request, Consent consent) throws InterruptedException {
        InstanceName instance = request.instance();
        Optional<InstanceLedger> books = cloud.engine().table().read(instance);
        Optional<String> objection = Books.objection(books);
        if (objection.isPresent()) {
            return CleanupReport.refused(objection.get());
        }
        if (request.machine().isPresent()
                && books.filter(ledger ->
                                !ledger.current().id().equals(request.machine().get()))
                        .isPresent()) {
            return CleanupReport.refused("[books-name-another] the books say that "
                    + books.get().current().id() + " is the machine of " + instance + ", not "
                    + request.machine().get() + ": a machine of an older generation is ended by release");
        }
        Optional<MachineDescription> machine;
        switch (MachineSearch.of(cloud.directory(), instance, request.machine(), books)) {
            case MachineSearch.Found(MachineDescription found) -> machine = Optional.of(found);
            case MachineSearch.Ambiguous(String why) -> {
                return CleanupReport.refused(why);
            }
            case MachineSearch.Unknown(String why) -> {
                machine = Optional.empty();
                if (books.isEmpty()
                        && templates(instance).isEmpty()
                        && stack(instance).isEmpty()) {
                    return CleanupReport.notFound(why);
                }
            }
        }
        // Before the stack goes, and the configuration with it.
        RecordedArrays arrays = RecordedArrays.of(cloud, instance, request.arrays(), books, machine);
        CleanupReport.Lines lines = new CleanupReport.Lines(consent);
        return steps(request, books, machine, arrays, consent, lines);
    }

    private CleanupReport steps(
            Request request,
            Optional<InstanceLedger> books,
            Optional<MachineDescription> machine,
            RecordedArrays arrays,
            Consent consent,
            CleanupReport.Lines lines)
            throws InterruptedException {
        InstanceName instance = request.instance();
        boolean guarded = stack(instance).isPresent();
        if (!MachineEnding.isOver(machine)) {
            Ec2InstanceId id = machine.orElseThrow().id();
            if (!consent.typing(
                    id.value(),
                    "The machine " + id + " of " + instance
                            + " is going to be terminated; its volumes on the arrays stay.")) {
                return lines.end(Ended.DECLINED, List.of("nothing was changed: " + id + " was not typed"));
            }
            if (guarded) {
                keepQuiet(request);
                Optional<String> meanwhile =
                        Books.objection(cloud.engine().table().read(instance));
                if (meanwhile.isPresent()) {
                    wake(request);
                    return CleanupReport.refused(meanwhile.get());
                }
            }
            Optional<String> alive = new MachineEnding(cloud).end(id);
            if (alive.isPresent()) {
                if (guarded) {
                    lines.left("a maintenance window of " + instance + ", which ends by itself");
                }
                return lines.end(Ended.INCOMPLETE, List.of(alive.get()));
            }
            lines.done("terminated " + id + ", and EC2 says so");
        }
        Optional<Stop> stopped = templates(instance, consent, lines);
        if (stopped.isEmpty()) {
            stopped = protection(instance, consent, lines);
        }
        if (stopped.isPresent()) {
            if (guarded) {
                lines.left("a maintenance window of " + instance
                        + ", which ends by itself: then the engine recovers what it" + " still protects");
            }
            return lines.end(stopped.get().ended(), stopped.get().reasons());
        }
        if (guarded) {
            wake(request);
        }
        List<String> reasons = names(instance, books, arrays, consent, lines);
        leave(instance, books, arrays, lines);
        return reasons.isEmpty()
                ? lines.end(Ended.DONE, List.of())
                : lines.end(reasons.contains(DECLINED) ? Ended.DECLINED : Ended.INCOMPLETE, reasons);
    }

    private Optional<Stop> templates(InstanceName instance, Consent consent, CleanupReport.Lines lines) {
        for (Template template : templates(instance)) {
            if (!consent.to("Delete the launch template " + template.name() + " (" + template.id() + ")?")) {
                lines.left("launch template " + template.name());
                return Optional.of(new Stop(Ended.DECLINED, List.of(template.name() + " was not to be deleted")));
            }
            cloud.templates().delete(template.id());
            lines.done("deleted launch template " + template.name());
        }
        return Optional.empty();
    }

    private Optional<Stop> protection(InstanceName instance, Consent consent, CleanupReport.Lines lines) {
        String name = ProtectionStack.nameOf(instance);
        if (stack(instance).isEmpty()) {
            return Optional.empty();
        }
        if (!consent.to("Delete the stack " + name + "?")) {
            lines.left("stack " + name);
            return Optional.of(new Stop(Ended.DECLINED, List.of(name + " was not to be deleted")));
        }
        ProtectionStack stack =
                new ProtectionStack(cloud.stacks(), cloud.place().stack());
        if (stack.delete(instance, consent::tell)
                instanceof ProtectionStack.Ended.Failed(String status, List<String> reasons)) {
            lines.left("stack " + name);
            return Optional.of(new Stop(Ended.INCOMPLETE, reasons));
        }
        lines.done("deleted the stack " + name);
        return Optional.empty();
    }

    /** Takes the names of all generations off the arrays. What goes wrong with one keeps no other. */
    private List<String> names(
            InstanceName instance,
            Optional<InstanceLedger> books,
            RecordedArrays arrays,
            Consent consent,
            CleanupReport.Lines lines)
            throws InterruptedException {
        List<String> reasons = new ArrayList<>();
        NameRetirement retirement = new NameRetirement(cloud);
        for (ArrayConnection array : arrays.connections()) {
            Set<Initiator> names = new LinkedHashSet<>();
            books.ifPresent(ledger -> names.addAll(new Books(ledger).names(array.name())));
            if (retirement.ours(array) instanceof Answer.Answered<List<Initiator>>(List<Initiator> ours)) {
                ours.stream()
                        .filter(name -> name.generationFor(instance).isPresent())
                        .forEach(names::add);
            } else {
                reasons.add(array.name() + " did not say which names it knows");
            }
            for (Initiator name : names) {
                reasons.addAll(retire(retirement, array, name, consent, lines));
            }
        }
        return reasons.stream().distinct().toList();
    }

    private static List<String> retire(
            NameRetirement retirement,
            ArrayConnection array,
            Initiator name,
            Consent consent,
            CleanupReport.Lines lines)
            throws InterruptedException {
        Set<VolumeName> reached;
        switch (retirement.reached(array, name)) {
            case Answer.Answered<Set<VolumeName>>(Set<VolumeName> volumes) -> reached = volumes;
            case Answer.NotOffered<Set<VolumeName>>() -> reached = Set.of();
            case Answer.Unanswered<Set<VolumeName>>(ArrayFailure failure) -> {
                return List.of(array.name() + ": " + failure);
            }
        }
        String what = reached.isEmpty() ? "" : ", which still reaches " + new TreeSet<>(reached);
        if (!consent.to("Take the name " + name + what + " off " + array.name() + "?")) {
            lines.left("the name " + name + " on " + array.name());
            return List.of(DECLINED);
        }
        if (!reached.isEmpty()) {
            Optional<String> unproven = retirement.fence(array, name, reached, lines);
            if (unproven.isPresent()) {
                return List.of(unproven.get());
            }
        }
        return retirement.retire(array, name, lines).map(List::of).orElse(List.of());
    }

    private void leave(
            InstanceName instance, Optional<InstanceLedger> books, RecordedArrays arrays, CleanupReport.Lines lines) {
        arrays.missing().forEach(why -> lines.left("names on an array that nothing tells of any more: " + why));
        lines.left("all volumes on the arrays, and what is on them");
        lines.left("secrets, roles, security groups, key pairs, images");
        books.ifPresent(ledger -> lines.left("the books of " + instance + ", at generation "
                + ledger.current().generation() + ": generations are never used again"));
    }

    /** The alarm of a machine that is ended on purpose would start its recovery. */
    private void keepQuiet(Request request) {
        Instant now = cloud.clock().instant();
        cloud.engine()
                .controls()
                .declare(new MaintenanceWindow(
                        request.instance(), now, now.plus(WINDOW), request.operator(), "it is being cleaned up"));
    }

    private void wake(Request request) {
        Instant now = cloud.clock().instant();
        cloud.engine()
                .controls()
                .declare(new MaintenanceWindow(
                        request.instance(), now.minusSeconds(1), now, request.operator(), "it was cleaned up"));
    }

    private Optional<?> stack(InstanceName instance) {
        return cloud.stacks().find(ProtectionStack.nameOf(instance));
    }

    private List<Template> templates(InstanceName instance) {
        return TemplateTags.templatesOf(cloud.templates(), cloud.place().stack(), instance);
    }

    /** Why the steps do not go on. */
    private record Stop(Ended ended, List<String> reasons) {}
}
