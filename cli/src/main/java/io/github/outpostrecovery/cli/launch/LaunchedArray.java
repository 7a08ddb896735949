package io.github.outpostrecovery.cli.launch;

import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.name.SecretArn;
import io.github.outpostrecovery.core.name.VolumeName;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * An array that a machine was launched with, over one protocol. A machine that uses one array over both protocols, or two SVMs
 * of it, has two of these.
 *
 * @param vendor {@code netapp}, {@code purestorage}, {@code dell} or {@code hpe}
 * @param endpoint the management address
 * @param scope the SVM, where there are any
 * @param secret the credentials that the wizard used; empty if they came from elsewhere than Secrets Manager
 * @param chapSecrets what the machine proves itself with, each once, in the order of the targets
 * @param portals address and port of each path, v6 addresses in brackets
 * @param volumes the boot volume first, where it boots from this array
 */
public record LaunchedArray(
        ArrayName name,
        String vendor,
        Protocol protocol,
        URI endpoint,
        Optional<String> scope,
        Optional<SecretArn> secret,
        List<SecretArn> chapSecrets,
        List<String> portals,
        List<VolumeName> volumes) {
    public LaunchedArray {
        chapSecrets = List.copyOf(chapSecrets);
        portals = List.copyOf(portals);
        volumes = List.copyOf(volumes);
    }
}
