package io.github.outpostrecovery.lab.simulation.witness;

import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.lab.region.Ec2Instance;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** The names under which a machine has ever run. One that no machine had does no harm, wherever it is let in. */
final class LivedNames {
    private final Set<String> names = new HashSet<>();

    void see(InstanceLedger ledger) {
        ledger.current()
                .initiators()
                .values()
                .forEach(name -> names.add(name.value().toLowerCase(Locale.ROOT)));
    }

    void see(Ec2Instance machine) {
        machine.request().initiators().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
    }

    boolean contains(String name) {
        return names.contains(name);
    }
}
