package io.github.outpostrecovery.core.service;

import io.github.outpostrecovery.core.incident.Outcome;
import java.util.ArrayList;
import java.util.List;

/** What was measured, in order. */
public final class FakeMeasurements implements Measurements {
    private final List<Outcome> records = new ArrayList<>();
    private final List<Measured> figures = new ArrayList<>();

    /** One figure. */
    public record Measured(Figure figure, double value) {}

    public List<Outcome> records() {
        return List.copyOf(records);
    }

    public List<Measured> figures() {
        return List.copyOf(figures);
    }

    @Override
    public void recorded(Outcome outcome) {
        records.add(outcome);
    }

    @Override
    public void measured(Figure figure, double value) {
        figures.add(new Measured(figure, value));
    }
}
