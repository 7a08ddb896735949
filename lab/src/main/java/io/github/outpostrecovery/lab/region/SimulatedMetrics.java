package io.github.outpostrecovery.lab.region;

import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.core.service.Measurements;
import java.util.ArrayList;
import java.util.List;

/** CloudWatch metrics of this process's life, in the order in which they were put. */
public final class SimulatedMetrics implements Measurements {
    private final List<Datum> data = new ArrayList<>();

    /** One figure. */
    public record Datum(String metric, double value) {}

    @Override
    public synchronized void recorded(Outcome outcome) {
        data.add(new Datum(outcome.name(), 1));
    }

    @Override
    public synchronized void measured(Figure figure, double value) {
        data.add(new Datum(figure.name(), value));
    }

    public synchronized List<Datum> data() {
        return List.copyOf(data);
    }
}
