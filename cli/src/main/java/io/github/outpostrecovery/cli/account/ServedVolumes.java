package io.github.outpostrecovery.cli.account;

import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.name.VolumeName;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * The volumes of one instance on an array, and how the functions reach it.
 *
 * @param endpoint the array's address, as the functions see it
 * @param scope the SVM on ONTAP
 * @param victim the name that the instance's machine logs in with
 * @param readSecret the document of the account that reads; never shown
 * @param fenceSecret the document of the account that fences; never shown
 */
public record ServedVolumes(
        String vendor,
        Protocol protocol,
        URI endpoint,
        Optional<String> scope,
        Initiator victim,
        List<VolumeName> volumes,
        String readSecret,
        String fenceSecret) {
    public ServedVolumes {
        volumes = List.copyOf(volumes);
    }

    @Override
    public String toString() {
        return volumes + " on the " + vendor + " array at " + endpoint;
    }
}
