package io.github.outpostrecovery.lab.simulation.witness;

import io.github.outpostrecovery.core.control.KillSwitch;
import io.github.outpostrecovery.core.control.MaintenanceWindow;
import io.github.outpostrecovery.core.incident.Announcement;
import io.github.outpostrecovery.core.incident.Incident;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.name.IncidentId;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.lab.oracle.Invariant;
import io.github.outpostrecovery.lab.rest.Call;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * I14: no array is changed for an incident whose fence was announced after the switch was thrown, or in a window that was
 * declared for its instance. An announcement that was taken back has changed nothing. Whether a window is open, the engine's
 * clock says, since nobody else's can.
 */
final class StoppedBeforeTheFence extends Testimony {
    private final Map<InstanceName, MaintenanceWindow> windows = new HashMap<>();
    private final Map<InstanceName, Incident> last = new HashMap<>();
    private final Set<IncidentId> forbidden = new HashSet<>();
    private boolean thrown;

    StoppedBeforeTheFence(Scene scene) {
        super(scene, Invariant.STOPPED_BEFORE_THE_FENCE);
    }

    @Override
    public void switched(KillSwitch killSwitch) {
        thrown = killSwitch instanceof KillSwitch.Thrown;
    }

    @Override
    public void declared(MaintenanceWindow window) {
        windows.put(window.instance(), window);
    }

    @Override
    public void committed(InstanceLedger ledger) {
        ledger.incident().ifPresent(incident -> {
            Incident before = last.put(ledger.instance(), incident);
            boolean hadBegun = before != null && before.id().equals(incident.id()) && before.hasBegunToFence();
            if (!incident.hasBegunToFence()) {
                forbidden.remove(incident.id());
            } else if (!hadBegun) {
                begins(ledger.instance(), incident);
            }
        });
    }

    private void begins(InstanceName instance, Incident incident) {
        Instant at = incident.announced().map(Announcement::at).orElse(scene().now());
        boolean maintained = !incident.trigger().isOfAPerson()
                && Optional.ofNullable(windows.get(instance))
                        .filter(window -> window.covers(at))
                        .isPresent();
        if (thrown || maintained) {
            forbidden.add(incident.id());
        }
    }

    @Override
    void called(Call call) {
        if (!call.write() || call.fault().startsWith(ChangedInItsPlace.LANDED_LATE)) {
            return;
        }
        scene().call()
                .flatMap(by -> scene().ownedBy(by.execution()))
                .ifPresent(incident -> check(
                        !forbidden.contains(incident.id()),
                        () -> call.service() + " was changed for " + incident.id()
                                + ", which had not begun to fence when people said no"));
    }
}
