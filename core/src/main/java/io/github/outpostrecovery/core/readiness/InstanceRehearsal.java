package io.github.outpostrecovery.core.readiness;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.configuration.Configurations;
import io.github.outpostrecovery.core.configuration.ProtectedInstance;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.RecoveryTable;
import io.github.outpostrecovery.core.name.InstanceName;
import java.util.Optional;

/** A rehearsal that begins with the configuration and the books, and goes no further without them. */
abstract class InstanceRehearsal implements Rehearsal {
    private final RehearsedStep step;
    private final Configurations configurations;
    private final RecoveryTable table;

    InstanceRehearsal(RehearsedStep step, Configurations configurations, RecoveryTable table) {
        this.step = requireNonNull(step, "step is null");
        this.configurations = requireNonNull(configurations, "configurations is null");
        this.table = requireNonNull(table, "table is null");
    }

    abstract void rehearse(RehearsedInstance instance, Findings findings);

    @Override
    public final Rehearsed rehearse(InstanceName instance) {
        Findings findings = new Findings(step);
        String subject = "configuration of " + instance;
        switch (configurations.find(instance)) {
            case Configurations.Lookup.NotProtected() -> findings.failed(subject, "it is not protected");
            case Configurations.Lookup.Unreadable(String why) -> findings.failed(subject, "it makes no sense: " + why);
            case Configurations.Lookup.Found(ProtectedInstance configured) -> {
                findings.passed(subject);
                onTheBooks(configured, findings);
            }
        }
        return findings.rehearsed();
    }

    private void onTheBooks(ProtectedInstance configured, Findings findings) {
        String subject = "books of " + configured.name();
        Optional<InstanceLedger> ledger = table.read(configured.name());
        if (ledger.isEmpty()) {
            findings.failed(subject, "there are none: protect it again");
            return;
        }
        findings.passed(subject);
        rehearse(new RehearsedInstance(configured, ledger.get()), findings);
    }
}
