package io.github.outpostrecovery.lab.flasharray.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.lab.datapath.IoCounters;
import io.github.outpostrecovery.lab.flasharray.inventory.Host;
import io.github.outpostrecovery.lab.flasharray.inventory.Volume;
import io.github.outpostrecovery.lab.flasharray.load.Load;
import io.github.outpostrecovery.lab.flasharray.load.LoadMeter;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@code /volumes/performance} and {@code /hosts/performance}: rates over the last full sampling interval, in whole
 * operations per second, rounded down. Nothing counts from the beginning, so what went by between two reads that are
 * further apart than an interval is not seen. The history of a volume, in the resolutions that its API allows, goes back some
 * minutes.
 */
final class PerformanceResource {
    private static final Set<String> FIELDS = Set.of(
            "id",
            "name",
            "time",
            "reads_per_sec",
            "writes_per_sec",
            "others_per_sec",
            "read_bytes_per_sec",
            "write_bytes_per_sec",
            "bytes_per_op",
            "bytes_per_read",
            "bytes_per_write",
            "usec_per_read_op",
            "usec_per_write_op",
            "usec_per_other_op");
    private static final int MICROSECONDS = 250;
    private static final Set<Long> RESOLUTIONS =
            Set.of(30_000L, 300_000L, 1_800_000L, 7_200_000L, 28_800_000L, 86_400_000L);
    private static final long FINEST = 30_000;

    private final Listing volumes =
            new Listing(FIELDS, Set.of("names", "ids", "destroyed", "resolution", "start_time", "end_time"));
    private final Listing hosts = new Listing(FIELDS, Set.of("names"));

    void route(Router router) {
        router.get("volumes/performance", this::volumes).get("hosts/performance", this::hosts);
    }

    private RestResponse volumes(ApiCall call) {
        volumes.check(call);
        Selection<Volume> wanted = VolumeResource.selected(call, call.applied());
        if (call.has("resolution") || call.has("start_time") || call.has("end_time")) {
            return volumes.page(call, history(call, wanted.found()), wanted.missing());
        }
        List<Listing.Row> rows = wanted.found().stream()
                .map(volume -> {
                    ObjectNode row = Documents.object().put("id", volume.id()).put("name", volume.name());
                    Load load = call.array().meter().ofVolume(call.turn().now(), volume.id());
                    LoadMeter meter = call.array().meter();
                    return new Listing.Row(
                            volume.name(),
                            rates(
                                    row,
                                    load,
                                    meter.lastAt(call.turn().now()),
                                    meter.interval().toMillis()));
                })
                .toList();
        return volumes.page(call, rows, wanted.missing());
    }

    private RestResponse hosts(ApiCall call) {
        hosts.check(call);
        Selection<Host> wanted = HostResource.selected(call, "names", call.applied());
        List<Listing.Row> rows = wanted.found().stream()
                .map(host -> {
                    ObjectNode row = Documents.object().put("name", host.name());
                    Load load = call.array().meter().ofInitiators(call.turn().now(), host.initiators());
                    LoadMeter meter = call.array().meter();
                    return new Listing.Row(
                            host.name(),
                            rates(
                                    row,
                                    load,
                                    meter.lastAt(call.turn().now()),
                                    meter.interval().toMillis()));
                })
                .toList();
        return hosts.page(call, rows, wanted.missing());
    }

    /** One row for each volume and whole interval of the resolution, stamped with the interval's end. */
    private static List<Listing.Row> history(ApiCall call, List<Volume> found) {
        long resolution = call.millis("resolution").orElse(FINEST);
        if (!RESOLUTIONS.contains(resolution)) {
            throw ApiError.badRequest("Invalid resolution.", Long.toString(resolution));
        }
        long now = call.turn().now().toEpochMilli();
        long end = Math.floorDiv(Math.min(call.millis("end_time").orElse(now), now), resolution) * resolution;
        long start = Math.max(call.millis("start_time").orElse(end - resolution), now - LoadMeter.HISTORY.toMillis());
        List<Listing.Row> rows = new ArrayList<>();
        for (Volume volume : found) {
            for (long from = Math.ceilDiv(start, resolution) * resolution; from < end; from += resolution) {
                Instant to = Instant.ofEpochMilli(from + resolution);
                ObjectNode row = Documents.object().put("id", volume.id()).put("name", volume.name());
                Load load = call.array().meter().ofVolume(volume.id(), Instant.ofEpochMilli(from), to);
                rows.add(new Listing.Row(volume.name() + " " + to, rates(row, load, to, resolution)));
            }
        }
        return rows;
    }

    private static ObjectNode rates(ObjectNode row, Load load, Instant takenAt, long millis) {
        long bytes = (load.reads() + load.writes()) * IoCounters.BLOCK;
        return row.put("time", takenAt.toEpochMilli())
                .put("reads_per_sec", perSecond(load.reads(), millis))
                .put("writes_per_sec", perSecond(load.writes(), millis))
                .put("others_per_sec", perSecond(load.others(), millis))
                .put("read_bytes_per_sec", perSecond(load.reads() * IoCounters.BLOCK, millis))
                .put("write_bytes_per_sec", perSecond(load.writes() * IoCounters.BLOCK, millis))
                .put("bytes_per_op", load.total() == 0 ? 0 : bytes / load.total())
                .put("bytes_per_read", load.reads() == 0 ? 0 : IoCounters.BLOCK)
                .put("bytes_per_write", load.writes() == 0 ? 0 : IoCounters.BLOCK)
                .put("usec_per_read_op", load.reads() == 0 ? 0 : MICROSECONDS)
                .put("usec_per_write_op", load.writes() == 0 ? 0 : MICROSECONDS)
                .put("usec_per_other_op", load.others() == 0 ? 0 : MICROSECONDS);
    }

    private static long perSecond(long count, long millis) {
        return count * 1000 / millis;
    }
}
