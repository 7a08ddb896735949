package io.github.outpostrecovery.lab.array;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.time.Agenda;
import java.util.Optional;

/**
 * One kind of simulated array. A model is added by an implementation with a public constructor without parameters, and its
 * name in {@code META-INF/services/io.github.outpostrecovery.lab.array.ArrayModel}.
 */
public interface ArrayModel {
    /** The word that selects this kind in a configuration: the same as its client's. */
    String vendor();

    /**
     * What this kind of array would call the volume of an instance.
     *
     * @param number counts the instance's volumes; 0 is the one that it boots from
     */
    String volumeName(String instance, int number);

    /** Why no array of this kind can be furnished so, in one sentence; empty if one can. */
    Optional<String> objection(Furnishing furnishing);

    /**
     * Makes an array and registers it with the agenda.
     *
     * @throws IllegalArgumentException with the objection, if there is one
     */
    SimulatedArray furnish(Furnishing furnishing, Agenda agenda);

    /** Makes an array again from what {@link SimulatedArray#save} gave. The agenda was restored before. */
    SimulatedArray restore(JsonNode saved, Agenda agenda);
}
