package io.github.outpostrecovery.lab.simulation;

import io.github.outpostrecovery.lab.simulation.fault.confirm.ConfirmFaults;
import io.github.outpostrecovery.lab.simulation.fault.control.ControlFaults;
import io.github.outpostrecovery.lab.simulation.fault.fence.FenceFaults;
import io.github.outpostrecovery.lab.simulation.fault.launch.LaunchFaults;
import io.github.outpostrecovery.lab.simulation.fault.trigger.TriggerFaults;
import io.github.outpostrecovery.lab.simulation.fault.verify.VerifyFaults;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every fault that the product knows of, in the order of its number. */
public final class FaultCatalogue {
    private static final List<Fault> ALL = Stream.of(
                    TriggerFaults.all(), //
                    VerifyFaults.all(),
                    FenceFaults.all(),
                    LaunchFaults.all(), //
                    ConfirmFaults.all(), //
                    ControlFaults.all())
            .flatMap(List::stream)
            .sorted(Comparator.comparing(fault -> fault.card().number()))
            .toList();

    private static final Pattern DASH = Pattern.compile("-");

    private FaultCatalogue() {}

    public static List<Fault> all() {
        return ALL;
    }

    /** The fault of this name. */
    public static Optional<Fault> named(String slug) {
        return ALL.stream().filter(fault -> fault.card().slug().equals(slug)).findFirst();
    }

    /**
     * The fault of this name.
     *
     * @throws IllegalArgumentException if there is none, with those that share a word with it
     */
    public static Fault require(String slug) {
        return named(slug)
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no fault \"" + slug + "\"" + like(slug) + "; simulate --fault list shows all"));
    }

    private static String like(String slug) {
        Set<String> words =
                new HashSet<>(DASH.splitAsStream(slug.toLowerCase(Locale.ROOT)).toList());
        String like = ALL.stream()
                .map(fault -> fault.card().slug())
                .filter(known -> DASH.splitAsStream(known).anyMatch(word -> word.length() > 3 && words.contains(word)))
                .collect(Collectors.joining(", "));
        return like.isEmpty() ? "" : "; there are " + like;
    }
}
