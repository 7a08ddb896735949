package io.github.outpostrecovery.lab.alletra.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.outpostrecovery.lab.alletra.AlletraSystem;
import io.github.outpostrecovery.lab.alletra.inventory.CopyTask;
import io.github.outpostrecovery.lab.alletra.inventory.Inventory;
import io.github.outpostrecovery.lab.alletra.inventory.Volume;
import io.github.outpostrecovery.lab.datapath.Turn;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.time.Instant;
import java.util.Set;

/** Physical copies, which take their time, and snapshots, which do not. */
final class Copies {
    private static final Set<String> COPY =
            Set.of("destVolume", "destCPG", "online", "tpvv", "tdvv", "reduce", "snapCPG", "saveSnapshot", "priority");
    private static final Set<String> SNAPSHOT =
            Set.of("name", "readOnly", "comment", "expirationHours", "retentionHours", "id");
    private static final int CREATED = 201;

    private final AlletraSystem system;

    Copies(AlletraSystem system) {
        this.system = system;
    }

    /** An online copy makes its destination, which can be used at once; an offline copy needs one, and fills it. */
    RestResponse copy(ApiCall call, Volume source, Body body) {
        Body parameters = body.requiredObject("parameters", COPY);
        String destination = Names.object(system, parameters.requiredText("destVolume"));
        CopyTask.Mode mode = parameters.flag("online") ? CopyTask.Mode.ONLINE : CopyTask.Mode.OFFLINE;
        Inventory inventory = system.configured();
        switch (mode) {
            case ONLINE -> {
                String group = parameters.requiredText("destCPG");
                SystemResource.requireGroup(group);
                requireNewName(destination);
                int provisioning = parameters.flag("tpvv") ? Volume.THIN : Volume.REDUCED;
                Volume made = made(
                        source, destination, provisioning, Volume.CopyType.PHYSICAL_COPY, Volume.Access.READ_WRITE);
                inventory.volumes().put(made);
                system.frontEnd().copy(source.wwn(), made.wwn());
                system.publish(call.turn());
            }
            case OFFLINE -> {
                Volume target = VolumeResource.existing(inventory, destination);
                boolean exported = inventory.vluns().stream()
                        .flatMap(vlun -> inventory.reach().exports(vlun).stream())
                        .anyMatch(one -> one.volume().equals(target));
                if (exported) {
                    throw WsapiCode.EXPORTED_VLUN.error("the destination is exported");
                }
            }
        }
        CopyTask task = new CopyTask(
                system.identifiers().nextId(),
                mode,
                CopyTask.Status.ACTIVE,
                call.user(),
                source.name(),
                destination,
                call.turn().now(),
                Instant.EPOCH);
        system.tasks().put(task);
        system.scheduleEnd(call.turn(), task);
        return RestResponse.json(CREATED, JsonNodeFactory.instance.objectNode().put("taskid", task.id()));
    }

    RestResponse snapshot(ApiCall call, Volume source, Body body) {
        Body parameters = body.requiredObject("parameters", SNAPSHOT);
        String name = Names.object(system, parameters.requiredText("name"));
        requireNewName(name);
        Volume.Access access = parameters.flag("readOnly") ? Volume.Access.READ_ONLY : Volume.Access.READ_WRITE;
        Volume made = made(source, name, Volume.SNAPSHOT, Volume.CopyType.VIRTUAL_COPY, access);
        system.configured().volumes().put(made);
        system.frontEnd().copy(source.wwn(), made.wwn());
        system.publish(call.turn());
        return Members.created("/volumes/" + name);
    }

    private void requireNewName(String name) {
        if (system.configured().volumes().find(name).isPresent()) {
            throw WsapiCode.EXISTENT_VOL.error("volume already exists");
        }
    }

    private Volume made(Volume source, String name, int provisioning, Volume.CopyType copyType, Volume.Access access) {
        return new Volume(
                system.identifiers().nextId(),
                name,
                system.identifiers().nextWwn(),
                system.identifiers().nextUuid(),
                provisioning,
                copyType,
                source.name(),
                access,
                source.cpg(),
                source.sizeMiB(),
                Volume.HostPolicy.ANY_HOSTS);
    }

    /** A copy has taken its time. One that was cancelled meanwhile is left alone. */
    void end(Turn turn, int id) {
        system.tasks().stream()
                .filter(task -> task.id() == id && task.status() == CopyTask.Status.ACTIVE)
                .forEach(task -> {
                    switch (system.settings().timing().copyOutcome()) {
                        case DONE -> succeed(turn, task);
                        case FAILED -> fail(turn, task, CopyTask.Status.FAILED);
                    }
                });
    }

    private void succeed(Turn turn, CopyTask task) {
        if (task.mode() == CopyTask.Mode.OFFLINE) {
            Inventory inventory = system.configured();
            inventory
                    .volumes()
                    .find(task.source())
                    .ifPresent(source -> inventory
                            .volumes()
                            .find(task.destination())
                            .ifPresent(target -> system.frontEnd().copy(source.wwn(), target.wwn())));
        }
        system.tasks().put(task.ended(CopyTask.Status.DONE, turn.now()));
    }

    void cancel(Turn turn, CopyTask task) {
        if (task.status() != CopyTask.Status.ACTIVE) {
            throw WsapiCode.TASK_NOT_ACTIVE.error("the task is not active");
        }
        fail(turn, task, CopyTask.Status.CANCELLED);
    }

    /** What an online copy has made goes with it. */
    private void fail(Turn turn, CopyTask task, CopyTask.Status how) {
        system.tasks().put(task.ended(how, turn.now()));
        if (task.mode() == CopyTask.Mode.ONLINE) {
            system.configured().volumes().find(task.destination()).ifPresent(made -> {
                system.configured()
                        .vlunsOf(made.name())
                        .forEach(system.configured().vluns()::remove);
                system.configured().volumes().remove(made);
                system.publish(turn);
            });
        }
    }
}
