package io.github.outpostrecovery.core.control;

import io.github.outpostrecovery.core.ServiceUnavailableException;
import io.github.outpostrecovery.core.name.InstanceName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Controls in memory; nothing is to be left alone unless said otherwise. */
public final class FakeControls implements Controls {
    private final Map<InstanceName, MaintenanceWindow> windows = new HashMap<>();
    private KillSwitch killSwitch = new KillSwitch.Released();
    private int failures;
    private int readsLeft = Integer.MAX_VALUE;
    private KillSwitch next = new KillSwitch.Released();

    /** The next reads get no answer. */
    public FakeControls fail(int times) {
        failures = times;
        return this;
    }

    /** The switch is turned after so many more reads of it. */
    public FakeControls setAfter(int reads, KillSwitch to) {
        readsLeft = reads;
        next = to;
        return this;
    }

    @Override
    public KillSwitch killSwitch() {
        if (readsLeft == 0) {
            killSwitch = next;
        }
        readsLeft--;
        if (failures > 0) {
            failures--;
            throw new ServiceUnavailableException("the table gave no answer");
        }
        return killSwitch;
    }

    @Override
    public Optional<MaintenanceWindow> window(InstanceName instance) {
        return Optional.ofNullable(windows.get(instance));
    }

    @Override
    public void set(KillSwitch to) {
        killSwitch = to;
    }

    @Override
    public void declare(MaintenanceWindow window) {
        windows.put(window.instance(), window);
    }
}
