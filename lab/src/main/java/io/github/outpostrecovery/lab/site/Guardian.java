package io.github.outpostrecovery.lab.site;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.outpostrecovery.core.configuration.ProtectedInstance;
import io.github.outpostrecovery.core.configuration.ProtectedVolume;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.incident.Machine;
import io.github.outpostrecovery.core.name.ClientToken;
import io.github.outpostrecovery.core.name.Ec2InstanceId;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.functions.configuration.ParameterConfigurations;
import io.github.outpostrecovery.functions.json.CoreJson;
import io.github.outpostrecovery.lab.datapath.DataPathObserver;
import io.github.outpostrecovery.lab.datapath.LandedWrite;
import io.github.outpostrecovery.lab.oracle.GuardedVolume;
import io.github.outpostrecovery.lab.oracle.WriteOracle;
import io.github.outpostrecovery.lab.region.Ec2Instance;
import io.github.outpostrecovery.lab.region.SimulatedRegion;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Has the oracle guard what people begin on a site: a volume when the machine of a named instance first writes to it, and all
 * volumes of an instance when its books are begun.
 */
final class Guardian implements DataPathObserver {
    /** The tag by which a machine tells whose it is. */
    private static final String TAG = "outpost-recovery:instance";

    private final SimulatedRegion region;
    private final WriteOracle oracle;
    private final OracleFeed feed;
    private final List<SiteArray> arrays;

    Guardian(SimulatedRegion region, WriteOracle oracle, OracleFeed feed, List<SiteArray> arrays) {
        this.region = requireNonNull(region, "region is null");
        this.oracle = requireNonNull(oracle, "oracle is null");
        this.feed = requireNonNull(feed, "feed is null");
        this.arrays = List.copyOf(arrays);
    }

    /** A machine was born: of which instance and generation it is, its client token tells. */
    void born(Ec2Instance born) {
        Collection<String> known = new TreeSet<>(oracle.workloads());
        known.forEach(name -> feed.born(new InstanceName(name), born));
    }

    /** The books of an instance were begun. */
    void begun(InstanceLedger ledger) {
        String name = ledger.instance().value();
        Machine machine = ledger.current();
        List<String> ours =
                machine.initiators().values().stream().map(Initiator::value).toList();
        List<GuardedVolume> volumes = configuration(ledger.instance()).stream()
                .flatMap(configured -> configured.volumes().stream())
                .flatMap(volume -> guarded(volume).stream())
                .toList();
        if (volumes.isEmpty() && !oracle.workloads().contains(name)) {
            return;
        }
        oracle.guard(name, volumes);
        oracle.watchOver(ours, volumes);
        feed.generation(ledger.instance(), machine.generation(), machine.initiators());
        oracle.launched(name, machine.generation().number(), machine.id().value());
    }

    @Override
    public void landed(LandedWrite write) {
        region.ec2().instance(new Ec2InstanceId(write.machine())).ifPresent(machine -> {
            String name = machine.specification().tags().getOrDefault(TAG, "");
            GuardedVolume volume = new GuardedVolume(write.array(), write.volume());
            if (name.isEmpty() || oracle.guards(name, volume)) {
                return;
            }
            oracle.guard(name, List.of(volume));
            if (isFirst(name, machine)) {
                oracle.named(name, Generation.FIRST.number(), write.array(), write.initiator());
                oracle.launched(name, Generation.FIRST.number(), machine.id());
            }
        });
    }

    private static boolean isFirst(String name, Ec2Instance machine) {
        return ClientToken.of(new InstanceName(name), Generation.FIRST)
                .value()
                .equals(machine.request().token());
    }

    private Optional<GuardedVolume> guarded(ProtectedVolume volume) {
        return arrays.stream()
                .filter(array -> array.arrayName().equals(volume.array()))
                .findFirst()
                .flatMap(array -> array.simulated()
                        .identity(volume.volume().value())
                        .map(identity -> new GuardedVolume(array.name(), identity)));
    }

    /** Without a call: whoever watches takes no time. */
    private Optional<ProtectedInstance> configuration(InstanceName instance) {
        String parameter = ParameterConfigurations.parameterName(Furniture.STACK, instance);
        return Optional.ofNullable(region.parameters().under(parameter).get(parameter))
                .flatMap(Guardian::parse);
    }

    private static Optional<ProtectedInstance> parse(String text) {
        try {
            return Optional.of(CoreJson.mapper().readValue(text, ProtectedInstance.class));
        } catch (JsonProcessingException unreadable) {
            // What cannot be read protects nothing; the engine says so when it reads it.
            return Optional.empty();
        }
    }
}
