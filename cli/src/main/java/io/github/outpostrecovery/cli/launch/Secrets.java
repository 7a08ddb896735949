package io.github.outpostrecovery.cli.launch;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.cli.cloud.SecretEntry;
import io.github.outpostrecovery.cli.prompt.Dialogue;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.name.SecretArn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The secrets of the account, by name and ARN, and what keys are in them. Their values are never looked at. */
final class Secrets {
    private final Cloud cloud;
    private final Dialogue dialogue;

    Secrets(Cloud cloud, Dialogue dialogue) {
        this.cloud = requireNonNull(cloud, "cloud is null");
        this.dialogue = requireNonNull(dialogue, "dialogue is null");
    }

    private record All(List<SecretEntry> entries) {}

    List<SecretEntry> all() {
        return dialogue.once(
                        "secrets", All.class, () -> new All(cloud.directory().secrets()))
                .entries();
    }

    /** One by its name or ARN; one of another account is known by its ARN only. */
    SecretEntry entry(String nameOrArn) {
        return all().stream()
                .filter(entry ->
                        entry.name().equals(nameOrArn) || entry.arn().value().equals(nameOrArn))
                .findFirst()
                .or(() -> arn(nameOrArn).map(arn -> new SecretEntry(nameOrArn, arn)))
                .orElseThrow(() -> new WizardException(
                        WizardFailure.SECRET_NOT_FOUND,
                        "there is no secret \"" + nameOrArn + "\" in "
                                + cloud.place().region(),
                        "give the name of one, or its ARN"));
    }

    /** One that a machine can prove itself with. */
    SecretEntry forMachine(String nameOrArn, Protocol protocol) {
        SecretEntry entry = entry(nameOrArn);
        Keys keys = dialogue.once(
                "keys of " + nameOrArn,
                Keys.class,
                () -> new Keys(cloud.directory().secretKeys(nameOrArn)));
        Set<String> found = keys.found()
                .orElseThrow(() -> new WizardException(
                        WizardFailure.SECRET_NOT_FOUND,
                        "there is no secret \"" + nameOrArn + "\"",
                        "give the name of one, or its ARN"));
        List<String> needed = switch (protocol) {
            case ISCSI -> List.of("userid", "password");
            case NVME_TCP -> List.of("dh_chap_host_key");
        };
        List<String> lacking = new ArrayList<>(needed);
        lacking.removeAll(found);
        if (found.contains("mutual_userid") != found.contains("mutual_password")) {
            lacking.add(found.contains("mutual_userid") ? "mutual_password" : "mutual_userid");
        }
        if (!lacking.isEmpty()) {
            throw new WizardException(
                    WizardFailure.SECRET_INCOMPLETE,
                    "the secret " + entry.name() + " lacks " + String.join(" and ", lacking),
                    "it has to be a JSON object with " + String.join(" and ", needed));
        }
        return entry;
    }

    private record Keys(Optional<Set<String>> found) {}

    private static Optional<SecretArn> arn(String text) {
        try {
            return Optional.of(new SecretArn(text));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
