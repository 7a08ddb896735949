package io.github.outpostrecovery.lab.ontap;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.array.ArrayModel;
import io.github.outpostrecovery.lab.array.Furnishing;
import io.github.outpostrecovery.lab.array.SimulatedArray;
import io.github.outpostrecovery.lab.datapath.ChapAccount;
import io.github.outpostrecovery.lab.time.Agenda;
import java.util.Optional;

/** NetApp ONTAP: igroups or subsystems in one SVM of a simulated cluster. */
public final class OntapModel implements ArrayModel {
    static final String VENDOR = "netapp";

    @Override
    public String vendor() {
        return VENDOR;
    }

    @Override
    public String volumeName(String instance, int number) {
        return "/vol/v/" + instance + (number == 0 ? "-boot" : "-data-" + number);
    }

    @Override
    public Optional<String> objection(Furnishing furnishing) {
        return switch (furnishing.protocol()) {
            case ISCSI -> Optional.empty();
            case NVME_TCP -> objectionOverNvme(furnishing);
        };
    }

    private static Optional<String> objectionOverNvme(Furnishing furnishing) {
        if (furnishing.chap().flatMap(ChapAccount::mutual).isPresent()) {
            return Optional.of(
                    "the simulated ONTAP asks hosts for a DH-HMAC-CHAP key and has none of its own to show: use"
                            + " one-way");
        }
        return switch (furnishing.topology()) {
            case PRIVATE_OBJECT, TWO_WAYS, SHARED_GROUP -> Optional.empty();
            case NESTED_GROUP -> Optional.of("an ONTAP subsystem holds hosts, and no group of them");
            case BY_PORT -> Optional.of("an ONTAP subsystem serves every NVMe/TCP LIF of its SVM");
        };
    }

    @Override
    public SimulatedArray furnish(Furnishing furnishing, Agenda agenda) {
        objection(furnishing).ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
        return FurnishedOntap.furnish(furnishing, furnishing.volumeNames(this), agenda);
    }

    @Override
    public SimulatedArray restore(JsonNode saved, Agenda agenda) {
        return FurnishedOntap.restore(saved, agenda);
    }
}
