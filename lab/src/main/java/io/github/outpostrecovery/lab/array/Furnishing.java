package io.github.outpostrecovery.lab.array;

import io.github.outpostrecovery.lab.datapath.ChapAccount;
import io.github.outpostrecovery.lab.datapath.Protocol;
import java.util.Optional;

/**
 * What an array is set up with: one instance and its volumes, and beside it a neighbour, another instance with a volume of
 * its own that nobody may touch.
 *
 * @param name the array's name, unique in its site
 * @param instance the name of the instance, such as {@code web-01}
 * @param volumes how many volumes the instance has, at least 1
 * @param initiator the name that the instance's machine logs in with
 * @param neighbour the name that the neighbour's machine logs in with
 * @param chap what the instance's machine proves itself with; empty if the array asks for nothing
 * @param seed what every identifier of the array is drawn from
 */
public record Furnishing(
        String name,
        Protocol protocol,
        Topology topology,
        String instance,
        int volumes,
        String initiator,
        String neighbour,
        Optional<ChapAccount> chap,
        long seed) {
    public Furnishing {
        if (volumes < 1) {
            throw new IllegalArgumentException("an instance with " + volumes + " volumes cannot boot");
        }
    }
}
