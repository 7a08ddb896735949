package io.github.outpostrecovery.cli.doctor;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.cli.cloud.CloudTroubleException;
import io.github.outpostrecovery.cli.cloud.Engine;
import io.github.outpostrecovery.cli.protect.ProtectionRequest.Clustering;
import io.github.outpostrecovery.core.ServiceUnavailableException;
import io.github.outpostrecovery.core.configuration.Configurations;
import io.github.outpostrecovery.core.configuration.ProtectedInstance;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.RecoveryTable;
import io.github.outpostrecovery.core.readiness.CompletionRehearsal;
import io.github.outpostrecovery.core.readiness.ConfirmationRehearsal;
import io.github.outpostrecovery.core.readiness.FenceRehearsal;
import io.github.outpostrecovery.core.readiness.Finding;
import io.github.outpostrecovery.core.readiness.GrantRehearsal;
import io.github.outpostrecovery.core.readiness.LaunchRehearsal;
import io.github.outpostrecovery.core.readiness.Rehearsal;
import io.github.outpostrecovery.core.readiness.VerificationRehearsal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks at everything that a recovery of one instance needs: by the rehearsals that the engine itself runs once a day, here with
 * the rights of whoever asks, and by checks beyond them. Changes nothing.
 */
public final class Doctor {
    private final Cloud cloud;

    public Doctor(Cloud cloud) {
        this.cloud = requireNonNull(cloud, "cloud is null");
    }

    /**
     * All findings. What could not be looked at is one that failed.
     *
     * @param clustering whether others may reach the volumes: that they do is a failure, or else only noted
     */
    public List<Finding> examine(
            ProtectedInstance configuration, InstanceLedger books, Examined.Stage stage, Clustering clustering) {
        Found found = new Found();
        Examined examined = new Examined(
                configuration,
                books,
                stage,
                clustering,
                cloud.directory().machine(books.current().id()));
        checks().forEach((name, check) -> {
            try {
                check.look(examined, found);
            } catch (CloudTroubleException | ServiceUnavailableException | IllegalArgumentException trouble) {
                found.failed(name, "it could not be looked at: " + trouble.getMessage());
            }
        });
        rehearsals(examined).forEach((name, rehearsal) -> {
            try {
                found.add(rehearsal.rehearse(examined.name()).findings());
            } catch (CloudTroubleException | ServiceUnavailableException | IllegalArgumentException trouble) {
                found.failed(name, "it could not be rehearsed: " + trouble.getMessage());
            }
        });
        return found.all();
    }

    /** Whether nothing failed. */
    public static boolean isSound(List<Finding> findings) {
        return findings.stream().noneMatch(Finding.Failed.class::isInstance);
    }

    private Map<String, Check> checks() {
        Map<String, Check> checks = new LinkedHashMap<>();
        checks.put("servers", new ServerChecks(cloud));
        checks.put("secrets", new SecretChecks(cloud.directory(), cloud.place().stack()));
        checks.put("templates", new TemplateChecks(cloud));
        checks.put("machines", new MachineChecks(cloud));
        checks.put("arrays", new ArrayChecks(cloud.arrays(), cloud.templates()));
        return checks;
    }

    private Map<String, Rehearsal> rehearsals(Examined examined) {
        Configurations configurations = new ProposedConfigurations(examined.configuration());
        RecoveryTable table = new ProposedBooks(examined.books());
        CloudArrays arrays = new CloudArrays(cloud.arrays());
        Engine engine = cloud.engine();
        Map<String, Rehearsal> rehearsals = new LinkedHashMap<>();
        rehearsals.put(
                "verification",
                new VerificationRehearsal(
                        configurations, table, arrays, engine.compute(), engine.controls(), cloud.clock()));
        rehearsals.put("fence", new FenceRehearsal(configurations, table, arrays));
        rehearsals.put("grant", new GrantRehearsal(configurations, table, arrays));
        rehearsals.put("launch", new LaunchRehearsal(configurations, table, engine.compute(), arrays));
        rehearsals.put("confirmation", new ConfirmationRehearsal(configurations, table, arrays, engine.compute()));
        switch (examined.stage()) {
            case PROPOSED -> {}
            case PROTECTED ->
                rehearsals.put(
                        "completion", new CompletionRehearsal(configurations, table, engine.alarms(), cloud.clock()));
        }
        return rehearsals;
    }
}
