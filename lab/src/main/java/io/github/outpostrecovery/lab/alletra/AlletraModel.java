package io.github.outpostrecovery.lab.alletra;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.alletra.settings.Limits;
import io.github.outpostrecovery.lab.array.ArrayModel;
import io.github.outpostrecovery.lab.array.Furnishing;
import io.github.outpostrecovery.lab.array.SimulatedArray;
import io.github.outpostrecovery.lab.array.Topology;
import io.github.outpostrecovery.lab.datapath.ChapAccount;
import io.github.outpostrecovery.lab.datapath.Protocol;
import io.github.outpostrecovery.lab.time.Agenda;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The arrays of HPE that speak WSAPI: Alletra Storage MP B10000, Primera, 3PAR. */
public final class AlletraModel implements ArrayModel {
    private static final int MOST_VOLUMES = 256;
    private static final int SHORTEST_SECRET = 12;
    private static final int LONGEST_SECRET = 16;

    /** Called by the service loader. */
    public AlletraModel() {}

    @Override
    public String vendor() {
        return AlletraArray.VENDOR;
    }

    /** Such as {@code web-01-boot} and {@code web-01-data-1}; a long instance name is cut. */
    @Override
    public String volumeName(String instance, int number) {
        return fitting(instance, number == 0 ? "-boot" : "-data-" + number);
    }

    /** A name of an array: a long instance name is cut, and told from others by four digits. */
    static String fitting(String instance, String suffix) {
        String allowed = instance.replaceAll("[^A-Za-z0-9._-]", "_");
        int room = Limits.DEFAULTS.longestName() - suffix.length();
        if (allowed.length() <= room && allowed.equals(instance)) {
            return instance + suffix;
        }
        String digits = "%04x".formatted(instance.hashCode() & 0xFFFF);
        return allowed.substring(0, Math.min(allowed.length(), room - digits.length())) + digits + suffix;
    }

    @Override
    public Optional<String> objection(Furnishing furnishing) {
        boolean nvme = furnishing.protocol() == Protocol.NVME_TCP;
        if (nvme && furnishing.topology() == Topology.BY_PORT) {
            return Optional.of("an export to an NVMe host is bound to no port");
        }
        if (nvme && furnishing.chap().isPresent()) {
            return Optional.of("the CHAP of this API is for iSCSI hosts");
        }
        if (furnishing.volumes() > MOST_VOLUMES) {
            return Optional.of("a host is shown " + MOST_VOLUMES + " volumes at most here");
        }
        return furnishing
                .chap()
                .filter(account -> !fits(account))
                .map(account -> "a CHAP secret has 12 to 16" + " characters, and the target's is not the initiator's");
    }

    private static boolean fits(ChapAccount account) {
        List<String> secrets = Stream.concat(
                        Stream.of(account.secret()), account.mutual().map(ChapAccount.Target::secret).stream())
                .toList();
        return secrets.stream().distinct().count() == secrets.size()
                && secrets.stream()
                        .allMatch(secret -> secret.length() >= SHORTEST_SECRET && secret.length() <= LONGEST_SECRET);
    }

    @Override
    public SimulatedArray furnish(Furnishing furnishing, Agenda agenda) {
        objection(furnishing).ifPresent(objection -> {
            throw new IllegalArgumentException(objection);
        });
        return new Furniture(this, furnishing).array(agenda);
    }

    @Override
    public SimulatedArray restore(JsonNode saved, Agenda agenda) {
        return AlletraArray.restore(saved, agenda);
    }
}
