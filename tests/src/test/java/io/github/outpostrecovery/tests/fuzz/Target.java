package io.github.outpostrecovery.tests.fuzz;

import io.github.outpostrecovery.tests.contract.ArrayReplies;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What reads bytes of anybody's choice: a class with a method as Jazzer calls it. */
@SuppressWarnings("ImmutableEnumChecker") // Its functions keep nothing.
enum Target {
    ARRAY_REPLIES(ArrayReplies.class, ArrayReplies::fuzzerTestOneInput, ArrayReplies::seeds, 4),
    STEP_INPUTS(StepInputs.class, StepInputs::fuzzerTestOneInput, StepInputs::seeds, 1),
    DOCUMENTS(Documents.class, Documents::fuzzerTestOneInput, Documents::seeds, 1);

    private final Class<?> type;
    private final Consumer<byte[]> input;
    private final Supplier<List<byte[]>> seeds;
    private final int header;

    Target(Class<?> type, Consumer<byte[]> input, Supplier<List<byte[]>> seeds, int header) {
        this.type = type;
        this.input = input;
        this.seeds = seeds;
        this.header = header;
    }

    /** The class that Jazzer is told. */
    String typeName() {
        return type.getName();
    }

    void take(byte[] data) {
        input.accept(data);
    }

    /** Inputs that are well formed. */
    List<byte[]> seeds() {
        return seeds.get();
    }

    /** So many bytes choose, and the rest is a document. */
    int header() {
        return header;
    }

    /** The folder of its findings, in the resources of the tests. */
    String folder() {
        return "fuzz/" + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
