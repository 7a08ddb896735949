package io.github.outpostrecovery.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.cli.doctor.Doctor;
import io.github.outpostrecovery.cli.doctor.Examined;
import io.github.outpostrecovery.cli.exit.ExitCode;
import io.github.outpostrecovery.cli.protect.ProtectionRequest.Clustering;
import io.github.outpostrecovery.cli.protect.ProtectionStack;
import io.github.outpostrecovery.core.configuration.Configurations.Lookup;
import io.github.outpostrecovery.core.configuration.ProtectedInstance;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.readiness.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code doctor}: whether a recovery would succeed. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Looks at everything that a recovery needs, with your own rights, and changes nothing: servers and their"
                    + " links,",
            "secrets, templates and their drift, machines, arrays, alarm and books. Exit code 0: nothing is amiss, 4:"
                    + " something",
            "is. What the engine itself can do only its own run shows: outpost-recovery readiness INSTANCE."
        })
final class DoctorCommand extends CloudCommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "INSTANCE",
            description = "such as web-01 (default: every protected instance)")
    private @Nullable String instance;

    @Override
    void check() {
        Optional.ofNullable(instance).ifPresent(InstanceName::new);
    }

    @Override
    ExitCode work(Cloud cloud) {
        List<InstanceName> names =
                instance == null ? cloud.engine().configurations().names() : List.of(new InstanceName(instance));
        if (names.isEmpty()) {
            throw new NotFoundException("no instance is protected by "
                    + cloud.place().stack() + " in " + cloud.place().region());
        }
        ArrayNode json = JsonNodeFactory.instance.arrayNode();
        List<List<String>> rows = new ArrayList<>();
        boolean sound = true;
        for (InstanceName name : names) {
            List<Finding> findings = findings(cloud, name);
            sound &= Doctor.isSound(findings);
            ObjectNode one = json.addObject().put("instance", name.value()).put("sound", Doctor.isSound(findings));
            one.set("findings", FindingRows.json(findings));
            rows.addAll(FindingRows.of(findings));
        }
        show(json, FindingRows.HEADER, rows);
        return sound ? ExitCode.DONE : ExitCode.NOTHING_DONE;
    }

    private List<Finding> findings(Cloud cloud, InstanceName name) {
        String subject = "configuration of " + name;
        Optional<InstanceLedger> books = cloud.engine().table().read(name);
        return switch (cloud.engine().configurations().find(name)) {
            case Lookup.NotProtected() -> {
                if (instance != null) {
                    throw new NotFoundException(
                            "no instance " + name + " is protected: outpost-recovery protect " + name);
                }
                yield List.of(new Finding.Failed(subject, "it is gone"));
            }
            case Lookup.Unreadable(String why) -> List.of(new Finding.Failed(subject, "it makes no sense: " + why));
            case Lookup.Found(ProtectedInstance found) ->
                books.isPresent()
                        ? new Doctor(cloud)
                                .examine(found, books.get(), Examined.Stage.PROTECTED, clustering(cloud, name))
                        : List.of(new Finding.Failed("books of " + name, "there are none: protect it again"));
        };
    }

    /** As a person said at the protection; what nobody said is no leave to share. */
    private static Clustering clustering(Cloud cloud, InstanceName name) {
        return new ProtectionStack(cloud.stacks(), cloud.place().stack())
                        .saidClustered(name)
                        .orElse(false)
                ? Clustering.CLUSTERED
                : Clustering.SINGLE;
    }
}
