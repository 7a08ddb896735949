package io.github.outpostrecovery.lab.region;

import io.github.outpostrecovery.core.evidence.MachineStatus;
import io.github.outpostrecovery.core.evidence.MachineStatus.Check;
import io.github.outpostrecovery.core.evidence.MachineStatus.Lifecycle;
import io.github.outpostrecovery.core.evidence.MachineStatus.Observed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What could have been read of each instance a while ago: reads of EC2 are eventually consistent. */
final class StatusHistory {
    private final Map<String, List<Sample>> samples = new TreeMap<>();

    /** What could be read from {@code since} on, until the next sample of the instance. */
    record Sample(String instance, Instant since, Lifecycle lifecycle, Check systemCheck, Check instanceCheck) {
        Observed observed() {
            return new Observed(lifecycle, systemCheck, instanceCheck);
        }
    }

    StatusHistory(List<Sample> saved) {
        saved.forEach(this::add);
    }

    List<Sample> save() {
        return samples.values().stream().flatMap(List::stream).toList();
    }

    void record(String instance, Instant at, Observed observed) {
        List<Sample> known = samples.getOrDefault(instance, List.of());
        if (known.isEmpty() || !known.getLast().observed().equals(observed)) {
            add(new Sample(instance, at, observed.lifecycle(), observed.systemCheck(), observed.instanceCheck()));
        }
    }

    /** Forgets what nobody can read any more. */
    void forgetBefore(Instant oldest) {
        for (List<Sample> known : samples.values()) {
            while (known.size() > 1 && !known.get(1).since().isAfter(oldest)) {
                known.removeFirst();
            }
        }
    }

    /** What could be read at {@code then}: not found, before the first sample. */
    MachineStatus at(String instance, Instant then) {
        Observed result = new Observed(Lifecycle.NOT_FOUND, Check.INSUFFICIENT_DATA, Check.INSUFFICIENT_DATA);
        for (Sample sample : samples.getOrDefault(instance, List.of())) {
            if (sample.since().isAfter(then)) {
                break;
            }
            result = sample.observed();
        }
        return result;
    }

    private void add(Sample sample) {
        samples.computeIfAbsent(sample.instance(), instance -> new ArrayList<>())
                .add(sample);
    }
}
