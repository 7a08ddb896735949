package io.github.outpostrecovery.lab.site;

import io.github.outpostrecovery.lab.array.ArrayModel;
import io.github.outpostrecovery.lab.array.ArrayModels;
import io.github.outpostrecovery.lab.array.Furnishing;
import io.github.outpostrecovery.lab.rest.CallLog;
import io.github.outpostrecovery.lab.time.Agenda;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** Makes the arrays of a site. */
final class ArrayFurnisher {
    private final SiteOptions options;
    private final MachineAccounts accounts;
    private final Agenda agenda;
    private final CallLog calls;
    private final SiteConditions conditions;
    private final ArrayModels models = ArrayModels.registered();

    ArrayFurnisher(
            SiteOptions options, MachineAccounts accounts, Agenda agenda, CallLog calls, SiteConditions conditions) {
        this.options = options;
        this.accounts = accounts;
        this.agenda = agenda;
        this.calls = calls;
        this.conditions = conditions;
    }

    List<SiteArray> furnish() {
        List<SiteArray> arrays = new ArrayList<>();
        for (int number = 0; number < options.arrays().size(); number++) {
            ArrayKind kind = options.arrays().get(number);
            ArrayModel model = models.of(kind.vendor());
            arrays.add(SiteArray.open(
                    ArrayAddress.of(number),
                    kind,
                    model.furnish(furnishing(options, accounts, number), agenda),
                    agenda,
                    calls,
                    conditions));
        }
        return List.copyOf(arrays);
    }

    List<SiteArray> restore(List<SiteArray.Saved> saved) {
        List<SiteArray> arrays = new ArrayList<>();
        for (int number = 0; number < saved.size(); number++) {
            ArrayKind kind = options.arrays().get(number);
            SiteArray array = SiteArray.open(
                    ArrayAddress.of(number),
                    kind,
                    models.of(kind.vendor()).restore(saved.get(number).array(), agenda),
                    agenda,
                    calls,
                    conditions);
            array.restoreWay(saved.get(number).way());
            arrays.add(array);
        }
        return List.copyOf(arrays);
    }

    /**
     * Checks that arrays can be furnished so.
     *
     * @return what the volumes would be called
     */
    static List<String> check(SiteOptions options) {
        ArrayModels models = ArrayModels.registered();
        SortedSet<String> vendors = SimulatedSite.vendors();
        MachineAccounts accounts = new MachineAccounts(options.chap(), options.seed());
        List<String> volumes = new ArrayList<>();
        for (int number = 0; number < options.arrays().size(); number++) {
            String vendor = options.arrays().get(number).vendor();
            if (!vendors.contains(vendor)) {
                throw new IllegalArgumentException(
                        "there is no vendor \"" + vendor + "\" here; there are " + String.join(", ", vendors));
            }
            Furnishing furnishing = furnishing(options, accounts, number);
            Optional<String> objection = models.of(vendor).objection(furnishing);
            if (objection.isPresent()) {
                throw new IllegalArgumentException(furnishing.name() + " (" + vendor + "): " + objection.get());
            }
            volumes.addAll(furnishing.volumeNames(models.of(vendor)));
        }
        return volumes;
    }

    private static Furnishing furnishing(SiteOptions options, MachineAccounts accounts, int number) {
        ArrayKind kind = options.arrays().get(number);
        ArrayAddress address = ArrayAddress.of(number);
        FirstNames names = new FirstNames(options);
        return new Furnishing(
                address.name().value(),
                Furniture.onTheDataPath(kind.protocol()),
                options.topology(),
                options.resident().value(),
                options.volumesOn(number),
                options.firstVolumeOn(number),
                names.ofInstance(kind.protocol()).value(),
                names.ofNeighbour(kind.protocol()).value(),
                accounts.of(kind.protocol()),
                address.network(),
                options.seed() + number);
    }
}
