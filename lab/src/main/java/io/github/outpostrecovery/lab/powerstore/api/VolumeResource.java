package io.github.outpostrecovery.lab.powerstore.api;

import io.github.outpostrecovery.lab.powerstore.PowerStoreCluster;
import io.github.outpostrecovery.lab.powerstore.inventory.Inventory;
import io.github.outpostrecovery.lab.powerstore.inventory.Mapping;
import io.github.outpostrecovery.lab.powerstore.inventory.Reach;
import io.github.outpostrecovery.lab.powerstore.inventory.Volume;
import io.github.outpostrecovery.lab.powerstore.refusal.Reason;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.util.Optional;

/** Changes of {@code /volume}. Volumes are made by cloning only; policies and replication are not simulated. */
final class VolumeResource {
    private final PowerStoreCluster cluster;
    private final References references;
    private final Mappings mappings;

    VolumeResource(PowerStoreCluster cluster, References references, Mappings mappings) {
        this.cluster = cluster;
        this.references = references;
        this.mappings = mappings;
    }

    void route(Router router) {
        router.delete("/api/rest/volume/{}", this::delete)
                .post("/api/rest/volume/{}/clone", this::cloneVolume)
                .post("/api/rest/volume/{}/snapshot", this::snapshot)
                .post("/api/rest/volume/{}/attach", this::attach)
                .post("/api/rest/volume/{}/detach", this::detach);
    }

    private Inventory inventory() {
        return cluster.inventories().accepted();
    }

    private RestResponse attach(ApiCall call) {
        Body body = Body.of(call, "host_id", "host_group_id", "logical_unit_number");
        Optional<Integer> number = body.number("logical_unit_number", 0, Reach.HIGHEST_NUMBER);
        requireOne(body);
        Volume volume = references.volume(call.variable());
        mappings.attach(volume, references.holder(body).orElseThrow(), number);
        return Replies.done();
    }

    private RestResponse detach(ApiCall call) {
        Body body = Body.of(call, "host_id", "host_group_id", "clear_host_agent_data");
        body.flag("clear_host_agent_data");
        requireOne(body);
        Volume volume = references.volume(call.variable());
        mappings.detach(volume, references.holder(body).orElseThrow());
        return Replies.done();
    }

    private static void requireOne(Body body) {
        boolean host = body.text("host_id", 1, HostResource.LONGEST_DESCRIPTION).isPresent();
        boolean group =
                body.text("host_group_id", 1, HostResource.LONGEST_DESCRIPTION).isPresent();
        if (host == group) {
            throw Reason.BAD_BODY.because("Exactly one of host_id or host_group_id must be supplied.");
        }
    }

    private RestResponse delete(ApiCall call) {
        Body.optional(call, "immediate").flag("immediate");
        Volume volume = references.volume(call.variable());
        boolean mapped =
                inventory().mappings().stream().anyMatch(one -> one.volume().equals(volume.id()));
        if (mapped) {
            throw Reason.VOLUME_ATTACHED.because("A volume that is attached cannot be deleted.", volume.name());
        }
        if (!volume.metroSession().isEmpty()) {
            throw Reason.VOLUME_IN_METRO.because("The metro configuration must be ended first.", volume.name());
        }
        inventory().volumes().stream()
                .filter(one ->
                        one.type() == Volume.Type.SNAPSHOT && one.source().equals(volume.id()))
                .forEach(one -> inventory().volumes().remove(one.id()));
        inventory().volumes().remove(volume.id());
        return Replies.done();
    }

    private RestResponse cloneVolume(ApiCall call) {
        Body body = Body.optional(call, "name", "description", "host_id", "host_group_id", "logical_unit_number");
        Optional<Integer> number = body.number("logical_unit_number", 0, Reach.HIGHEST_NUMBER);
        Volume source = references.volume(call.variable());
        Optional<Mapping.Holder> holder = references.holder(body);
        Volume made = make(call, body, source, Volume.Type.CLONE);
        holder.ifPresent(one -> mappings.attach(made, one, number));
        return Replies.made(200, made.id());
    }

    private RestResponse snapshot(ApiCall call) {
        Body body = Body.optional(call, "name", "description");
        Volume source = references.volume(call.variable());
        return Replies.made(200, make(call, body, source, Volume.Type.SNAPSHOT).id());
    }

    private Volume make(ApiCall call, Body body, Volume source, Volume.Type type) {
        String name = body.text("name", 1, HostResource.LONGEST_NAME)
                .orElseGet(() -> source.name() + "." + cluster.clock(call.now()));
        if (inventory().volumeNamed(name).isPresent()) {
            throw Reason.VOLUME_NAME_TAKEN.because("A volume with the name " + name + " exists.", name);
        }
        String description =
                body.text("description", 0, HostResource.LONGEST_NAME).orElse("");
        Volume made = Volume.drawn(inventory(), name, description, type, source.size(), source.id(), call.now());
        inventory().volumes().put(made);
        call.afterwards().add(() -> cluster.frontEnd().copy(source.id(), made.id()));
        return made;
    }
}
