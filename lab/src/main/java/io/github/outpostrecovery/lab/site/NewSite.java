package io.github.outpostrecovery.lab.site;

import io.github.outpostrecovery.core.compute.LaunchOutcome;
import io.github.outpostrecovery.core.configuration.ProtectedVolume;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.Machine;
import io.github.outpostrecovery.core.incident.RecoveryTable;
import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.ClientToken;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.OutpostArn;
import io.github.outpostrecovery.functions.configuration.ParameterConfigurations;
import io.github.outpostrecovery.functions.json.CoreJson;
import io.github.outpostrecovery.lab.machine.Site;
import io.github.outpostrecovery.lab.oracle.GuardedVolume;
import io.github.outpostrecovery.lab.oracle.WriteOracle;
import io.github.outpostrecovery.lab.region.SimulatedRegion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is done once, when a site is made: servers, template, secrets, configuration, and the first machine. */
record NewSite(
        SiteOptions options,
        InstantSource clock,
        SimulatedRegion region,
        Site machines,
        MachineAccounts accounts,
        List<SiteArray> arrays,
        WriteOracle oracle,
        OracleFeed feed,
        RecoveryTable table) {
    void furnish() {
        putUpServers();
        writeDown();
        FirstNames names = new FirstNames(options);
        Map<ArrayName, Initiator> initiators = initiators(names);
        guard(names);
        feed.generation(Furniture.INSTANCE, Generation.FIRST, initiators);
        launch(names, initiators);
    }

    private void putUpServers() {
        for (OutpostArn arn : Furniture.servers()) {
            machines.addServer(arn.value());
            region.ec2().catalog().putServer(arn.value(), 4);
            region.ec2().catalog().putSubnet(Furniture.subnetOf(arn).value(), arn.value());
        }
    }

    private void writeDown() {
        region.ec2()
                .catalog()
                .addTemplateVersion(Furniture.TEMPLATE.value(), Furniture.userDataTemplate(arrays), "web-01");
        for (SiteArray array : arrays) {
            array.secrets(accounts).forEach(region.secrets()::put);
        }
        region.parameters()
                .put(
                        ParameterConfigurations.parameterName(Furniture.STACK, Furniture.INSTANCE),
                        text(Furniture.configuration(options, arrays, accounts)));
    }

    /** On arrays without a protected volume the engine lets nobody in. */
    private Map<ArrayName, Initiator> initiators(FirstNames names) {
        Map<ArrayName, Initiator> initiators = new TreeMap<>(Comparator.comparing(ArrayName::value));
        Furniture.protectedVolumes(options, arrays).stream()
                .map(ProtectedVolume::array)
                .distinct()
                .forEach(array ->
                        initiators.put(array, names.ofInstance(named(array).protocol())));
        return initiators;
    }

    private void guard(FirstNames names) {
        List<GuardedVolume> guarded = Furniture.protectedVolumes(options, arrays).stream()
                .map(volume -> new GuardedVolume(
                        volume.array().value(),
                        named(volume.array()).identityOf(volume.volume().value())))
                .toList();
        oracle.guard(Furniture.INSTANCE.value(), guarded);
        for (SiteArray array : arrays) {
            oracle.watchOver(
                    List.of(names.ofInstance(array.protocol()).value()),
                    guarded.stream()
                            .filter(volume -> volume.array().equals(array.name()))
                            .toList(),
                    new GuardedVolume(
                            array.name(), array.simulated().neighboursVolume().identity()));
        }
    }

    private void launch(FirstNames names, Map<ArrayName, Initiator> initiators) {
        OutpostArn primary = Furniture.servers().getFirst();
        List<Initiator> ofMachine = new ArrayList<>();
        arrays.stream()
                .map(SiteArray::protocol)
                .distinct()
                .forEach(protocol -> ofMachine.add(names.ofInstance(protocol)));
        LaunchOutcome outcome = region.ec2()
                .run(ClientToken.of(Furniture.INSTANCE, Generation.FIRST), Furniture.targetOn(primary), ofMachine);
        if (!(outcome instanceof LaunchOutcome.Launched(var launched))) {
            throw new IllegalStateException("the site's first machine was not launched: " + outcome);
        }
        Machine machine = new Machine(Generation.FIRST, launched.id(), primary, initiators, clock.instant());
        table.commit(InstanceLedger.of(Furniture.INSTANCE, machine), Optional.empty());
        region.alarms().create(Furniture.ALARM, launched.id());
        region.traffic().register("web", launched.id());
    }

    private SiteArray named(ArrayName name) {
        return arrays.stream()
                .filter(array -> array.arrayName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String text(Object value) {
        try {
            return CoreJson.mapper().writeValueAsString(value);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
