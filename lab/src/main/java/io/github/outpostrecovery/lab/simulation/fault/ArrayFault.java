package io.github.outpostrecovery.lab.simulation.fault;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.incident.Outcome;
import io.github.outpostrecovery.lab.array.ArrayRequests;
import io.github.outpostrecovery.lab.array.SimulatedArray;
import io.github.outpostrecovery.lab.rest.FaultRule;
import io.github.outpostrecovery.lab.rest.Occurrences;
import io.github.outpostrecovery.lab.rest.RequestPattern;
import io.github.outpostrecovery.lab.rest.RestFault;
import io.github.outpostrecovery.lab.simulation.Fault;
import io.github.outpostrecovery.lab.simulation.FaultCard;
import io.github.outpostrecovery.lab.simulation.Stage;
import io.github.outpostrecovery.lab.simulation.World;
import io.github.outpostrecovery.lab.site.SimulatedSite;
import io.github.outpostrecovery.lab.site.SiteArray;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Something goes wrong on the way to the management API of the last array, from the first time that a state begins: of two
 * arrays the first has then done its part of a step.
 *
 * @param state where it begins
 * @param lasting how long it lasts; empty for as long as it finds requests to strike
 * @param requests which requests it is for
 * @param occurrences which of these it strikes
 * @param wrong what goes wrong
 */
public record ArrayFault(
        FaultCard card,
        String state,
        Optional<Duration> lasting,
        Function<ArrayRequests, RequestPattern> requests,
        Occurrences occurrences,
        Function<SimulatedArray, RestFault> wrong,
        Expected expected)
        implements Fault {
    /** Every request of a management API, log-ins as well. */
    public static final RequestPattern ANYTHING = RequestPattern.of(".*", "");

    public ArrayFault {
        requireNonNull(card, "card is null");
        requireNonNull(state, "state is null");
        requireNonNull(lasting, "lasting is null");
        requireNonNull(requests, "requests is null");
        requireNonNull(occurrences, "occurrences is null");
        requireNonNull(wrong, "wrong is null");
        requireNonNull(expected, "expected is null");
    }

    @Override
    public boolean fits(World world) {
        return expected.fits().test(world);
    }

    @Override
    public void arrange(Stage stage) {
        stage.onceEntering(state, execution -> {
            SiteArray array = stage.site().arrays().getLast();
            String id = card.slug();
            array.way()
                    .arm(
                            new FaultRule(
                                    id,
                                    requests.apply(array.simulated().requests()),
                                    occurrences,
                                    wrong.apply(array.simulated())),
                            stage::struck);
            lasting.ifPresent(
                    duration -> stage.later(duration, () -> array.way().clear(id)));
        });
    }

    @Override
    public Set<Outcome> endsAs(World world) {
        return expected.outcomes().apply(world);
    }

    @Override
    public List<String> objections(SimulatedSite site, World world) {
        return expected.besides().objections(site, world);
    }
}
