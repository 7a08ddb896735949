package io.github.outpostrecovery.tests.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.drill.DrillFault;
import io.github.outpostrecovery.lab.drill.DrillOptions;
import io.github.outpostrecovery.lab.drill.DrillOptions.Approval;
import io.github.outpostrecovery.lab.drill.DrillOptions.Primary;
import io.github.outpostrecovery.lab.drill.DrillOptions.Speed;
import io.github.outpostrecovery.lab.drill.DrillOptions.Transport;
import io.github.outpostrecovery.lab.drill.DrillOptions.Zombie;
import java.util.List;
import java.util.Optional;

/** The options of a drill, one word at a time. */
record Scenario(
        Transport protocol,
        Approval mode,
        Optional<JsonNode> event,
        int duplicates,
        int failures,
        Primary primary,
        Zombie zombie,
        List<DrillFault> faults,
        int volumes,
        long seed) {
    /** A dead primary, over iSCSI, recovered automatically. */
    static final Scenario STANDARD = new Scenario(
            Transport.ISCSI,
            Approval.AUTOMATIC,
            Optional.empty(),
            0,
            1,
            Primary.DEAD,
            Zombie.STAYS_DEAD,
            List.of(),
            2,
            1);

    Scenario over(Transport changed) {
        return new Scenario(changed, mode, event, duplicates, failures, primary, zombie, faults, volumes, seed);
    }

    Scenario in(Approval changed) {
        return new Scenario(protocol, changed, event, duplicates, failures, primary, zombie, faults, volumes, seed);
    }

    Scenario from(JsonNode changed) {
        return new Scenario(
                protocol, mode, Optional.of(changed), duplicates, failures, primary, zombie, faults, volumes, seed);
    }

    Scenario duplicated(int changed) {
        return new Scenario(protocol, mode, event, changed, failures, primary, zombie, faults, volumes, seed);
    }

    Scenario failing(int changed) {
        return new Scenario(protocol, mode, event, duplicates, changed, primary, zombie, faults, volumes, seed);
    }

    Scenario primary(Primary changed) {
        return new Scenario(protocol, mode, event, duplicates, failures, changed, zombie, faults, volumes, seed);
    }

    Scenario zombie(Zombie changed) {
        return new Scenario(protocol, mode, event, duplicates, failures, primary, changed, faults, volumes, seed);
    }

    Scenario faults(DrillFault... changed) {
        return new Scenario(
                protocol, mode, event, duplicates, failures, primary, zombie, List.of(changed), volumes, seed);
    }

    Scenario volumes(int changed) {
        return new Scenario(protocol, mode, event, duplicates, failures, primary, zombie, faults, changed, seed);
    }

    Scenario seed(long changed) {
        return new Scenario(protocol, mode, event, duplicates, failures, primary, zombie, faults, volumes, changed);
    }

    DrillOptions options() {
        return new DrillOptions(
                "netapp",
                protocol,
                mode,
                event,
                duplicates,
                failures,
                primary,
                zombie,
                faults,
                volumes,
                seed,
                Speed.VIRTUAL);
    }
}
