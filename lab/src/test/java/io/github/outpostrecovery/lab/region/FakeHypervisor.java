package io.github.outpostrecovery.lab.region;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Machines that are as a test says they are. */
final class FakeHypervisor implements Hypervisor {
    final Set<String> disconnected = new HashSet<>();
    final Set<String> unwilling = new HashSet<>();
    final Map<String, Health> health = new HashMap<>();
    final Map<String, String> userData = new HashMap<>();

    @Override
    public boolean reaches(String server) {
        return !disconnected.contains(server);
    }

    @Override
    public void powerOn(String instance, Optional<String> server, String data) {
        health.put(instance, Health.STARTING);
        userData.put(instance, data);
    }

    @Override
    public void powerOff(String instance) {
        health.remove(instance);
    }

    @Override
    public Shutdown shutDown(String instance) {
        if (unwilling.contains(instance)) {
            return Shutdown.IGNORED;
        }
        powerOff(instance);
        return Shutdown.DONE;
    }

    @Override
    public Health health(String instance) {
        return health.getOrDefault(instance, Health.HOST_FAILED);
    }
}
