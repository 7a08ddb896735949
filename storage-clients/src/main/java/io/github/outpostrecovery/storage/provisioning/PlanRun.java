package io.github.outpostrecovery.storage.provisioning;

import static java.util.Objects.requireNonNull;

import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.name.LunId;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.storage.provisioning.AccessRequest.RequestedVolume;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan.Change;
import io.github.outpostrecovery.storage.rest.ClientSettings;
import io.github.outpostrecovery.storage.rest.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Makes the changes of a plan in their order, the same for every array: each is sent once, none after one that did not end well,
 * and after the last one it is read back where the volumes are shown. The reading may be repeated, since an array may take a
 * moment to show what it has taken.
 */
public final class PlanRun {
    private static final Duration BETWEEN_READINGS = Duration.ofSeconds(1);

    private final ProvisioningPlan plan;
    private final ClientSettings settings;

    public PlanRun(ProvisioningPlan plan, ClientSettings settings) {
        this.plan = requireNonNull(plan, "plan is null");
        this.settings = requireNonNull(settings, "settings is null");
    }

    /**
     * Makes them.
     *
     * @param send sends the request of one change, once
     * @param shown as {@link ArrayProvisioning#shown}, for the plan's initiator
     */
    public ProvisioningOutcome run(
            Function<Change, ChangeOutcome> send, Supplier<Answer<Map<VolumeName, LunId>>> shown) {
        List<Change> made = new ArrayList<>();
        for (Change change : plan.changes()) {
            switch (send.apply(change)) {
                case ChangeOutcome.Made() -> made.add(change);
                case ChangeOutcome.AlreadyThere() -> {}
                case ChangeOutcome.Refused(ArrayFailure failure) -> {
                    return new ProvisioningOutcome.Refused(made, change, failure);
                }
                case ChangeOutcome.InDoubt(ArrayFailure failure) -> {
                    return new ProvisioningOutcome.InDoubt(made, change, failure);
                }
            }
        }
        return readBack(made, shown);
    }

    private ProvisioningOutcome readBack(List<Change> made, Supplier<Answer<Map<VolumeName, LunId>>> shown) {
        Deadline deadline = settings.newQuestion();
        while (true) {
            Answer<Map<VolumeName, LunId>> read = shown.get();
            if (read instanceof Answer.Answered<Map<VolumeName, LunId>>(Map<VolumeName, LunId> luns)) {
                Optional<RequestedVolume> missing = plan.request().volumes().stream()
                        .filter(volume -> !isShown(volume, luns))
                        .findFirst();
                if (missing.isEmpty()) {
                    return new ProvisioningOutcome.Provisioned(made, ofTheRequest(luns));
                }
                read = Answer.unanswered(
                        new ArrayFailure(Kind.INCOMPREHENSIBLE, "", "read back: " + asRead(missing.get(), luns)));
            }
            if (deadline.isPast() || !pause()) {
                return new ProvisioningOutcome.InDoubt(made, lastExport(made), failureOf(read));
            }
        }
    }

    private static boolean isShown(RequestedVolume volume, Map<VolumeName, LunId> luns) {
        LunId lun = luns.get(volume.volume());
        return lun != null && volume.lun().map(lun::equals).orElse(true);
    }

    private String asRead(RequestedVolume volume, Map<VolumeName, LunId> luns) {
        LunId lun = luns.get(volume.volume());
        return volume.volume()
                + (lun == null
                        ? " is not shown to " + plan.request().initiator()
                        : " is shown as " + lun + " instead of "
                                + volume.lun().map(LunId::toString).orElse("any number"));
    }

    private Map<VolumeName, LunId> ofTheRequest(Map<VolumeName, LunId> luns) {
        Map<VolumeName, LunId> wanted = new TreeMap<>(luns);
        wanted.keySet()
                .retainAll(plan.request().volumes().stream()
                        .map(RequestedVolume::volume)
                        .toList());
        return wanted;
    }

    private boolean pause() {
        try {
            settings.pause().pause(BETWEEN_READINGS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What could not be read back; a change of the plan only if it was made, since what was there before is not to be undone. */
    private Change lastExport(List<Change> made) {
        RequestedVolume volume = plan.request().volumes().getLast();
        return made.stream()
                .filter(Change.Export.class::isInstance)
                .reduce((one, next) -> next)
                .orElseGet(() -> new Change.Export(
                        volume,
                        plan.request().group().orElse(plan.request().host()),
                        "read back where " + volume.volume() + " is shown"));
    }

    private static ArrayFailure failureOf(Answer<Map<VolumeName, LunId>> read) {
        return switch (read) {
            case Answer.Unanswered<Map<VolumeName, LunId>>(ArrayFailure failure) -> failure;
            case Answer.Answered<Map<VolumeName, LunId>> _, Answer.NotOffered<Map<VolumeName, LunId>> _ ->
                new ArrayFailure(Kind.INCOMPREHENSIBLE, "", "the array does not tell what it shows");
        };
    }
}
