package io.github.outpostrecovery.lab.array;

import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The models that are registered as services. */
public final class ArrayModels {
    private final Map<String, ArrayModel> models = new TreeMap<>();

    /** Looked for once: models keep nothing of the arrays that they make. */
    private static final class Registered {
        static final ArrayModels ALL = new ArrayModels();
    }

    private ArrayModels() {
        for (ArrayModel model : ServiceLoader.load(ArrayModel.class, ArrayModels.class.getClassLoader())) {
            if (models.putIfAbsent(model.vendor(), model) != null) {
                throw new IllegalStateException("two models are registered for the vendor " + model.vendor());
            }
        }
    }

    public static ArrayModels registered() {
        return Registered.ALL;
    }

    public SortedSet<String> vendors() {
        return new TreeSet<>(models.keySet());
    }

    /**
     * The model of a vendor.
     *
     * @throws IllegalArgumentException if there is none, naming those there are
     */
    public ArrayModel of(String vendor) {
        return Optional.ofNullable(models.get(vendor))
                .orElseThrow(() -> new IllegalArgumentException("no array of the vendor \"" + vendor
                        + "\" can be simulated: there are " + String.join(", ", vendors())));
    }
}
