package io.github.outpostrecovery.lab.flasharray.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.flasharray.inventory.Inventory;
import io.github.outpostrecovery.lab.flasharray.inventory.Volume;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code /volumes}. There are no snapshots here, nor pods. */
final class VolumeResource {
    static final String MISSING = "Volume does not exist.";

    private static final long SMALLEST = 1L << 20;
    private static final long LARGEST = 4503599627370496L;
    private static final int SECTOR = 512;
    private static final Duration ERADICATION_DELAY = Duration.ofDays(1);

    private final Listing listing = new Listing(
            Set.of(
                    "id",
                    "name",
                    "connection_count",
                    "created",
                    "destroyed",
                    "pod",
                    "provisioned",
                    "serial",
                    "source",
                    "subtype",
                    "time_remaining",
                    "volume_group"),
            Set.of("names", "ids", "destroyed"));

    void route(Router router) {
        router.get("volumes", this::list)
                .post("volumes", this::create)
                .patch("volumes", this::modify)
                .delete("volumes", this::eradicate);
    }

    private RestResponse list(ApiCall call) {
        listing.check(call);
        Selection<Volume> wanted = selected(call, call.applied());
        List<Listing.Row> rows = wanted.found().stream()
                .map(volume -> new Listing.Row(volume.name(), document(call, call.applied(), volume)))
                .toList();
        return listing.page(call, rows, wanted.missing());
    }

    /** Those that {@code names}, {@code ids} and {@code destroyed} ask for; one that is named must fit. */
    static Selection<Volume> selected(ApiCall call, Inventory inventory) {
        Selection<Volume> named = selected(call, "names", "ids", inventory);
        Optional<Volume.State> state =
                call.flag("destroyed").map(yes -> yes ? Volume.State.DESTROYED : Volume.State.IN_USE);
        if (state.isEmpty()) {
            return named;
        }
        List<ApiError.Entry> missing = new ArrayList<>(named.missing());
        if (call.has("names") || call.has("ids")) {
            named.found().stream()
                    .filter(volume -> volume.state() != state.get())
                    .forEach(volume -> missing.add(new ApiError.Entry(
                            switch (volume.state()) {
                                case DESTROYED -> "Volume has been destroyed.";
                                case IN_USE -> "Volume has not been destroyed.";
                            },
                            volume.name())));
        }
        return new Selection<>(
                named.found().stream()
                        .filter(volume -> volume.state() == state.get())
                        .toList(),
                missing);
    }

    /** The volumes that one of two parameters names, or all if neither is given. */
    static Selection<Volume> selected(ApiCall call, String names, String ids, Inventory inventory) {
        if (call.has(names) && call.has(ids)) {
            throw ApiError.badRequest("The parameters cannot be used together.", names + "," + ids);
        }
        if (call.has(names)) {
            return Selection.of(call.names(names), inventory::volumeNamed, MISSING);
        }
        return call.has(ids)
                ? Selection.of(call.names(ids), inventory.volumes()::find, MISSING)
                : Selection.all(inventory.volumes().all());
    }

    private static ObjectNode document(ApiCall call, Inventory inventory, Volume volume) {
        boolean destroyed = volume.state() == Volume.State.DESTROYED;
        ObjectNode row = Documents.object()
                .put("id", volume.id())
                .put("name", volume.name())
                .put("connection_count", inventory.reach().ofVolume(volume).size())
                .put("created", volume.created().toEpochMilli())
                .put("destroyed", destroyed)
                .put("provisioned", volume.size())
                .put("serial", volume.serial())
                .put("subtype", "regular");
        row.set("source", Documents.reference(volume.sourceId(), volume.sourceName()));
        row.set("pod", Documents.object());
        row.set("volume_group", Documents.object());
        if (destroyed) {
            Duration left = Duration.between(call.turn().now(), volume.changed().plus(ERADICATION_DELAY));
            row.put("time_remaining", Math.max(0, left.toMillis()));
        }
        return row;
    }

    private RestResponse create(ApiCall call) {
        call.allow(Set.of("names", "overwrite", "with_default_protection"));
        call.flag("with_default_protection");
        boolean overwrite = call.flag("overwrite").orElse(false);
        List<String> names = call.required("names");
        Body body = Body.required(call.request(), Set.of("provisioned", "source", "subtype"));
        body.text("subtype").filter(subtype -> !subtype.equals("regular")).ifPresent(subtype -> {
            throw Body.invalid("subtype");
        });
        Optional<Volume> source =
                body.object("source", Set.of("id", "name")).map(reference -> source(call.accepted(), reference));
        Optional<Long> size = body.number("provisioned").map(VolumeResource::checkedSize);
        if ((source.isPresent() && size.isPresent()) || (overwrite && source.isEmpty())) {
            throw ApiError.badRequest("Invalid combination of parameters.", "source");
        }
        List<ObjectNode> made = new ArrayList<>();
        for (String name : names) {
            Optional<Volume> old = call.accepted().volumeNamed(name).filter(volume -> overwrite);
            if (old.isEmpty()) {
                Names.checkNewVolume(name, call.accepted().volumeNamed(name));
            }
            Volume bare = old.orElseGet(() -> call.accepted()
                    .addVolume(name, size.orElse(SMALLEST), call.turn().now()));
            Volume volume = source.map(bare::copiedFrom).orElse(bare);
            call.accepted().volumes().put(volume);
            made.add(document(call, call.accepted(), volume));
        }
        source.ifPresent(from -> names.forEach(name -> call.array()
                .frontEnd()
                .copy(from.id(), call.accepted().volumeNamed(name).orElseThrow().id())));
        return Listing.items(made);
    }

    private static Volume source(Inventory inventory, Body reference) {
        Optional<Volume> byId = reference.text("id").flatMap(inventory.volumes()::find);
        Optional<Volume> byName = reference.text("name").flatMap(inventory::volumeNamed);
        Volume source = byId.or(() -> byName)
                .orElseThrow(() -> ApiError.badRequest(
                        "No such volume or snapshot.",
                        reference.text("name").or(() -> reference.text("id")).orElse("")));
        return switch (source.state()) {
            case IN_USE -> source;
            case DESTROYED -> throw ApiError.badRequest("Source volume has been destroyed.", source.name());
        };
    }

    private static long checkedSize(long size) {
        if (size < SMALLEST || size > LARGEST || size % SECTOR != 0) {
            throw Body.invalid("provisioned");
        }
        return size;
    }

    private RestResponse modify(ApiCall call) {
        call.allow(Set.of("names", "ids"));
        List<Volume> volumes = named(call);
        Body body = Body.required(call.request(), Set.of("name", "destroyed", "provisioned"));
        List<ObjectNode> changed = new ArrayList<>();
        for (Volume old : volumes) {
            Volume volume = body.flag("destroyed")
                    .map(destroyed -> destroyed ? destroy(call, old) : recover(call, old))
                    .orElse(old);
            Volume renamed =
                    body.text("name").map(name -> rename(call, volume, name)).orElse(volume);
            Volume sized = body.number("provisioned")
                    .map(size -> grow(renamed, checkedSize(size)))
                    .orElse(renamed);
            call.accepted().volumes().put(sized);
            changed.add(document(call, call.accepted(), sized));
        }
        return Listing.items(changed);
    }

    /** Cuts every host off. */
    private static Volume destroy(ApiCall call, Volume volume) {
        return switch (volume.state()) {
            case IN_USE -> {
                call.accepted().reach().ofVolume(volume).forEach(call.accepted().connections()::remove);
                yield volume.in(Volume.State.DESTROYED, call.turn().now());
            }
            case DESTROYED -> throw ApiError.badRequest("Volume has been destroyed.", volume.name());
        };
    }

    private static Volume recover(ApiCall call, Volume volume) {
        return switch (volume.state()) {
            case IN_USE -> throw ApiError.badRequest("Volume has not been destroyed.", volume.name());
            case DESTROYED -> volume.in(Volume.State.IN_USE, call.turn().now());
        };
    }

    private static Volume rename(ApiCall call, Volume volume, String name) {
        Names.checkNewVolume(
                name,
                call.accepted().volumeNamed(name).filter(other -> !other.id().equals(volume.id())));
        return volume.named(name);
    }

    private static Volume grow(Volume volume, long size) {
        if (size < volume.size()) {
            throw ApiError.badRequest("The volume cannot be reduced in size without truncate.", volume.name());
        }
        return volume.sized(size);
    }

    private RestResponse eradicate(ApiCall call) {
        call.allow(Set.of("names", "ids"));
        for (Volume volume : named(call)) {
            switch (volume.state()) {
                case DESTROYED -> call.accepted().volumes().remove(volume);
                case IN_USE -> throw ApiError.badRequest("Volume has not been destroyed.", volume.name());
            }
        }
        return Listing.done();
    }

    private static List<Volume> named(ApiCall call) {
        if (!call.has("names") && !call.has("ids")) {
            throw ApiError.badRequest("Missing required query parameter.", "names,ids");
        }
        return selected(call, "names", "ids", call.accepted()).orRefuse();
    }
}
