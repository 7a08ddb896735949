package io.github.outpostrecovery.cli.protect;

import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.name.SecretArn;
import io.github.outpostrecovery.core.name.VolumeName;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What is known of an array that an instance uses; what is empty or none is not known from here.
 *
 * @param chap what machines prove themselves to it with
 * @param initiator the name that the machine logs in with
 */
public record DescribedArray(
        ArrayName name,
        Optional<String> vendor,
        Optional<Protocol> protocol,
        Optional<URI> endpoint,
        Optional<String> scope,
        Optional<SecretArn> read,
        Optional<SecretArn> fence,
        Optional<SecretArn> chap,
        List<VolumeName> volumes,
        Optional<Initiator> initiator) {
    public DescribedArray {
        volumes = List.copyOf(volumes);
    }

    /** This, and what another source knows of the same array where this one does not. */
    DescribedArray or(DescribedArray other) {
        return new DescribedArray(
                name,
                vendor.or(other::vendor),
                protocol.or(other::protocol),
                endpoint.or(other::endpoint),
                scope.or(other::scope),
                read.or(other::read),
                fence.or(other::fence),
                chap.or(other::chap),
                volumes.isEmpty() ? other.volumes : volumes,
                initiator.or(other::initiator));
    }
}
