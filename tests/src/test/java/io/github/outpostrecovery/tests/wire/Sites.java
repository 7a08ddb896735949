package io.github.outpostrecovery.tests.wire;

import io.github.outpostrecovery.core.incident.InstanceLedger;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The sites of all scenarios that share one endpoint; each has its own servers, and machines on them. */
final class Sites {
    private final List<WireSite> all = new CopyOnWriteArrayList<>();

    void add(WireSite site) {
        all.add(site);
    }

    List<WireSite> all() {
        return List.copyOf(all);
    }

    Optional<WireSite> withServer(String outpost) {
        return all.stream().filter(site -> site.servers().contains(outpost)).findFirst();
    }

    Optional<WireSite> withSubnet(String subnet) {
        return all.stream().filter(site -> site.serverOf(subnet).isPresent()).findFirst();
    }

    Optional<WireSite> withMachine(String instanceId) {
        return all.stream().filter(site -> site.machine(instanceId).isPresent()).findFirst();
    }

    Optional<WireSite.Machine> byToken(String token) {
        return all.stream()
                .flatMap(site -> site.machines().stream())
                .filter(machine -> machine.token().equals(token))
                .findFirst();
    }

    Optional<WireSite.Machine> machine(String instanceId) {
        return all.stream().flatMap(site -> site.machine(instanceId).stream()).findFirst();
    }

    Optional<String> serverOf(String subnet) {
        return all.stream().flatMap(site -> site.serverOf(subnet).stream()).findFirst();
    }

    void committed(InstanceLedger ledger) {
        all.stream().filter(site -> site.instance().equals(ledger.instance())).forEach(site -> site.committed(ledger));
    }
}
