package io.github.outpostrecovery.storage.provisioning;

import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.provisioning.AccessRequest.RequestedVolume;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which of the requested volumes still have to be exported, or why they cannot be where they are asked for.
 *
 * @param objection with the volume in it; empty if there is none
 * @param missing in the order of the request; none if there is an objection
 */
public record MissingExports(Optional<String> objection, List<RequestedVolume> missing) {
    public MissingExports {
        missing = List.copyOf(missing);
    }

    /**
     * Compares a request with what is there.
     *
     * @param shown what the machine reaches already, or will as soon as its name is in
     * @param through what shows it, for the objection
     */
    public static MissingExports of(List<RequestedVolume> requested, Map<VolumeName, LunId> shown, String through) {
        Map<LunId, VolumeName> taken = new HashMap<>();
        shown.forEach((volume, lun) -> taken.put(lun, volume));
        List<RequestedVolume> missing = new ArrayList<>();
        for (RequestedVolume volume : requested) {
            LunId there = shown.get(volume.volume());
            if (there == null) {
                Optional<VolumeName> holder = volume.lun().map(taken::get);
                if (holder.isPresent()) {
                    return objection(volume.volume() + " cannot be shown as " + number(volume) + ": " + through
                            + " shows " + holder.get() + " under that number");
                }
                missing.add(volume);
            } else if (volume.lun().filter(lun -> !lun.equals(there)).isPresent()) {
                return objection(through + " shows " + volume.volume() + " as " + there + " already, not as "
                        + number(volume) + ": take that number, or unmap the volume first");
            }
        }
        return new MissingExports(Optional.empty(), missing);
    }

    private static MissingExports objection(String why) {
        return new MissingExports(Optional.of(why), List.of());
    }

    private static String number(RequestedVolume volume) {
        return volume.lun().map(LunId::toString).orElse("any number");
    }
}
