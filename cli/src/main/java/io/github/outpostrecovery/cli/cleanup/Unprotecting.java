package io.github.outpostrecovery.cli.cleanup;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.cleanup.CleanupReport.Ended;
import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.cli.protect.ProtectionStack;
import io.github.outpostrecovery.cli.templates.TemplateTags;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.name.InstanceName;
import java.util.List;
import java.util.Optional;

/**
 * Takes a protection away and leaves the machine as it is. The books stay: a generation is never used twice, so whoever
 * protects the instance again goes on from them.
 */
public final class Unprotecting {
    private final Cloud cloud;

    public Unprotecting(Cloud cloud) {
        this.cloud = requireNonNull(cloud, "cloud is null");
    }

    /** Deletes the protection stack of an instance, if a person agrees. Repeating it changes nothing. */
    public CleanupReport unprotect(InstanceName instance, Consent consent) {
        CleanupReport.Lines lines = new CleanupReport.Lines(consent);
        Optional<InstanceLedger> books = cloud.engine().table().read(instance);
        String name = ProtectionStack.nameOf(instance);
        if (books.isEmpty() && cloud.stacks().find(name).isEmpty()) {
            return CleanupReport.notFound("no instance " + instance + " is protected: there is no stack " + name
                    + ", and there are no books");
        }
        Optional<String> objection = Books.objection(books);
        if (objection.isPresent()) {
            return CleanupReport.refused(objection.get());
        }
        ProtectionStack stack =
                new ProtectionStack(cloud.stacks(), cloud.place().stack());
        if (cloud.stacks().find(name).isPresent()) {
            if (!consent.to(
                    "Delete the stack " + name + " (alarm, configuration, right to pass the profile)? From then on"
                            + " nobody guards " + instance + ".")) {
                return lines.end(Ended.DECLINED, List.of("nothing was changed"));
            }
            if (stack.delete(instance, consent::tell)
                    instanceof ProtectionStack.Ended.Failed(String status, List<String> reasons)) {
                return lines.end(Ended.INCOMPLETE, reasons);
            }
            lines.done("deleted the stack " + name);
        }
        books.ifPresent(ledger -> {
            lines.left("the machine " + ledger.current().id() + ", which runs on, and its names on the arrays");
            lines.left("the books of " + instance + ", at generation "
                    + ledger.current().generation() + ": generations are never used again");
        });
        TemplateTags.templatesOf(cloud.templates(), cloud.place().stack(), instance)
                .forEach(template -> lines.left("launch template " + template.name()));
        lines.left("secrets and roles");
        // An alarm may have been heard a moment before its stack was gone.
        Optional<String> since = Books.objection(cloud.engine().table().read(instance));
        return since.isPresent()
                ? lines.end(Ended.INCOMPLETE, List.of(since.get() + "; protect " + instance + " again for that"))
                : lines.end(Ended.DONE, List.of());
    }
}
