package io.github.outpostrecovery.cli.status;

import io.github.outpostrecovery.cli.cloud.Engine;
import io.github.outpostrecovery.core.configuration.Configurations;
import io.github.outpostrecovery.core.configuration.Mode;
import io.github.outpostrecovery.core.configuration.ProtectedInstance;
import io.github.outpostrecovery.core.control.MaintenanceWindow;
import io.github.outpostrecovery.core.incident.InstanceLedger;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.service.Alarms;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads how the protected instances are. Changes nothing. */
public final class Statuses {
    private Statuses() {}

    /** All of them, in alphabetical order. */
    public static List<InstanceStatus> all(Engine engine, Instant now) {
        return engine.configurations().names().stream()
                .map(name -> of(engine, name, now))
                .toList();
    }

    /** One of them. An instance that is not protected has neither mode nor alarm, and trouble that says so. */
    public static InstanceStatus of(Engine engine, InstanceName name, Instant now) {
        return switch (engine.configurations().find(name)) {
            case Configurations.Lookup.Found(ProtectedInstance found) ->
                read(
                        engine,
                        name,
                        now,
                        Optional.of(found.mode()),
                        engine.alarms().state(found.alarm()),
                        Optional.empty());
            case Configurations.Lookup.NotProtected() ->
                unreadable(engine, name, now, "it is not protected: see outpost-recovery protect");
            case Configurations.Lookup.Unreadable(String why) ->
                unreadable(engine, name, now, "its configuration makes no sense: " + why);
        };
    }

    private static InstanceStatus unreadable(Engine engine, InstanceName name, Instant now, String why) {
        return read(
                engine,
                name,
                now,
                Optional.empty(),
                new Alarms.AlarmState.Unknown("its configuration would name its alarm"),
                Optional.of(why));
    }

    private static InstanceStatus read(
            Engine engine,
            InstanceName name,
            Instant now,
            Optional<Mode> mode,
            Alarms.AlarmState alarm,
            Optional<String> trouble) {
        Optional<InstanceLedger> ledger = engine.table().read(name);
        Optional<MaintenanceWindow> window = engine.controls().window(name).filter(declared -> declared.covers(now));
        Optional<String> found = trouble.isPresent() || ledger.isPresent()
                ? trouble
                : Optional.of("its books have not been begun: run outpost-recovery protect " + name + " again");
        return new InstanceStatus(
                name,
                mode,
                ledger.map(InstanceLedger::current),
                alarm,
                window,
                ledger.flatMap(InstanceLedger::incident),
                engine.readiness().latest(name),
                found,
                now);
    }
}
