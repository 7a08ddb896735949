package io.github.outpostrecovery.lab.array;

import io.github.outpostrecovery.lab.datapath.ChapAccount;
import io.github.outpostrecovery.lab.datapath.Protocol;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What an array is set up with: one instance and its volumes, and beside it a neighbour, another instance with a volume of
 * its own that nobody may touch.
 *
 * @param name the array's name, unique in its site
 * @param instance the name of the instance, such as {@code web-01}
 * @param volumes how many volumes of the instance this array holds, at least 1
 * @param firstVolume the number of the first of them, for {@link ArrayModel#volumeName}: 0 on the array that it boots from
 * @param initiator the name that the instance's machine logs in with
 * @param neighbour the name that the neighbour's machine logs in with
 * @param chap what the instance's machine proves itself with; empty if the array asks for nothing
 * @param network the first three parts of the address of every portal, such as {@code 10.10.20}; each array has its own
 * @param seed what every identifier of the array is drawn from
 */
public record Furnishing(
        String name,
        Protocol protocol,
        Topology topology,
        String instance,
        int volumes,
        int firstVolume,
        String initiator,
        String neighbour,
        Optional<ChapAccount> chap,
        String network,
        long seed) {
    /** The network of a site's only array. */
    public static final String USUAL_NETWORK = "10.10.20";

    public Furnishing {
        if (volumes < 1) {
            throw new IllegalArgumentException(
                    "an instance with " + volumes + " volumes on an array has no use for it");
        }
        if (firstVolume < 0) {
            throw new IllegalArgumentException("volumes are counted from 0, not from " + firstVolume);
        }
    }

    /** The only array of a site. */
    public Furnishing(
            String name,
            Protocol protocol,
            Topology topology,
            String instance,
            int volumes,
            String initiator,
            String neighbour,
            Optional<ChapAccount> chap,
            long seed) {
        this(name, protocol, topology, instance, volumes, 0, initiator, neighbour, chap, USUAL_NETWORK, seed);
    }

    /** The names of the instance's volumes on this array, as its model would call them, the first one first. */
    public List<String> volumeNames(ArrayModel model) {
        return IntStream.range(firstVolume, firstVolume + volumes)
                .mapToObj(number -> model.volumeName(instance, number))
                .toList();
    }
}
