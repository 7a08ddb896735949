package io.github.outpostrecovery.lab.machine;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.outpostrecovery.lab.datapath.AccessRules;
import io.github.outpostrecovery.lab.datapath.FrontEnd;
import io.github.outpostrecovery.lab.datapath.LoginAttempt;
import io.github.outpostrecovery.lab.datapath.Session;
import io.github.outpostrecovery.lab.datapath.StateLock;
import io.github.outpostrecovery.lab.datapath.VisibleVolume;
import io.github.outpostrecovery.lab.rest.JsonRecords;
import io.github.outpostrecovery.lab.time.Agenda;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** An array without a vendor: names mapped to volumes. A name without a mapping cannot log in. */
public final class PlainArray implements AccessRules {
    public static final Duration KEEP_ALIVE = Duration.ofSeconds(30);

    public final FrontEnd frontEnd;
    private final StateLock lock;
    private final Map<String, Integer> luns = new TreeMap<>();
    private final Map<String, Set<String>> mappings = new TreeMap<>();

    public PlainArray(String name, Agenda agenda) {
        lock = new StateLock(agenda);
        frontEnd = new FrontEnd(name, agenda, lock, this, Duration.ofSeconds(5));
    }

    public void addVolume(String volume, int lun) {
        luns.put(volume, lun);
    }

    public void map(String volume, String initiator) {
        change(() -> names(volume).add(initiator));
    }

    public void unmap(String volume, String initiator) {
        change(() -> names(volume).remove(initiator));
    }

    /** Lets in on every volume. */
    public void grant(String initiator) {
        luns.keySet().forEach(volume -> map(volume, initiator));
    }

    /** Fences from every volume. */
    public void revoke(String initiator) {
        luns.keySet().forEach(volume -> unmap(volume, initiator));
    }

    private Set<String> names(String volume) {
        return mappings.computeIfAbsent(volume, none -> new TreeSet<>());
    }

    private void change(Runnable change) {
        boolean told = lock.hold(turn -> {
            change.run();
            turn.tell(observer -> observer.accessChanged(frontEnd.name()));
            return true;
        });
        if (!told) {
            throw new AssertionError("nobody was told");
        }
    }

    @Override
    public JsonNode accessState() {
        return JsonRecords.write(mappings);
    }

    @Override
    public Optional<String> refusal(LoginAttempt attempt) {
        return mappings.values().stream().anyMatch(names -> names.contains(attempt.initiator()))
                ? Optional.empty()
                : Optional.of("target not found");
    }

    @Override
    public List<VisibleVolume> visible(Session session) {
        return luns.entrySet().stream()
                .filter(entry -> names(entry.getKey()).contains(session.initiator()))
                .map(entry -> new VisibleVolume(entry.getValue(), entry.getKey()))
                .toList();
    }

    @Override
    public String senseOfInvisible(Session session) {
        return "no such lun";
    }

    @Override
    public Set<String> initiatorsWithAccess(String volume) {
        return Set.copyOf(names(volume));
    }

    @Override
    public Duration keepAlive(Session session) {
        return KEEP_ALIVE;
    }
}
